"""拆单 (一事一单): a request with several matters becomes several tickets of the same citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clocks.defaults import Purpose
from clocks.selectors import clock_of
from contacts.errors import ContactError
from contacts.informing import can_be_told
from custody.session import Header, open_another
from kernel.errors import DomainError
from people.actor import Actor
from tickets.access import acting_place, centre_of
from tickets.commands import again, command, finish
from tickets.idempotency import Once
from tickets.limits import start_own_limit
from tickets.models import Channel, Kind, Ticket, Urgency
from tickets.moves import Move, admit_unit, change
from tickets.places import Place, own_place
from tickets.query_codes import new_code
from tickets.services.registering import Request, insert_ticket, send_code
from tickets.states import State, Verb

MOST_PARTS = 10


@dataclass(frozen=True, kw_only=True)
class Part:
    """One matter that becomes a ticket of its own; what is left empty is as in the request."""

    title: str
    body: str
    kind: Kind | None = None
    category: str | None = None
    area_id: UUID | None = None


@dataclass(frozen=True)
class Whole:
    """The request that is split, and where it is."""

    ticket: Ticket
    place: Place
    accepted_at: datetime | None
    told: bool

    def request_for(self, part: Part) -> Request:
        """A part as a request of the same citizen, channel and time."""
        ticket = self.ticket
        caller = ticket.caller
        request = Request(
            kind=part.kind or Kind(ticket.kind),
            title=part.title,
            body=part.body,
            category=ticket.category if part.category is None else part.category,
            urgency=Urgency(ticket.urgency),
            channel=Channel(ticket.channel),
            area_id=part.area_id or ticket.area_id,
            address=ticket.address,
            latitude=ticket.latitude,
            longitude=ticket.longitude,
            caller_name=caller.name if caller else "",
            caller_phone=caller.phone if caller else "",
            registered_at=ticket.registered_at,
            secret=ticket.secret or None,  # a part may be secret by its kind
            respondent_unit_id=ticket.respondent_unit_id,
            respondent_named=ticket.respondent_named,
        )
        return request.cleaned()


def split_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    parts: Sequence[Part],
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Make each part a ticket of its own; the request keeps what is not among them (一事一单).

    Same citizen, channel and time of registration. A part of an accepted request is accepted with
    it: its own limit counts from the same moment, so that splitting gains no time. Raises
    PARTS_OUT_OF_RANGE, and for a part what registering raises.
    """
    ticket, place = acting_place(actor, Verb.SPLIT, ticket_id, expected_version)
    if not 1 <= len(parts) <= MOST_PARTS:
        raise DomainError(
            ContactError.PARTS_OUT_OF_RANGE,
            f"请列出 1 至 {MOST_PARTS} 个要拆出的事项，其余留在原工单",
            field="parts",
        )
    whole = Whole(ticket, place, _accepted_at(ticket), can_be_told(ticket))
    requests = [whole.request_for(part) for part in parts]
    centre = centre_of(place.workspace)
    with command(actor=actor, verb=Verb.SPLIT, ticket=ticket, place=place, once=once) as move:
        numbers = [_open_part(move, whole, request, centre) for request in requests]
        move.note = f"拆出：{'、'.join(numbers)}"
        move.tell(place.workspace, ticket.id)
    return again(actor, ticket.id)


def _accepted_at(ticket: Ticket) -> datetime | None:
    """From when the limit of an accepted request counts."""
    if ticket.state != State.ACCEPTED:
        return None
    clock = clock_of(ticket_id=ticket.id, assignment_id=None, purpose=Purpose.HANDLE)
    assert clock is not None
    return clock.started_at


def _open_part(move: Move, whole: Whole, request: Request, centre: UUID) -> str:
    """A case of its own in the same transaction; its number."""
    home, actor, unit_id = whole.place.workspace, move.actor, whole.place.unit_id
    header = Header(
        home=whole.place.party(),
        kind=request.kind,
        category=request.category,
        urgency=request.urgency,
        opened_at=request.registered_at,
    )
    session = open_another(move.session, header)
    with session.in_workspace(home):
        code = new_code()
        part = insert_ticket(session, whole.ticket.unit, request, whole.ticket.caller_id, code)
        for each in {unit_id, centre}:
            admit_unit(part.id, each, session.at)
        taken_by = whole.ticket.registered_by
        change(Ticket, part.id, split_from=whole.ticket, registered_by=taken_by)
        if whole.told:
            send_code(part, code)
        place = own_place(home, part)
    register = Move(session, actor, Verb.REGISTER, unit_id=unit_id)
    register.note = f"由 {whole.ticket.number} 拆出"
    session.settle(secret=part.secret)
    held = register.apply(receiver=place)
    finish(register, part.id, part.number, None)
    if whole.accepted_at is not None:
        assert held is not None
        accept = Move(session, actor, Verb.ACCEPT, unit_id=unit_id)
        due_at = start_own_limit(accept, held, part, at=whole.accepted_at)
        accept.apply(receiver=held, receiver_values={"due_at": due_at})
        accept.record()
    return part.number
