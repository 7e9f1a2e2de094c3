"""登记、受理: a request enters and is taken on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from callers.services import record_caller
from custody import session as custody
from custody.session import Header, Party, Session
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from kernel.text import BODY_LIMIT, TITLE_LIMIT, clean_body, clean_line
from people.actor import Actor
from taxonomy.selectors import known_category
from tickets.access import acting_place, centre_of, home_of
from tickets.commands import again, command, finish
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.limits import start_own_limit
from tickets.models import Channel, Kind, Ticket, Urgency
from tickets.moves import Move, admit_unit
from tickets.places import own_place
from tickets.secrecy import known_respondent, screened, secret_by_default
from tickets.states import State, Verb

ADDRESS_LIMIT = 200
NAME_LIMIT = 60


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
) -> Ticket:
    """Take down a request in the actor's unit, which then has it in hand (首问负责制).

    `besides` runs in the same transaction, standing in the actor's workspace: what must be true
    exactly if the ticket exists. A refusal raised there undoes everything. `caller_id` names a
    caller already written down in this workspace, in place of the request's name and phone.
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
            ticket = _insert_ticket(session, unit, request, centre_of(home), caller_id)
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
) -> Ticket:
    """Take a registered request on (受理): its limit begins to run."""
    ticket, place = acting_place(actor, Verb.ACCEPT, ticket_id, expected_version)
    with command(
        actor=actor,
        verb=Verb.ACCEPT,
        ticket=ticket,
        place=place,
        once=once,
    ) as move:
        due_at = start_own_limit(move, place, ticket)
        move.apply(receiver=place, receiver_values={"due_at": due_at})
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


def _known_area(area_id: UUID | None) -> UUID | None:
    if area_id is not None and unit_by_id(area_id) is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个地区", field="areaUnitId")
    return area_id


def _insert_ticket(
    session: Session, unit: Unit, request: Request, centre: UUID, caller_id: UUID | None
) -> Ticket:
    if caller_id is None and (request.caller_name or request.caller_phone):
        caller_id = record_caller(name=request.caller_name, phone=request.caller_phone).id
    ticket = Ticket.objects.create(
        id=uuid7(),
        case_id=session.case_id,
        number=session.state.case.number,
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
        caller_id=caller_id,
        external_id=request.external_id,
        secret=bool(request.secret),
        respondent_unit_id=request.respondent_unit_id,
        respondent_named=request.respondent_named,
        registered_by=session.actor_id,
        state=State.REGISTERED,
        registered_at=session.state.opened_at,
        created_at=session.at,
    )
    for each in {unit.id, centre}:
        admit_unit(ticket.id, each, session.at)
    return ticket
