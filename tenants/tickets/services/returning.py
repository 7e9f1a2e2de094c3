"""退单、裁定: a receiver hands back with a reason; the giver decides, and the decision binds."""

from uuid import UUID

from hierarchy.selectors import unit_by_id
from kernel.clock import now
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from tickets import rulings
from tickets.access import giving_place, receiving_place
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import giver_party, giver_place, receiver_party, receiver_place
from tickets.idempotency import Once
from tickets.limits import hold_limit, resume_limit, second_return_window, stop_limit
from tickets.models import Assignment, ReturnReason, Ticket
from tickets.moves import Move
from tickets.places import Place, receipt_of
from tickets.secrecy import is_barred
from tickets.states import Verb

RETURNS_AT_MOST = 2
BASIS_LIMIT = 200
JURISDICTION = frozenset({ReturnReason.WRONG_AREA, ReturnReason.UNCLEAR_TITLE})


def return_assignment(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    reason: ReturnReason,
    note: str,
    suggested_unit_id: UUID | None = None,
    legal_basis: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Hand a giving back with a reason code (退单); the giver then has to decide.

    Only inside the return window, not after a decision that binds, and not where two returns at
    the giver's level came before. Who assists simply hands back: nobody has to decide.
    """
    ticket, place, verb = receiving_place(actor, Verb.RETURN, assignment_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT)
    legal_basis = clean_line(legal_basis, field="legalBasis", limit=BASIS_LIMIT, required=False)
    _check_suggestion(ticket, suggested_unit_id)
    if not place.assists:
        _refuse_return(receipt_of(place))
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=None if place.assists else giver_party(ticket, place),
        assignment_id=assignment_id,
        once=once,
        note=f"{reason.label}：{note}",
    ) as move:
        giver = giver_place(move.session, place)
        move.apply(
            giver=giver,
            receiver=place,
            giver_values=_reopened_window(move, giver, reason),
            receiver_values={
                "returned_at": move.session.at,
                "return_reason": reason,
                "return_note": note,
                "return_basis": legal_basis,
                "suggested_unit_id": suggested_unit_id,
            },
        )
        if place.assists:
            stop_limit(move, place)
        else:
            hold_limit(move, place)
    return again(actor, ticket.id)


def _refuse_return(given: Assignment | Ticket) -> None:
    if given.return_binding:
        raise DomainError(TicketError.RETURN_BINDING, "经裁定由你单位办理，不能再次退单")
    if given.returns_before >= RETURNS_AT_MOST:
        raise DomainError(
            TicketError.RETURN_LIMIT, "本级已退单两次，以交办单位的裁定为准，不能再退单"
        )
    if given.return_until is not None and now() > given.return_until:
        raise DomainError(
            TicketError.RETURN_WINDOW_OVER, "已超过退单时限，请办理；确有争议的请提出争议裁定"
        )


def _reopened_window(move: Move, giver: Place, reason: ReturnReason) -> dict[str, object]:
    """Where the area was wrong the giver could not know it sooner: it may return in its turn."""
    if reason not in JURISDICTION or giver.is_origin or giver.assists:
        return {}
    with move.session.in_workspace(giver.workspace):
        if receipt_of(giver).return_window_reopened:
            return {}
    return {"return_window_reopened": True, "return_until": second_return_window(move)}


def _check_suggestion(ticket: Ticket, unit_id: UUID | None) -> None:
    """A unit that must not get the request is answered for like one that does not exist."""
    if unit_id is None:
        return
    unit = unit_by_id(unit_id)
    if unit is None or is_barred(ticket, unit):
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个建议承办单位", field="suggestedUnitId")


def adjudicate_return(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    upheld: bool,
    note: str,
    competent_unit_id: UUID | None = None,
    write_to_catalogue: bool = False,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Decide on a return (裁定): upheld, the giver has it; rejected, the receiver goes on.

    The ruling is kept as a precedent and shown with the next such matter; with
    `write_to_catalogue` whoever was found competent leads such matters there from now on.
    """
    verb = Verb.UPHOLD_RETURN if upheld else Verb.REJECT_RETURN
    ticket, place, assignment = giving_place(actor, verb, assignment_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT)
    finding = rulings.find(
        actor=actor,
        ticket=ticket,
        assignment=assignment,
        upheld=upheld,
        competent_unit_id=competent_unit_id,
        write_to_catalogue=write_to_catalogue,
    )
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
        rulings.keep(move, place, ticket, assignment, finding)
    return again(actor, ticket.id)
