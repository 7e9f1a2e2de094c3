"""延期: a receiver asks for more time before its limit is over; the giver decides."""

import math
from datetime import datetime
from uuid import UUID

from applications.errors import ApplicationError
from applications.models import Application
from applications.selectors import application_for
from applications.writing import decide_application, tell_citizen, write_application
from clocks.defaults import Purpose
from clocks.limits import Limit, Unit, clock_hours, working_days
from clocks.models import Clock
from clocks.selectors import clock_of, original_limit
from clocks.services.changing import extend_clock
from kernel.clock import LOCAL, now
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from messages.defaults import Purpose as Told
from people.actor import Actor
from tickets.access import acting_place, receiving_place
from tickets.commands import again, command
from tickets.copies import open_places, origin_of
from tickets.giving_sides import giver_place
from tickets.idempotency import Once
from tickets.limits import bound_by, version_of
from tickets.models import Ticket
from tickets.moves import Move
from tickets.places import Place
from tickets.states import Verb
from workdays.calendar import current_calendar

EXTENSION = Application.Kind.EXTENSION


def request_extension(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    reason: str,
    working_days: int | None = None,
    hours: int | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Ask for more time (延期), at most the original length, before the limit is over.

    The giver decides; a second extension of one giving is decided by the accepting centre.
    """
    verb = Verb.REQUEST_EXTENSION
    ticket, place, _ = receiving_place(actor, verb, assignment_id, expected_version)
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    if place.is_origin:
        raise DomainError(
            ApplicationError.EXTENSION_TOO_LONG, "本级受理的工单没有上级时限，不能申请延期"
        )
    _check_length(place, working_days, hours)
    _refuse_pending(ticket, assignment_id)
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
        note=reason,
    ) as move:
        move.apply(receiver=place)
        write_application(
            move,
            place,
            _decider(move, ticket, place, assignment_id),
            kind=EXTENSION,
            assignment_id=assignment_id,
            working_days=working_days,
            hours=hours,
            reason=reason,
        )
    return again(actor, ticket.id)


def decide_extension(
    *,
    actor: Actor,
    application_id: UUID | None = None,
    assignment_id: UUID | None = None,
    approved: bool,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Grant or refuse an extension. Granted, the receiver's limit ends later, within one's own."""
    application = application_for(actor, application_id, assignment_id, EXTENSION)
    ticket, place = _deciding_place(actor, application, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=not approved)
    refuse_decided(application)
    with command(
        actor=actor,
        verb=Verb.DECIDE_EXTENSION,
        ticket=ticket,
        place=place,
        assignment_id=application.assignment_id,
        once=once,
        note=note or ("同意延期" if approved else ""),
    ) as move:
        applicant = _applicant(move, application)
        due_at = _extend(move, application, applicant) if approved else None
        state = Application.State.APPROVED if approved else Application.State.REFUSED
        decide_application(
            move, application, applicant, place, state=state, note=note, granted_until=due_at
        )
        if due_at is not None:
            tell_citizen(move, Told.EXTENDED, due=f"{due_at.astimezone(LOCAL):%Y年%m月%d日}")
    return again(actor, ticket.id)


def refuse_decided(application: Application) -> None:
    """Raise APPLICATION_DECIDED unless it still waits."""
    if application.state != Application.State.PENDING:
        raise DomainError(ApplicationError.APPLICATION_DECIDED, "该申请已经审批，不能再次审批")


def _check_length(place: Place, days: int | None, hours: int | None) -> None:
    clock = _clock(place)
    if clock is None or now() > clock.due_at:
        raise DomainError(ApplicationError.EXTENSION_TOO_LATE, "办理时限已过，延期须在到期前申请")
    by_hours = Unit(clock.limit_unit) is Unit.HOUR
    asked, other = (hours, days) if by_hours else (days, hours)
    if asked is None or other is not None or asked < 1:
        unit, field = ("小时", "hours") if by_hours else ("工作日", "workingDays")
        raise DomainError(
            ApplicationError.EXTENSION_UNIT, f"请填写申请延长的{unit}数（至少 1）", field=field
        )
    most = _original_length(clock)
    if asked > most:
        raise DomainError(
            ApplicationError.EXTENSION_TOO_LONG,
            f"延期不能超过原时限：最多 {most} {'小时' if by_hours else '个工作日'}",
            field="hours" if by_hours else "workingDays",
        )


def _original_length(clock: Clock) -> int:
    """The original limit in the unit one may ask for: whole hours, or whole working days."""
    original = original_limit(clock)
    assert original.value is not None
    if original.unit is Unit.WORKING_HOUR:
        return max(1, math.ceil(original.value * 60 / current_calendar().day_minutes))
    return max(1, math.ceil(original.value))


def _refuse_pending(ticket: Ticket, assignment_id: UUID | None) -> None:
    waiting = Application.objects.filter(
        ticket=ticket,
        assignment_id=assignment_id,
        kind=EXTENSION,
        state=Application.State.PENDING,
    )
    if waiting.exists():
        raise DomainError(ApplicationError.APPLICATION_PENDING, "已有延期申请待审批，请等待结果")


def _decider(move: Move, ticket: Ticket, place: Place, assignment_id: UUID | None) -> Place:
    with move.session.in_workspace(place.workspace):
        granted = Application.objects.filter(
            ticket_id=ticket.id,
            assignment_id=assignment_id,
            kind=EXTENSION,
            state=Application.State.APPROVED,
        ).exists()
    return origin_of(move.session) if granted else giver_place(move.session, place)


def _deciding_place(
    actor: Actor, application: Application, expected_version: int | None
) -> tuple[Ticket, Place]:
    ticket, place = acting_place(
        actor, Verb.DECIDE_EXTENSION, application.ticket_id, expected_version
    )
    if place.unit_id != application.to_unit_id:
        raise DomainError(ApplicationError.APPLICATION_DECIDED, "该申请由其他单位审批")
    return ticket, place


def _applicant(move: Move, application: Application) -> Place:
    """Where the unit that asked stands; it must still have its part."""
    for place in open_places(move.session):
        if place.unit_id == application.from_unit_id and not place.is_origin:
            return place
    raise DomainError(ApplicationError.APPLICATION_DECIDED, "申请单位已不再承办，无需审批")


def _extend(move: Move, application: Application, applicant: Place) -> datetime:
    limit = _limit(application)
    giver = giver_place(move.session, applicant)
    bound = bound_by(move.session, giver)
    with move.session.in_workspace(applicant.workspace):
        clock = _clock(applicant)
        assert clock is not None
        later = limit.after(clock.due_at, current_calendar())
        if bound is not None and later > bound.at:
            raise DomainError(
                ApplicationError.EXTENSION_BEYOND_LIMIT,
                "延期后将超出本级剩余时限，请先申请本级延期或缩短延期天数",
            )
        clock = extend_clock(
            clock=clock,
            limit=limit,
            at=move.session.at,
            within=bound,
            case_version=version_of(move.session),
        )
    move.put(applicant, applicant.state, due_at=clock.due_at)
    held = move.session.state
    if (held.holder_unit_id, held.state) == (applicant.unit_id, applicant.state):
        move.session.settle(due_at=clock.due_at)
    return clock.due_at


def _limit(application: Application) -> Limit:
    if application.hours is not None:
        return clock_hours(application.hours)
    assert application.working_days is not None
    return working_days(application.working_days)


def _clock(place: Place) -> Clock | None:
    return clock_of(
        ticket_id=place.ticket_id, assignment_id=place.assignment_id, purpose=Purpose.HANDLE
    )
