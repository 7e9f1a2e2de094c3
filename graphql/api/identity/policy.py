"""Who may use the slice of identity. On which ground, `identity.access` decides."""

from api.core.policy import ANYONE, PUBLIC, SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

POLICY: Table = {
    "Query.revealedIdentity": at(WORKSPACE, SIGNED_IN),
    "Query.identityViews": at(PUBLIC, ANYONE),
    "Mutation.revealIdentity": at(WORKSPACE, SIGNED_IN),
    "Mutation.releaseContact": at(WORKSPACE, holds("dispatch", "handle")),
    "Mutation.markSecret": at(WORKSPACE, holds("register", "dispatch", "reply")),
    "Mutation.grantTicketAccess": at(WORKSPACE, holds("reveal")),
    "Mutation.endTicketAccess": at(WORKSPACE, holds("reveal")),
    "Mutation.markInvestigation": at(WORKSPACE, holds("reveal")),
    "RevealedIdentity.*": WITH_PARENT,
    "IdentityViews.*": WITH_PARENT,
    "IdentityView.*": WITH_PARENT,
}
