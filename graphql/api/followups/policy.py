"""Who may use the slice of follow-up."""

from api.core.policy import ANYONE, PUBLIC, WITH_PARENT, WORKSPACE, Table, at, holds

_ASK = at(WORKSPACE, holds("follow_up"))

POLICY: Table = {
    "Query.followUpQueue": _ASK,
    "Query.followUpResults": at(WORKSPACE, holds("follow_up", "administer")),
    "Query.followUpPlan": at(WORKSPACE, holds("follow_up", "administer")),
    "Mutation.recordFollowUp": _ASK,
    "Mutation.rateRequest": at(PUBLIC, ANYONE),
    "Mutation.changeFollowUpPlan": at(WORKSPACE, holds("administer")),
    "FollowUp.*": WITH_PARENT,
    "FollowUpResult.*": WITH_PARENT,
    "FollowUpPlan.*": WITH_PARENT,
}
