"""交办、上报: a holder gives the case to a unit below or above, in this workspace or another."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from catalogue.dispatch import Dispatch, consider_dispatch
from custody.session import Party, admit
from hierarchy.models import Unit
from hierarchy.selectors import parent_of, unit_by_id
from kernel.errors import DomainError
from kernel.ids import uuid7
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from people.selectors import is_without_person
from tenancy.context import WorkspaceRef
from tickets.access import acting_place, home_of, units_waiting
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.limits import return_window, start_given_limit
from tickets.major import SpecialReport, report_with
from tickets.models import Assignment, Direction, Role, Ticket
from tickets.moves import Move, admit_unit, change
from tickets.paperwork import notice_of
from tickets.places import Place, inner_place, own_place, workspace_by_id
from tickets.secrecy import refuse_respondent, screened, screened_for
from tickets.states import State, Verb
from tickets.unattended import copy_to_level_above


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What is given: to whom, which way, with what demand and limit."""

    unit: Unit
    direction: Direction
    requirement: str
    due_at: datetime | None = None
    body_shared: str = ""
    role: Role = Role.LEAD
    express: bool = False
    dispatch: Dispatch | None = None
    # Its due time was given in the system before this one, and stands.
    taken_over: bool = False

    @property
    def note(self) -> str:
        """For the timeline: the demand, and how the dispatch departs from the catalogue."""
        said = [self.requirement]
        if self.dispatch is not None:
            reason = self.dispatch.override_reason
            said += [self.dispatch.departs, f"破例理由：{reason}" if reason else ""]
        return "\n".join(each for each in said if each)


def delegate_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    to_unit_id: UUID | None,
    requirement: str = "",
    due_at: datetime | None = None,
    body_shared: str = "",
    override_reason: str = "",
    special_report: SpecialReport | None = None,
    without_report_reason: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Hand the case down to a unit directly below (交办), with a limit inside one's own.

    The giving keeps the row of the dispatch catalogue (派单目录) for the matter; given to whom that
    row names, it has the row's limit. Raises OVERRIDE_REASON_REQUIRED for a department's own
    function given to a township or village without `override_reason`. A 重特大 matter leaves the
    accepting centre with its 专报 only, see `tickets.major`.
    """
    ticket, place = acting_place(actor, Verb.DELEGATE, ticket_id, expected_version)
    unit = _open_unit(to_unit_id, below=place.unit_id)
    gift = Gift(
        unit=unit,
        direction=Direction.DOWN,
        requirement=clean_body(requirement, field="requirement", limit=NOTE_LIMIT, required=False),
        due_at=due_at,
        body_shared=clean_body(body_shared, field="bodyShared", required=False),
        dispatch=consider_dispatch(
            category=ticket.category,
            area_id=ticket.area_id,
            giver_unit_id=place.unit_id,
            target=unit,
            override_reason=override_reason,
        ),
    )
    report = report_with(actor, ticket, place, special_report, without_report_reason, unit)
    return give_case(
        actor=actor,
        verb=Verb.DELEGATE,
        ticket=ticket,
        place=place,
        gift=gift,
        once=once,
        inside=report,
    )


def escalate_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    reason: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Hand the case up to the level above (上报). What came from above is returned or reported."""
    ticket, place = acting_place(actor, Verb.ESCALATE, ticket_id, expected_version)
    above = parent_of(place.unit_id)
    if above is None:
        raise DomainError(TicketError.NO_PARENT, "本级已是最高一级，不能上报")
    gift = Gift(
        unit=above,
        direction=Direction.UP,
        requirement=clean_body(reason, field="reason", limit=NOTE_LIMIT),
    )
    return give_case(
        actor=actor, verb=Verb.ESCALATE, ticket=ticket, place=place, gift=gift, once=once
    )


def give_case(
    *,
    actor: Actor,
    verb: Verb,
    ticket: Ticket,
    place: Place,
    gift: Gift,
    once: Once | None,
    inside: Callable[[Move], None] | None = None,
) -> Ticket:
    """Move the case from `place` to the unit of the gift; `inside` is part of the transaction."""
    _refuse_waiting_unit(ticket, gift)
    refuse_respondent(
        ticket, gift.unit, field="toUnitId" if gift.direction == Direction.DOWN else None
    )
    gift = replace(
        gift,
        requirement=screened_for(ticket, gift.requirement),
        body_shared=screened_for(ticket, gift.body_shared),
        dispatch=gift.dispatch
        and replace(
            gift.dispatch, override_reason=screened_for(ticket, gift.dispatch.override_reason)
        ),
    )
    nobody_there = is_without_person(gift.unit.id)
    target = workspace_of(gift.unit, home_of(actor))
    receiver = Party(target, gift.unit.id, gift.unit.level)
    assignment_id = uuid7()
    # The system before this one has told the unit on paper.
    notice = None if gift.taken_over else notice_of(actor, ticket, place, gift.unit, target)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=receiver,
        assignment_id=assignment_id,
        once=once,
        note=gift.note,
    ) as move:
        given = insert_giving(move, ticket, place, gift, target, assignment_id)
        due_at = start_given_limit(
            move,
            giver=place,
            receiver=given,
            ticket=ticket,
            unit=gift.unit,
            due_at=gift.due_at,
            by_catalogue=gift.dispatch.limit if gift.dispatch else None,
            express=gift.express,
            taken_over=gift.taken_over,
        )
        window = {
            "return_until": return_window(move, given, ticket, gift.unit),
            "returns_before": _returns_so_far(move, place),
        }
        move.apply(giver=place, receiver=given, receiver_values={"due_at": due_at, **window})
        if nobody_there:
            copy_to_level_above(move, giver=place, receiver=given, unit=gift.unit)
        if inside is not None:
            inside(move)
        if notice is not None:
            body = gift.body_shared or ticket.body_shared
            notice.issue_with(move, given, body=body, requirement=gift.requirement)
    return again(actor, ticket.id)


def workspace_of(unit: Unit, home: WorkspaceRef) -> WorkspaceRef:
    """Where a unit works; one that belongs nowhere works where it is given to."""
    return workspace_by_id(unit.workspace_id) if unit.workspace_id else home


def _returns_so_far(move: Move, place: Place) -> int:
    """How often what was given from this place came back."""
    with move.session.in_workspace(place.workspace):
        return Assignment.objects.filter(
            ticket_id=place.ticket_id, parent_id=place.assignment_id, returned_at__isnull=False
        ).count()


def insert_giving(
    move: Move,
    ticket: Ticket,
    place: Place,
    gift: Gift,
    target: WorkspaceRef,
    assignment_id: UUID,
) -> Place:
    """The rows of a giving; where the receiver will stand with it."""
    home = place.workspace
    # The last wall, for every way of giving there is or will be.
    refuse_respondent(ticket, gift.unit, field=None)
    given = _insert_assignment(move, home, ticket, place, gift, target, assignment_id)
    if target != home:
        given = _insert_copy(move, home, ticket, gift, target, assignment_id)
    return given


def _insert_assignment(
    move: Move,
    home: WorkspaceRef,
    ticket: Ticket,
    place: Place,
    gift: Gift,
    target: WorkspaceRef,
    assignment_id: UUID,
) -> Place:
    session = move.session
    with session.in_workspace(home):
        if gift.body_shared:
            change(Ticket, ticket.id, body_shared=gift.body_shared)
        assignment = Assignment.objects.create(
            id=assignment_id,
            ticket_id=ticket.id,
            parent_id=place.assignment_id,
            handoff_seq=session.state.handoff_seq,
            role=gift.role,
            direction=gift.direction,
            express=gift.express,
            from_unit_id=place.unit_id,
            to_unit=gift.unit,
            to_workspace_id=None if target == home else target.id,
            state=State.RECEIVED,
            requirement=gift.requirement,
            catalogue_row_id=gift.dispatch.row_id if gift.dispatch else None,
            override_reason=gift.dispatch.override_reason if gift.dispatch else "",
            created_at=session.at,
        )
        if target == home:
            admit_unit(ticket.id, gift.unit.id, session.at)
        return inner_place(home, assignment)


def _insert_copy(
    move: Move,
    home: WorkspaceRef,
    ticket: Ticket,
    gift: Gift,
    target: WorkspaceRef,
    assignment_id: UUID,
) -> Place:
    """The receiver's own copy: the matter and the screened text, never the citizen."""
    session = move.session
    admit(session.case_id, target, session.at)  # a helper comes without a handoff
    with session.in_workspace(target):
        copy = Ticket.objects.create(
            id=uuid7(),
            case_id=ticket.case_id,
            number=ticket.number,
            unit=gift.unit,
            is_origin=False,
            handoff_seq=session.state.handoff_seq,
            from_unit_id=move.unit_id,
            from_workspace_id=home.id,
            assignment_id=assignment_id,
            role=gift.role,
            direction=gift.direction,
            express=gift.express,
            requirement=gift.requirement,
            title=screened(ticket.title, secret=ticket.secret),
            body_shared=gift.body_shared or ticket.body_shared,
            kind=ticket.kind,
            category=ticket.category,
            urgency=ticket.urgency,
            channel=ticket.channel,
            area_id=ticket.area_id,
            address="" if ticket.secret else screened(ticket.address, secret=False),
            secret=ticket.secret,
            respondent_unit_id=ticket.respondent_unit_id,
            respondent_named=ticket.respondent_named,
            original_number=ticket.original_number,
            state=State.RECEIVED,
            registered_at=ticket.registered_at,
            created_at=session.at,
        )
        admit_unit(copy.id, gift.unit.id, session.at)
        move.arrivals.add(copy.id)
        return own_place(target, copy)


def _open_unit(unit_id: UUID | None, *, below: UUID) -> Unit:
    unit = unit_by_id(unit_id) if unit_id else None
    if unit is None or unit.parent_id != below:
        raise DomainError(TicketError.NOT_A_CHILD, "只能交办给直属下级单位", field="toUnitId")
    if not unit.is_open():
        raise DomainError(
            TicketError.UNIT_CLOSED, f"{unit.name}已撤并，不能再交办", field="toUnitId"
        )
    return unit


def _refuse_waiting_unit(ticket: Ticket, gift: Gift) -> None:
    if gift.unit.id in units_waiting(ticket):
        raise DomainError(
            TicketError.IN_CHAIN,
            f"{gift.unit.name}正在等待本工单的结果，请用“反馈”或“退单”",
            field="toUnitId" if gift.direction == Direction.DOWN else None,
        )
