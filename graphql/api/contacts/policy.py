"""Who may use the slice of contacts. The services ask further on which unit."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

_TALK = holds("register", "dispatch", "reply", "follow_up")
_DISPATCH = holds("dispatch")

POLICY: Table = {
    "Mutation.recordChase": at(WORKSPACE, _TALK),
    "Mutation.supplementTicket": at(WORKSPACE, _TALK),
    "Mutation.withdrawTicket": at(WORKSPACE, holds("dispatch", "reply")),
    "Mutation.terminateTicket": at(WORKSPACE, holds("sign_off")),
    "Mutation.reopenTicket": at(WORKSPACE, _DISPATCH),
    "Mutation.splitTicket": at(WORKSPACE, holds("register", "dispatch")),
    "Mutation.mergeTickets": at(WORKSPACE, _DISPATCH),
    "Mutation.unmergeTicket": at(WORKSPACE, _DISPATCH),
    "Mutation.changeContactPolicy": at(WORKSPACE, holds("administer")),
    "Query.contactPolicy": at(WORKSPACE, SIGNED_IN),
    "Query.findTickets": at(WORKSPACE, holds("register", "dispatch", "follow_up")),
    "Query.callerHistory": at(WORKSPACE, holds("register", "dispatch", "follow_up")),
    "Query.duplicateCandidates": at(WORKSPACE, holds("register", "dispatch")),
    "Contact.*": WITH_PARENT,
    "RelatedTicket.*": WITH_PARENT,
    "ContactPolicy.*": WITH_PARENT,
    "FoundTicket.*": WITH_PARENT,
    "DuplicateCandidate.*": WITH_PARENT,
    "DuplicateReason.*": WITH_PARENT,
}
