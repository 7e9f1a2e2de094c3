"""How tickets stand, as facts to speak of: a few queries for a whole list."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from contacts.speaking.facts import Facts
from custody.models import Handoff
from custody.states import State
from hierarchy.models import DIVISIONS, Unit
from hierarchy.selectors import path_names, units_by_ids
from tenancy.models import Workspace
from tickets.models import Ticket


def facts_of(tickets: Collection[Ticket]) -> Mapping[UUID, Facts]:
    """What there is to say of each ticket; `case__state` must have been loaded with them."""
    states = {ticket.id: ticket.case.state for ticket in tickets}
    holders = {state.holder_unit_id for state in states.values() if state.holder_unit_id}
    names = _spoken_names(units_by_ids(holders).values())
    since = _since({ticket.case_id for ticket in tickets})
    homes = _homes(tickets)
    return {
        ticket.id: Facts(
            number=ticket.number,
            state=State(states[ticket.id].state),
            secret=ticket.secret,
            registered_at=ticket.registered_at,
            since=since.get(ticket.case_id, ticket.registered_at),
            holder=names.get(states[ticket.id].holder_unit_id, ""),
            held_by_us=ticket.is_origin and states[ticket.id].holder_unit_id == ticket.unit_id,
            accepted_elsewhere=homes.get(states[ticket.id].origin_workspace_id, "")
            if not ticket.is_origin
            else "",
            due_at=ticket.due_at,
            reworked=ticket.rework_count > 0,
            suspended_until=ticket.suspended_until,
            replied_at=ticket.replied_at,
            closed_at=states[ticket.id].closed_at,
            reopen_until=ticket.reopen_until,
        )
        for ticket in tickets
    }


def _since(case_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each case came to whoever has it."""
    latest = Handoff.objects.filter(case_id__in=case_ids).order_by("case_id", "-seq")
    return dict(latest.distinct("case_id").values_list("case_id", "at"))


def _homes(tickets: Collection[Ticket]) -> dict[UUID, str]:
    elsewhere = {t.case.state.origin_workspace_id for t in tickets if not t.is_origin}
    if not elsewhere:
        return {}
    return dict(Workspace.objects.filter(pk__in=elsewhere).values_list("pk", "name"))


def _spoken_names(units: Collection[Unit]) -> dict[UUID | None, str]:
    """`赤壁市官塘驿镇`: as a citizen would call it, from the county down."""
    paths = path_names(units)
    return {unit.id: _spoken(unit, paths[unit.id]) for unit in units}


def _spoken(unit: Unit, path: list[str]) -> str:
    if unit.kind in DIVISIONS:
        return "".join(path[1:] or path)
    # 市商务局, 咸安区住建局: bodies of a city or county are named with it already.
    below_county = path[1:-1] if unit.level > 2 else []
    return "".join([*below_county, unit.name])
