"""Who may use the slice of duty."""

from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds

_KEEP = holds("administer", "dispatch", "sign_off")
_WORK = holds("dispatch", "handle")

POLICY: Table = {
    "Query.whoIsOnDuty": at(WORKSPACE, SIGNED_IN),
    "Query.dutyShifts": at(WORKSPACE, _KEEP),
    "Query.rosterGaps": at(WORKSPACE, _KEEP),
    "Mutation.expressTicket": at(WORKSPACE, holds("dispatch")),
    "Mutation.acknowledgeExpress": at(WORKSPACE, SIGNED_IN),
    "Mutation.recordFirstResult": at(WORKSPACE, _WORK),
    "Mutation.writeDutyShift": at(WORKSPACE, _KEEP),
    "Mutation.removeDutyShift": at(WORKSPACE, _KEEP),
    "Mutation.setDutyRule": at(WORKSPACE, holds("administer")),
    "DutyPerson.*": WITH_PARENT,
    "DutyShift.*": WITH_PARENT,
    "DutyCall.*": WITH_PARENT,
    "RosterGap.*": WITH_PARENT,
}
