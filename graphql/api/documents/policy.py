"""Who may use the slice of documents."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

POLICY: Table = {
    "Query.document": at(WORKSPACE, SIGNED_IN),
    "Query.documents": at(WORKSPACE, SIGNED_IN),
    "Query.office": at(WORKSPACE, SIGNED_IN),
    "Mutation.confirmReceipt": at(WORKSPACE, holds("dispatch", "handle")),
    "Mutation.recordDelivery": at(WORKSPACE, holds("register", "dispatch", "sign_off")),
    "Mutation.setOffice": at(WORKSPACE, holds("administer")),
    "Document.*": WITH_PARENT,
    "DocumentRecipient.*": WITH_PARENT,
    "DocumentReceipt.*": WITH_PARENT,
    "DocumentDelivery.*": WITH_PARENT,
    "Office.*": WITH_PARENT,
}
