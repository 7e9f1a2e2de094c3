"""When applications and decisions are offered, and what a pause forbids."""

from applications.errors import ApplicationError
from applications.models import Application
from applications.selectors import dispute_of
from kernel.errors import DomainError
from people.actor import Actor
from tickets.gates import gate
from tickets.models import Ticket
from tickets.offers import circumstance
from tickets.places import Place, receipt_of
from tickets.states import RULES, Party
from tickets.verbs import Seat, Verb


def register() -> None:
    """Called when the apps start."""
    gate(refuse_while_suspended)
    circumstance(Verb.DECIDE_EXTENSION)(_extension_waits)
    circumstance(Verb.DECIDE_SUSPENSION)(_suspension_waits)
    circumstance(Verb.RESUME)(_is_suspended)
    circumstance(Verb.REQUEST_SUSPENSION)(_is_not_suspended)
    circumstance(Verb.DISPUTE)(_can_be_disputed)


def refuse_while_suspended(_actor: Actor, verb: Verb, ticket: Ticket, _place: Place) -> None:
    """A paused case moves nowhere (挂账): it is resumed first. What the accepting place ends, and
    what is only put on record, stays possible."""
    moves = RULES[verb].holder not in {Party.UNCHANGED, Party.NOBODY}
    if ticket.suspended_until is not None and moves and Seat.ORIGIN not in RULES[verb].seats:
        raise DomainError(ApplicationError.SUSPENDED, "工单已挂账、时限暂停，请先恢复计时再办理")


def _waits(ticket: Ticket, kind: Application.Kind) -> bool:
    pending = Application.objects.filter(ticket=ticket, kind=kind, state=Application.State.PENDING)
    return pending.exists()


def _extension_waits(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    return Application.objects.filter(
        ticket=ticket,
        kind=Application.Kind.EXTENSION,
        state=Application.State.PENDING,
        to_unit_id=place.unit_id,
    ).exists()


def _suspension_waits(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return _waits(ticket, Application.Kind.SUSPENSION)


def _is_suspended(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.suspended_until is not None


def _is_not_suspended(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.suspended_until is None


def _can_be_disputed(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    assignment_id = place.assignment_id or ticket.assignment_id
    refused = not place.is_origin and receipt_of(place).return_binding
    return refused and dispute_of(assignment_id) is None
