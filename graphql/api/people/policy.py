"""Who may use the slice of people."""

from api.core.policy import ANYONE, BOTH, PUBLIC, SIGNED_IN, WITH_PARENT, Table, at

POLICY: Table = {
    "Query.me": at(BOTH, ANYONE),
    "Query.workspaces": at(BOTH, SIGNED_IN),
    "Mutation.login": at(PUBLIC, ANYONE),
    "Mutation.logout": at(PUBLIC, ANYONE),
    "Mutation.enrolSecondFactor": at(PUBLIC, SIGNED_IN),
    "Mutation.confirmSecondFactor": at(PUBLIC, SIGNED_IN),
    "Me.*": WITH_PARENT,
    "SecondFactor.*": WITH_PARENT,
    "Membership.*": WITH_PARENT,
    "Workspace.*": WITH_PARENT,
}
