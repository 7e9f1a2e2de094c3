"""加派协办、免除协办: other units are called in to help; the lead stays the lead."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError
from kernel.ids import uuid7
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place, giving_place, home_of
from tickets.assists import open_assists
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import receiver_place
from tickets.idempotency import Once
from tickets.limits import start_given_limit, stop_limit
from tickets.models import Direction, Role, Ticket
from tickets.places import Place
from tickets.secrecy import refuse_respondent, screened_for
from tickets.services.giving import Gift, insert_giving, workspace_of
from tickets.states import Verb


def add_assist(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    unit_ids: Sequence[UUID],
    requirement: str = "",
    due_at: datetime | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Call units in to help (加派协办): any open unit of one's own area, each with a clock.

    Whoever has the case in hand stays it. From the holder, or from a giver that waits.
    """
    ticket, place = acting_place(actor, Verb.ADD_ASSIST, ticket_id, expected_version)
    units = _helpers(place, unit_ids)
    for unit in units:
        refuse_respondent(ticket, unit, field="unitIds")
    requirement = clean_body(requirement, field="requirement", limit=NOTE_LIMIT, required=False)
    requirement = screened_for(ticket, requirement)
    with command(
        actor=actor, verb=Verb.ADD_ASSIST, ticket=ticket, place=place, once=once, note=requirement
    ) as move:
        for unit in units:
            gift = Gift(
                unit=unit,
                direction=Direction.DOWN,
                requirement=requirement,
                due_at=due_at,
                role=Role.ASSIST,
            )
            target = workspace_of(unit, home_of(actor))
            given = insert_giving(move, ticket, place, gift, target, uuid7())
            ends = start_given_limit(
                move, giver=place, receiver=given, ticket=ticket, unit=unit, due_at=due_at
            )
            move.apply(giver=place, receiver=given, receiver_values={"due_at": ends})
    return again(actor, ticket.id)


def waive_assist(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    reason: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """No longer wait for a helper (免除协办), with a reason; the lead may then report."""
    verb = Verb.WAIVE_ASSIST
    ticket, place, assignment = giving_place(actor, verb, assignment_id, expected_version)
    if assignment.role != Role.ASSIST:
        raise DomainError(TicketError.WRONG_STATE, "只能免除协办单位，主办单位请用退单或收回")
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment.id,
        once=once,
        note=reason,
    ) as move:
        receiver = receiver_place(move.session, place, assignment)
        values = {"waived_at": move.session.at, "waive_reason": reason}
        move.apply(giver=place, receiver=receiver, receiver_values=values)
        stop_limit(move, receiver)
    return again(actor, ticket.id)


def _helpers(place: Place, unit_ids: Sequence[UUID]) -> list[Unit]:
    giver = unit_by_id(place.unit_id)
    assert giver is not None
    if not unit_ids:
        raise DomainError(TicketError.UNIT_REQUIRED, "请选择协办单位", field="unitIds")
    busy = set(open_assists(place).values_list("to_unit_id", flat=True))
    found = []
    for unit_id in dict.fromkeys(unit_ids):
        unit = unit_by_id(unit_id)
        if unit is None or unit.pk == giver.pk or not unit.path.startswith(giver.path):
            raise DomainError(
                TicketError.NOT_IN_AREA, "只能加派本级管辖范围内的单位协办", field="unitIds"
            )
        if not unit.is_open():
            raise DomainError(
                TicketError.UNIT_CLOSED, f"{unit.name}已撤并，不能加派", field="unitIds"
            )
        if unit.id in busy:
            raise DomainError(
                TicketError.ASSIST_TWICE, f"{unit.name}已在协办，无需重复加派", field="unitIds"
            )
        found.append(unit)
    return found
