"""挂账: what cannot be done now is paused with the accepting centre's approval, and resumed."""

from datetime import datetime, timedelta
from uuid import UUID

from applications.errors import ApplicationError
from applications.models import Application
from applications.pausing import pause_case, resume_case
from applications.selectors import application_for
from applications.services.extending import refuse_decided
from applications.writing import decide_application, tell_citizen, write_application
from kernel.clock import LOCAL, now
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from messages.defaults import Purpose as Told
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.copies import open_places, origin_of
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.places import Place
from tickets.states import Verb

SUSPENSION = Application.Kind.SUSPENSION
# At most three months, renewed once (domain: 挂账).
LONGEST = timedelta(days=92)
TIMES_AT_MOST = 2


def request_suspension(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    until: datetime,
    reason: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Ask to pause the case until a day (挂账); the accepting centre decides."""
    verb = Verb.REQUEST_SUSPENSION
    ticket, place = acting_place(actor, verb, ticket_id, expected_version)
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    _check_until(until)
    _refuse_twice(ticket)
    with command(
        actor=actor, verb=verb, ticket=ticket, place=place, once=once, note=reason
    ) as move:
        move.apply(receiver=place)
        write_application(
            move,
            place,
            origin_of(move.session),
            kind=SUSPENSION,
            assignment_id=place.assignment_id or ticket.assignment_id,
            until=until,
            reason=reason,
        )
    return again(actor, ticket.id)


def decide_suspension(
    *,
    actor: Actor,
    application_id: UUID | None = None,
    ticket_id: UUID | None = None,
    approved: bool,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Grant or refuse a pause. Granted, every level's limit stands still and the citizen is told.

    Still counted as unresolved. At most three months, and at most twice in the life of a case.
    """
    application = _application(actor, application_id, ticket_id)
    ticket, place = acting_place(
        actor, Verb.DECIDE_SUSPENSION, application.ticket_id, expected_version
    )
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=not approved)
    refuse_decided(application)
    if approved:
        _check_until(application.until)
        _refuse_used_up(ticket)
    with command(
        actor=actor, verb=Verb.DECIDE_SUSPENSION, ticket=ticket, place=place, once=once, note=note
    ) as move:
        applicant = next(
            (each for each in open_places(move.session) if _asked(each, application)), place
        )
        state = Application.State.APPROVED if approved else Application.State.REFUSED
        until = application.until if approved else None
        decide_application(
            move, application, applicant, place, state=state, note=note, granted_until=until
        )
        if until is not None:
            pause_case(move, until)
            tell_citizen(move, Told.SUSPENDED, due=f"{until.astimezone(LOCAL):%Y年%m月%d日}")
    return again(actor, ticket.id)


def resume_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Let a paused case run again, before or at the end of the pause (恢复计时)."""
    ticket, place = acting_place(actor, Verb.RESUME, ticket_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    if ticket.suspended_until is None:
        raise DomainError(ApplicationError.NOT_SUSPENDED, "该工单没有挂账，无需恢复")
    with command(
        actor=actor, verb=Verb.RESUME, ticket=ticket, place=place, once=once, note=note
    ) as move:
        resume_case(move)
    return again(actor, ticket.id)


def _application(actor: Actor, application_id: UUID | None, ticket_id: UUID | None) -> Application:
    if application_id is None and ticket_id is not None:
        waiting = Application.objects.filter(
            ticket_id=ticket_id, kind=SUSPENSION, state=Application.State.PENDING
        )
        application_id = waiting.values_list("id", flat=True).first()
    return application_for(actor, application_id, None, SUSPENSION)


def _asked(place: Place, application: Application) -> bool:
    return place.unit_id == application.from_unit_id


def _check_until(until: datetime | None) -> None:
    assert until is not None
    if until <= now():
        raise DomainError(
            ApplicationError.SUSPENSION_TOO_LONG, "挂账截止时间必须晚于现在", field="until"
        )
    if until > now() + LONGEST:
        raise DomainError(
            ApplicationError.SUSPENSION_TOO_LONG, "挂账最长三个月，请提前截止时间", field="until"
        )


def _refuse_twice(ticket: Ticket) -> None:
    if ticket.suspended_until is not None:
        raise DomainError(ApplicationError.SUSPENDED, "工单已在挂账中")
    waiting = Application.objects.filter(
        ticket=ticket, kind=SUSPENSION, state=Application.State.PENDING
    )
    if waiting.exists():
        raise DomainError(ApplicationError.APPLICATION_PENDING, "已有挂账申请待审批，请等待结果")


def _refuse_used_up(ticket: Ticket) -> None:
    granted = Application.objects.filter(
        ticket=ticket, kind=SUSPENSION, state=Application.State.APPROVED
    )
    if granted.count() >= TIMES_AT_MOST:
        raise DomainError(
            ApplicationError.SUSPENSION_USED_UP,
            "已挂账两次，不能再次挂账，请办理或按程序终结",
        )
