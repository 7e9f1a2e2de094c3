"""Who may use the slice of contacts. The services ask further on which unit."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds

POLICY: Table = {
    "Query.findTickets": at(WORKSPACE, holds("register", "dispatch", "follow_up")),
    "Query.callerHistory": at(WORKSPACE, holds("register", "dispatch", "follow_up")),
    "Query.duplicateCandidates": at(WORKSPACE, holds("register", "dispatch")),
    "FoundTicket.*": WITH_PARENT,
    "DuplicateCandidate.*": WITH_PARENT,
    "DuplicateReason.*": WITH_PARENT,
}
