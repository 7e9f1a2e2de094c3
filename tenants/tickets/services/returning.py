"""退单、裁定: a receiver hands back with a reason; the giver decides, and the decision binds."""

from uuid import UUID

from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import giving_place, is_bound, receiving_place
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import giver_party, giver_place, receiver_party, receiver_place
from tickets.idempotency import Once
from tickets.limits import hold_limit, resume_limit, stop_limit
from tickets.models import ReturnReason, Ticket
from tickets.states import Verb


def return_assignment(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    reason: ReturnReason,
    note: str,
    suggested_unit_id: UUID | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Hand a giving back with a reason code (退单); the giver then has to decide."""
    ticket, place = receiving_place(actor, Verb.RETURN, assignment_id, expected_version)
    if is_bound(place):
        raise DomainError(TicketError.RETURN_BINDING, "经裁定由你单位办理，不能再次退单")
    note = clean_body(note, field="note", limit=NOTE_LIMIT)
    if suggested_unit_id is not None and unit_by_id(suggested_unit_id) is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个建议承办单位", field="suggestedUnitId")
    with command(
        actor=actor,
        verb=Verb.RETURN,
        ticket=ticket,
        place=place,
        to=giver_party(ticket, place),
        assignment_id=assignment_id,
        once=once,
        note=f"{reason.label}：{note}",
    ) as move:
        move.apply(
            giver=giver_place(move.session, place),
            receiver=place,
            receiver_values={
                "return_reason": reason,
                "return_note": note,
                "suggested_unit_id": suggested_unit_id,
            },
        )
        hold_limit(move, place)
    return again(actor, ticket.id)


def adjudicate_return(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    upheld: bool,
    note: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Decide on a return (裁定): upheld, the giver has it; rejected, the receiver goes on."""
    verb = Verb.UPHOLD_RETURN if upheld else Verb.REJECT_RETURN
    ticket, place, assignment = giving_place(actor, verb, assignment_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=None if upheld else receiver_party(place, assignment),
        assignment_id=assignment.id,
        once=once,
        note=note,
    ) as move:
        receiver = receiver_place(move.session, place, assignment)
        values: dict[str, object] = {}
        if upheld:
            stop_limit(move, receiver)
        else:
            due_at = resume_limit(move, place, receiver)
            values = {"return_binding": True, "due_at": due_at}
        move.apply(giver=place, receiver=receiver, receiver_values=values)
    return again(actor, ticket.id)
