"""Who may use the slice of tickets."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

_WORK = holds("dispatch", "handle")
_DECIDE = holds("dispatch", "review")

POLICY: Table = {
    "Query.ticket": at(WORKSPACE, SIGNED_IN),
    "Query.tickets": at(WORKSPACE, SIGNED_IN),
    "Query.case": at(WORKSPACE, SIGNED_IN),
    "Query.cases": at(WORKSPACE, holds("dispatch", "supervise")),
    "Query.custody": at(WORKSPACE, SIGNED_IN),
    "Mutation.registerTicket": at(WORKSPACE, holds("register")),
    "Mutation.acceptTicket": at(WORKSPACE, _WORK),
    "Mutation.delegateTicket": at(WORKSPACE, _WORK),
    "Mutation.issueDelegationNotice": at(WORKSPACE, _WORK),
    "Mutation.escalateTicket": at(WORKSPACE, _WORK),
    "Mutation.signAssignment": at(WORKSPACE, _WORK),
    "Mutation.returnAssignment": at(WORKSPACE, _WORK),
    "Mutation.adjudicateReturn": at(WORKSPACE, _DECIDE),
    "Mutation.addAssist": at(WORKSPACE, _WORK),
    "Mutation.waiveAssist": at(WORKSPACE, _WORK),
    "Mutation.reportAssignment": at(WORKSPACE, _WORK),
    "Mutation.reviewReport": at(WORKSPACE, holds("review")),
    "Mutation.archiveTicket": at(WORKSPACE, holds("follow_up")),
    "Ticket.*": WITH_PARENT,
    "Caller.*": WITH_PARENT,
    "Assignment.*": WITH_PARENT,
    "TimelineEvent.*": WITH_PARENT,
    "Custody.*": WITH_PARENT,
    "Case.*": WITH_PARENT,
    "Handoff.*": WITH_PARENT,
}
