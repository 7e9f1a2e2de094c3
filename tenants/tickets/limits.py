"""Which limit runs for which place, and how a giver's limit bounds its receiver's.

Everything here runs inside an open custody session.
"""

from datetime import datetime
from uuid import UUID

from clocks.defaults import Purpose
from clocks.limits import Limit, Unit, until_given_time, working_hours
from clocks.models import Clock
from clocks.nesting import Within, nested_due
from clocks.selectors import clock_of, policy_for
from clocks.services.changing import pause_clock, resume_clock
from clocks.services.running import rework_clock, start_clock, stop_clock
from custody.session import Session
from hierarchy.models import Unit as HierarchyUnit
from kernel.errors import DomainError
from tickets.errors import TicketError
from tickets.models import Ticket, Urgency
from tickets.moves import Move
from tickets.places import Place
from workdays.calendar import current_calendar

REOPENED_RETURN_HOURS = 2


def start_own_limit(
    move: Move,
    place: Place,
    ticket: Ticket,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
) -> datetime:
    """The limit of the accepting unit, by the policy for the kind of request.

    From now on, or from the earlier moment `at` when the matter was accepted as part of another.
    `until` is a due time that was promised before the request came here (在办件导入).
    """
    session = move.session
    begun = at or session.at
    with session.in_workspace(place.workspace):
        limit = policy_for(
            purpose=Purpose.HANDLE,
            kind=ticket.kind,
            urgency=ticket.urgency,
            category=ticket.category,
            at=begun,
        )
        clock = start_clock(
            ticket_id=place.ticket_id,
            assignment_id=place.assignment_id,
            purpose=Purpose.HANDLE,
            limit=limit if until is None else until_given_time(limit.unit),
            at=begun,
            case_version=version_of(session),
            within=Within(until) if until is not None else None,
        )
    return clock.due_at


def start_given_limit(
    move: Move,
    *,
    giver: Place,
    receiver: Place,
    ticket: Ticket,
    unit: HierarchyUnit,
    due_at: datetime | None,
    by_catalogue: Limit | None = None,
    express: bool = False,
    taken_over: bool = False,
) -> datetime:
    """The receiver's limit, from dispatch on, inside what the giver has left (R5.1).

    By hand, else by the row of the dispatch catalogue, else by the policy. What goes by the express
    line has the limits of an emergency. A due time given by hand must lie in the future and inside
    the giver's: DUE_IN_PAST, DUE_BEYOND_LIMIT. One `taken_over` was given elsewhere and stands.
    """
    session = move.session
    bound = bound_by(session, giver)
    within = bound
    if due_at is not None:
        within = Within(due_at, beyond=True) if taken_over else _checked(due_at, bound, session.at)
    with session.in_workspace(receiver.workspace):
        limits = {
            purpose: policy_for(
                purpose=purpose,
                kind=ticket.kind,
                urgency=Urgency.EMERGENCY if express else ticket.urgency,
                category=ticket.category,
                unit_kind=unit.kind,
            )
            for purpose in (Purpose.HANDLE, Purpose.SIGN)
        }
        limits[Purpose.HANDLE] = catalogue_limit(ticket, by_catalogue) or limits[Purpose.HANDLE]
        if due_at is not None:
            limits[Purpose.HANDLE] = until_given_time(limits[Purpose.HANDLE].unit)
        handling, _ = (
            start_clock(
                ticket_id=receiver.ticket_id,
                assignment_id=receiver.assignment_id,
                purpose=purpose,
                limit=limit,
                at=session.at,
                case_version=version_of(session),
                within=within,
            )
            for purpose, limit in limits.items()
        )
    return handling.due_at


def catalogue_limit(ticket: Ticket, limit: Limit | None) -> Limit | None:
    """The limit a catalogue row gives, where it counts: an emergency keeps its own."""
    return None if ticket.urgency == Urgency.EMERGENCY else limit


def start_first_result_limit(move: Move, receiver: Place, ticket: Ticket) -> None:
    """Until when a first result of what came by the express line must be there."""
    session = move.session
    with session.in_workspace(receiver.workspace):
        limit = policy_for(
            purpose=Purpose.FIRST_RESULT,
            kind=ticket.kind,
            urgency=Urgency.EMERGENCY,
            category=ticket.category,
        )
        start_clock(
            ticket_id=receiver.ticket_id,
            assignment_id=receiver.assignment_id,
            purpose=Purpose.FIRST_RESULT,
            limit=limit,
            at=session.at,
            case_version=version_of(session),
        )


def stop_first_result_limit(move: Move, place: Place) -> None:
    """The first result is there; whether in time, the ledger says for good."""
    _stop(move, place, Purpose.FIRST_RESULT)


def return_window(move: Move, receiver: Place, ticket: Ticket, unit: HierarchyUnit) -> datetime:
    """Until when the receiver may hand it back (退单时限): counted from dispatch."""
    with move.session.in_workspace(receiver.workspace):
        limit = policy_for(
            purpose=Purpose.RETURN,
            kind=ticket.kind,
            urgency=ticket.urgency,
            category=ticket.category,
            unit_kind=unit.kind,
        )
    return limit.after(move.session.at, current_calendar())


def second_return_window(move: Move) -> datetime:
    """A jurisdiction return from below opens the receiver's own window once more."""
    return working_hours(REOPENED_RETURN_HOURS).after(move.session.at, current_calendar())


def stop_sign_limit(move: Move, place: Place) -> None:
    """The receipt is confirmed."""
    _stop(move, place, Purpose.SIGN)


def stop_limit(move: Move, place: Place) -> None:
    """The place has done its part; whether in time, the ledger says for good."""
    _stop(move, place, Purpose.SIGN)
    _stop(move, place, Purpose.FIRST_RESULT)
    _stop(move, place, Purpose.HANDLE)


def hold_limit(move: Move, place: Place) -> None:
    """A return is being decided on: the receiver's time stands still."""
    _stop(move, place, Purpose.SIGN)
    _stop(move, place, Purpose.FIRST_RESULT)
    session = move.session
    with session.in_workspace(place.workspace):
        clock = _clock(place, Purpose.HANDLE)
        if clock is not None and clock.stopped_at is None:
            pause_clock(clock=clock, at=session.at, case_version=version_of(session))


def resume_limit(move: Move, giver: Place, receiver: Place) -> datetime | None:
    """The return was refused: the receiver's time runs on with what it had left."""
    session = move.session
    bound = bound_by(session, giver)
    with session.in_workspace(receiver.workspace):
        clock = _clock(receiver, Purpose.HANDLE)
        if clock is None:
            return None
        resume_clock(clock=clock, at=session.at, within=bound, case_version=version_of(session))
        return clock.due_at


def restart_limit(move: Move, place: Place, *, giver: Place | None = None) -> datetime | None:
    """A limit of half the original for a rework (发回重办), inside the giver's if one gives."""
    session = move.session
    bound = bound_by(session, giver) if giver else None
    with session.in_workspace(place.workspace):
        clock = _clock(place, Purpose.HANDLE)
        if clock is None:
            return None
        rework_clock(clock=clock, at=session.at, within=bound, case_version=version_of(session))
        return clock.due_at


def has_stopped(session: Session, place: Place) -> bool:
    """Whether the place's own limit no longer runs (it had replied)."""
    with session.in_workspace(place.workspace):
        clock = _clock(place, Purpose.HANDLE)
        return clock is not None and clock.stopped_at is not None


def stop_all(move: Move, ticket_id: UUID, *, assignment_id: UUID | None = None) -> None:
    """The case (or one giving of it) is over: nothing runs any more.

    Stands in the ticket's workspace.
    """
    running = Clock.objects.filter(ticket_id=ticket_id, stopped_at__isnull=True)
    if assignment_id is not None:
        running = running.filter(assignment_id=assignment_id)
    for clock in running:
        stop_clock(clock=clock, at=move.session.at, case_version=version_of(move.session))


def version_of(session: Session) -> int:
    """The case version that the command under way makes."""
    return session.state.version + 1


def _clock(place: Place, purpose: Purpose) -> Clock | None:
    return clock_of(ticket_id=place.ticket_id, assignment_id=place.assignment_id, purpose=purpose)


def _stop(move: Move, place: Place, purpose: Purpose) -> None:
    session = move.session
    with session.in_workspace(place.workspace):
        clock = _clock(place, purpose)
        if clock is not None and clock.stopped_at is None:
            stop_clock(clock=clock, at=session.at, case_version=version_of(session))


def bound_by(session: Session, giver: Place) -> Within | None:
    """The latest the giver may pass down: its own limit less what it keeps back."""
    with session.in_workspace(giver.workspace):
        clock = _clock(giver, Purpose.HANDLE)
        if clock is None:
            return None
        return nested_due(
            giver_due=clock.due_at,
            at=session.at,
            calendar=current_calendar(),
            unit=Unit(clock.limit_unit),
        )


def _checked(due_at: datetime, bound: Within | None, at: datetime) -> Within:
    if due_at <= at:
        raise DomainError(TicketError.DUE_IN_PAST, "办理时限必须晚于现在", field="dueAt")
    if bound is not None and due_at > bound.at:
        raise DomainError(
            TicketError.DUE_BEYOND_LIMIT, "办理时限超出本级剩余时限，请缩短", field="dueAt"
        )
    return Within(due_at, beyond=bound.beyond if bound else False)
