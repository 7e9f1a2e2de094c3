"""Who may ask for time and rulings, and who decides."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

_WORK = holds("dispatch", "handle")
_DECIDE = holds("dispatch", "review")

POLICY: Table = {
    "Query.applications": at(WORKSPACE, _DECIDE),
    "Query.disputes": at(WORKSPACE, SIGNED_IN),
    "Mutation.requestExtension": at(WORKSPACE, _WORK),
    "Mutation.decideExtension": at(WORKSPACE, _DECIDE),
    "Mutation.requestSuspension": at(WORKSPACE, _WORK),
    "Mutation.decideSuspension": at(WORKSPACE, holds("review")),
    "Mutation.resumeTicket": at(WORKSPACE, holds("review")),
    "Mutation.disputeAdjudication": at(WORKSPACE, _WORK),
    "Mutation.decideDispute": at(WORKSPACE, _DECIDE),
    "Application.*": WITH_PARENT,
    "Dispute.*": WITH_PARENT,
}
