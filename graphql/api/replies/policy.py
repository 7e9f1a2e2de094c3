"""Who may use the reply desk."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds

_REPLY = at(WORKSPACE, holds("reply"))

POLICY: Table = {
    "Query.replyMaterials": _REPLY,
    "Query.replyDesk": _REPLY,
    "Mutation.replyToCaller": _REPLY,
    "Mutation.deliverReply": _REPLY,
    "Mutation.draftReply": _REPLY,
    "Mutation.approvePublicReply": _REPLY,
    "Reply.*": WITH_PARENT,
    "ReplyDraft.*": WITH_PARENT,
    "ReplyMaterial.*": WITH_PARENT,
    "DeliveryProof.*": WITH_PARENT,
}
