"""Who may use the slice of incidents."""

from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds
from incidents.access import KNOWING

_KNOWS = at(WORKSPACE, holds(*KNOWING))
_DIRECTS = at(WORKSPACE, holds("dispatch"))
_SEAT = at(WORKSPACE, holds("register"))

POLICY: Table = {
    "Query.incident": _KNOWS,
    "Query.incidents": _KNOWS,
    "Query.openIncidents": _KNOWS,
    "Mutation.openIncident": _DIRECTS,
    "Mutation.changeIncident": _DIRECTS,
    "Mutation.endIncident": _DIRECTS,
    "Mutation.linkIncident": _DIRECTS,
    "Mutation.attachToIncident": _SEAT,
    "Mutation.detachToTicket": _SEAT,
    "Incident.*": WITH_PARENT,
    "IncidentAnswer.*": WITH_PARENT,
    "IncidentContact.*": WITH_PARENT,
}
