"""登记、受理: a request enters and is taken on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from callers.selectors import phone_to_reach
from callers.services import record_caller
from custody import session as custody
from custody.session import Header, Party, Session
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from kernel.text import BODY_LIMIT, TITLE_LIMIT, clean_body, clean_line
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import compose
from people.actor import Actor
from taxonomy.selectors import known_category
from tickets.access import acting_place, centre_of, home_of
from tickets.commands import again, command, finish
from tickets.correcting import IN_PUBLIC, Correction, described
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.limits import start_own_limit
from tickets.models import Channel, Kind, Ticket, Urgency
from tickets.moves import Move, admit_unit
from tickets.places import own_place
from tickets.query_codes import code_hash, new_code
from tickets.secrecy import known_respondent, screened, secret_by_default
from tickets.states import State, Verb

ADDRESS_LIMIT = 200
NAME_LIMIT = 60
# Where China lies: anything else was mistyped, or the two were exchanged.
LATITUDES = (3.0, 54.0)
LONGITUDES = (73.0, 136.0)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a citizen asks for, as it was taken down."""

    kind: Kind
    title: str
    body: str
    body_shared: str = ""
    category: str = ""
    urgency: Urgency = Urgency.ORDINARY
    channel: Channel = Channel.PHONE
    area_id: UUID | None = None
    address: str = ""
    # Degrees as Chinese maps give them (GCJ-02); both or neither.
    latitude: float | None = None
    longitude: float | None = None
    caller_name: str = ""
    caller_phone: str = ""
    external_id: str | None = None
    registered_at: datetime | None = None
    # None: as the kind says (`secret_by_default`).
    secret: bool | None = None
    respondent_unit_id: UUID | None = None
    respondent_named: bool = False

    def cleaned(self) -> "Request":
        """The same, trimmed and checked; raises with the field at fault."""
        body = clean_body(self.body, field="body", limit=BODY_LIMIT)
        shared = clean_body(self.body_shared, field="bodyShared", required=False)
        name = clean_line(self.caller_name, field="callerName", limit=NAME_LIMIT, required=False)
        secret = self.secret
        if secret is None:
            secret = secret_by_default(self.kind, respondent_named=self.respondent_named)
        read = partial(screened, secret=secret, names=[name], phones=[self.caller_phone])
        return Request(
            kind=self.kind,
            title=read(clean_line(self.title, field="title", limit=TITLE_LIMIT))[:TITLE_LIMIT],
            body=body,
            body_shared=read(shared or body),
            category=known_category(self.category),
            urgency=self.urgency,
            channel=self.channel,
            area_id=_known_area(self.area_id),
            address=clean_line(self.address, field="address", limit=ADDRESS_LIMIT, required=False),
            latitude=_degrees(self.latitude, self.longitude, LATITUDES, "latitude"),
            longitude=_degrees(self.longitude, self.latitude, LONGITUDES, "longitude"),
            caller_name=name,
            caller_phone=self.caller_phone,
            external_id=self.external_id,
            registered_at=self.registered_at,
            secret=secret,
            respondent_unit_id=self.respondent_unit_id,
            respondent_named=self.respondent_named,
        )


Besides = Callable[[Session, Ticket], None]


def register_ticket(
    *,
    actor: Actor,
    request: Request,
    unit_id: UUID | None = None,
    once: Once | None = None,
    besides: Besides | None = None,
    caller_id: UUID | None = None,
    query_code: str | None = None,
) -> Ticket:
    """Take down a request in the actor's unit, which then has it in hand (首问负责制).

    `besides` runs in the same transaction, standing in the actor's workspace: what must be true
    exactly if the ticket exists. A refusal raised there undoes everything. `caller_id` names a
    caller already written down in this workspace, in place of the request's name and phone.
    `query_code` (`query_codes.new_code`) is what the citizen will ask with; one is made if none
    is given. Only its hash is kept; whoever left a number is sent it.
    """
    home = home_of(actor)
    unit = registering_unit(actor, unit_id)
    request = request.cleaned()
    known_respondent(
        request.respondent_unit_id,
        named=request.respondent_named,
        secret=bool(request.secret),
        actor=actor,
    )
    code = query_code or new_code()
    told = _can_be_told(request, caller_id)
    party = Party(home, unit.id, unit.level)
    header = Header(
        home=party,
        kind=request.kind,
        category=request.category,
        urgency=request.urgency,
        opened_at=request.registered_at,
    )
    with custody.open_case(header=header, actor_id=actor.user_id) as session:
        with session.in_workspace(home):
            ticket = insert_ticket(session, unit, request, caller_id, code)
            for each in {unit.id, centre_of(home)}:
                admit_unit(ticket.id, each, session.at)
            if told:
                send_code(ticket, code)
            if besides is not None:
                besides(session, ticket)
            place = own_place(home, ticket)
        move = Move(session, actor, Verb.REGISTER, unit_id=unit.id)
        session.settle(secret=ticket.secret)
        move.apply(receiver=place)
        finish(move, ticket.id, ticket.number, once)
    return again(actor, ticket.id)


def accept_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    expected_version: int | None = None,
    once: Once | None = None,
    correction: Correction | None = None,
) -> Ticket:
    """Take a registered request on (受理): its limit begins to run.

    What the seat took down wrongly is corrected in the same act, and the timeline says what was.
    """
    ticket, place = acting_place(actor, Verb.ACCEPT, ticket_id, expected_version)
    changed = correction.of(ticket) if correction is not None else {}
    with command(
        actor=actor,
        verb=Verb.ACCEPT,
        ticket=ticket,
        place=place,
        once=once,
        note=described(ticket, changed),
    ) as move:
        for name, value in changed.items():
            setattr(ticket, name, value)
        move.session.settle(**{name: changed[name] for name in IN_PUBLIC if name in changed})
        due_at = start_own_limit(move, place, ticket)
        move.apply(receiver=place, receiver_values={**changed, "due_at": due_at})
    return again(actor, ticket.id)


def registering_unit(actor: Actor, unit_id: UUID | None) -> Unit:
    """The unit in which the actor registers; UNIT_REQUIRED if there are several to choose from."""
    may = actor.units_with("register")
    if unit_id is None:
        if not may:
            raise PermissionDenied
        if len(may) > 1:
            raise DomainError(TicketError.UNIT_REQUIRED, "请选择登记单位", field="unitId")
        unit_id = next(iter(may))
    if unit_id not in may:
        raise PermissionDenied
    unit = unit_by_id(unit_id)
    if unit is None:
        raise PermissionDenied
    return unit


def _degrees(
    value: float | None, other: float | None, bounds: tuple[float, float], field: str
) -> float | None:
    if value is None and other is None:
        return None
    if value is None or not bounds[0] <= value <= bounds[1]:
        raise DomainError(
            TicketError.LOCATION_INVALID,
            "经纬度须同时填写，且在我国范围内，请在地图上重新选点",
            field=field,
        )
    return value


def _can_be_told(request: Request, caller_id: UUID | None) -> bool:
    """Whether a message can go to whoever asked. What is brought in from elsewhere tells nobody."""
    if request.external_id is not None or request.registered_at is not None:
        return False
    return bool(request.caller_phone if caller_id is None else phone_to_reach(caller_id))


def send_code(ticket: Ticket, code: str) -> None:
    """Queue the number and query code of a new ticket to its citizen. Stands where it is."""
    assert ticket.caller_id is not None
    queue_message(
        caller_id=ticket.caller_id,
        ticket_id=ticket.id,
        purpose=Purpose.REGISTERED,
        text=compose(Purpose.REGISTERED, secret=ticket.secret, number=ticket.number),
        code=code,
    )


def _known_area(area_id: UUID | None) -> UUID | None:
    if area_id is not None and unit_by_id(area_id) is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个地区", field="areaUnitId")
    return area_id


def insert_ticket(
    session: Session, unit: Unit, request: Request, caller_id: UUID | None, code: str
) -> Ticket:
    """The accepting unit's own copy, seen by it and its centre. Stands in its workspace."""
    if caller_id is None and (request.caller_name or request.caller_phone):
        caller_id = record_caller(name=request.caller_name, phone=request.caller_phone).id
    number = session.state.case.number
    return Ticket.objects.create(
        id=uuid7(),
        case_id=session.case_id,
        number=number,
        query_code_hash=code_hash(number, code),
        unit=unit,
        is_origin=True,
        handoff_seq=0,
        title=request.title,
        body=request.body,
        body_shared=request.body_shared,
        kind=request.kind,
        category=request.category,
        urgency=request.urgency,
        channel=request.channel,
        area_id=request.area_id,
        address=request.address,
        latitude=request.latitude,
        longitude=request.longitude,
        caller_id=caller_id,
        registered_by=session.actor_id,
        external_id=request.external_id,
        secret=bool(request.secret),
        respondent_unit_id=request.respondent_unit_id,
        respondent_named=request.respondent_named,
        state=State.REGISTERED,
        registered_at=session.state.opened_at,
        created_at=session.at,
    )
