"""Who may use the slice of check-ups."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds

_WORK = holds("dispatch", "handle")

POLICY: Table = {
    "Query.checkReport": at(WORKSPACE, _WORK),
    "Mutation.recordContact": at(WORKSPACE, _WORK),
    "ReportCheckup.*": WITH_PARENT,
    "Finding.*": WITH_PARENT,
}
