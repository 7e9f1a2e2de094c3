"""在办件导入: a request that another system was handling goes on here, where it stood there.

The ordinary verbs carry it: registered and accepted at the centre, given down level by level to the
unit that had it. Every limit is the due time given there, so nobody wins or loses time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from custody.session import Session
from hierarchy.models import Unit
from hierarchy.selectors import root_unit
from people.actor import Actor
from tenancy.context import WorkspaceRef, in_workspace, ref_of
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.copies import copies_of, end_case
from tickets.limits import start_own_limit, stop_all
from tickets.models import Assignment, Direction, Ticket, TicketEvent
from tickets.moves import change
from tickets.places import own_place
from tickets.services.giving import Gift, give_case
from tickets.services.registering import Request, register_ticket
from tickets.services.signing import sign_assignment
from tickets.states import State, Verb

DEMAND = "原系统在办件转入，请继续办理"
CARRYING = frozenset({Verb.REGISTER, Verb.ACCEPT, Verb.DELEGATE, Verb.SIGN, "receive"})
WORKING = frozenset({"read", "register", "dispatch", "handle"})
PREFIX = "old:"


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """A request as the other system knew it."""

    number: str
    request: Request
    holder: Unit
    due_at: datetime

    @property
    def external_id(self) -> str:
        return PREFIX + self.number


def taken_over(number: str) -> Ticket | None:
    """The ticket of an original number, in the accepting workspace."""
    found = Ticket.objects.filter(external_id=PREFIX + number).select_related("case__state")
    return found.first()


def take_over_ticket(*, person: Actor, ref: WorkspaceRef, taken: TakenOver) -> Ticket:
    """Bring one in and carry it to its holder; goes on where an earlier attempt broke off.

    `person` brings it in and stands for each level on the way. Stands in `ref`.
    """
    centre = root_unit(ref)
    assert centre is not None
    actor = _at(person, ref, centre)
    ticket = taken_over(taken.number)
    if ticket is None:
        ticket = register_ticket(
            actor=actor, request=taken.request, unit_id=centre.pk, besides=_numbering(taken.number)
        )
    if ticket.state == State.REGISTERED:
        ticket = _accept(actor, ticket, taken.due_at)
    for giver, receiver in _steps(ticket, centre, taken.holder):
        _give_on(person, ref, ticket.case_id, giver, receiver, taken.due_at)
    return again(actor, ticket.pk)


def is_untouched(ticket: Ticket, holder: Unit) -> bool:
    """Whether nobody has done anything with it since it was carried to its holder."""
    state = ticket.case.state
    waits = state.state in {State.RECEIVED, State.ACCEPTED} and state.holder_unit_id == holder.pk
    verbs = set(TicketEvent.objects.filter(ticket=ticket).values_list("verb", flat=True))
    return waits and verbs <= CARRYING


def give_up_ticket(*, person: Actor, ref: WorkspaceRef, ticket: Ticket) -> None:
    """Withdraw what was brought in by mistake; its original number may be brought in again."""
    centre = root_unit(ref)
    assert centre is not None
    with command(
        actor=_at(person, ref, centre),
        verb=Verb.WITHDRAW,
        ticket=ticket,
        place=own_place(ref, ticket),
        note="撤销导入",
    ) as move:
        origin = own_place(ref, ticket)
        end_case(move, origin, State.WITHDRAWN, external_id=None, ended_note="撤销导入")
        for each, copy in list(copies_of(move.session)):
            with move.session.in_workspace(each):
                stop_all(move, copy.id)


def _numbering(number: str) -> Callable[[Session, Ticket], None]:
    def note(_session: Session, ticket: Ticket) -> None:
        change(Ticket, ticket.id, original_number=number)

    return note


def _at(person: Actor, ref: WorkspaceRef, unit: Unit) -> Actor:
    """The person at work for one unit on the way."""
    return Actor(user_id=person.user_id, name=person.name, workspace=ref, grants={unit.pk: WORKING})


def _accept(actor: Actor, ticket: Ticket, due_at: datetime) -> Ticket:
    ticket, place = acting_place(actor, Verb.ACCEPT, ticket.pk, None)
    with command(actor=actor, verb=Verb.ACCEPT, ticket=ticket, place=place) as move:
        due = start_own_limit(move, place, ticket, until=due_at)
        move.apply(receiver=place, receiver_values={"due_at": due})
    return again(actor, ticket.pk)


def _steps(ticket: Ticket, centre: Unit, holder: Unit) -> Sequence[tuple[Unit, Unit]]:
    """The givings still to be made: from who has it in hand down to the holder."""
    codes = holder.path.removeprefix(centre.path).strip("/")
    way = [centre]
    if codes:
        units = {unit.code: unit for unit in Unit.objects.filter(code__in=codes.split("/"))}
        way += [units[code] for code in codes.split("/")]
    ids, holds = [unit.pk for unit in way], ticket.case.state.holder_unit_id
    if holds not in ids:  # somebody has gone on with it
        return []
    left = way[ids.index(holds) :]
    return list(pairwise(left))


def _give_on(
    person: Actor, home: WorkspaceRef, case_id: UUID, giver: Unit, receiver: Unit, due_at: datetime
) -> None:
    ref = ref_of(giver.workspace) if giver.workspace else home
    actor = _at(person, ref, giver)
    with in_workspace(ref):
        ticket = Ticket.objects.filter(case_id=case_id).order_by("-created_at")[0]
        _sign(actor, ticket, giver)
        ticket, place = acting_place(actor, Verb.DELEGATE, ticket.pk, None)
        gift = Gift(
            unit=receiver,
            direction=Direction.DOWN,
            requirement=DEMAND,
            due_at=due_at,
            taken_over=True,
        )
        give_case(actor=actor, verb=Verb.DELEGATE, ticket=ticket, place=place, gift=gift, once=None)


def _sign(actor: Actor, ticket: Ticket, unit: Unit) -> None:
    """A level on the way had signed for it in the other system."""
    inner = Assignment.objects.filter(ticket=ticket, to_unit=unit, state=State.RECEIVED).first()
    waits = ticket.unit_id == unit.pk and ticket.state == State.RECEIVED
    if inner is not None:
        sign_assignment(actor=actor, assignment_id=inner.pk)
    elif waits:
        sign_assignment(actor=actor, assignment_id=ticket.assignment_id)
