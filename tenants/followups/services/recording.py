"""回访: ask the citizen; what is unresolved goes back to whoever handled it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from followups.answers import Answers
from followups.defaults import CONNECTED, NO_ANSWER
from followups.errors import FollowUpError
from followups.handled import refuse_same_seat, refuse_who_handled
from followups.models import AttemptResult, Conclusion, FollowUp, FollowUpPlan, RatingInvitation
from followups.plans import is_enough, next_attempt, plan_now, results_now
from followups.services.inviting import invite
from kernel.clock import now
from kernel.errors import DomainError
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import receiver_party, receiver_place
from tickets.idempotency import Once
from tickets.limits import restart_limit
from tickets.models import Assignment, Role, Ticket
from tickets.moves import Move, change
from tickets.places import Place
from tickets.services.reporting import send_back
from tickets.states import State, Verb

__all__ = ["Answers", "record_follow_up"]

FARTHEST = timedelta(days=30)


def record_follow_up(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    answers: Answers,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Record one attempt; what is unresolved goes back for rework, the rest can be archived.

    Nobody asks about what they or their unit handled. Attempts without an answer are planned
    anew until there are enough; then a message asks for a rating, and without one the follow-up
    ends as 未联系上.
    """
    answers = answers.cleaned()
    ticket, place = acting_place(actor, Verb.FOLLOW_UP, ticket_id, expected_version)
    _refuse_too_early_or_late(ticket)
    plan = plan_now()
    refuse_same_seat(actor, ticket, always=plan.same_seat_never)
    result = _result_of(answers)
    handled = _handled_by(ticket)
    sent_back = handled if answers.sends_back else None
    with command(
        actor=actor,
        verb=_verb_for(answers, handled),
        ticket=ticket,
        place=place,
        to=receiver_party(place, sent_back) if sent_back else None,
        assignment_id=sent_back.id if sent_back else None,
        once=once,
        note=(answers.unit_reason or answers.opinion) if answers.sends_back else answers.opinion,
    ) as move:
        refuse_who_handled(move.session, actor, ticket.id)
        values = _going_on(move, place, ticket, answers, result, plan)
        _insert(move, place, ticket, answers, result, values)
        if sent_back:
            receiver = receiver_place(move.session, place, sent_back)
            send_back(move, place, receiver, sent_back)
        elif answers.sends_back:
            _take_up_again(move, place)
        else:
            move.apply(receiver=place, receiver_values=values)
    return again(actor, ticket.id)


def _refuse_too_early_or_late(ticket: Ticket) -> None:
    if ticket.followed_up_at is not None:
        raise DomainError(TicketError.WRONG_STATE, "回访已完成，请归档")
    if ticket.reply_id is not None and ticket.reply_delivered_at is None:
        raise DomainError(
            FollowUpError.REPLY_NOT_DELIVERED, "答复尚无送达凭据，请先确认诉求人已收到答复"
        )


def _result_of(answers: Answers) -> AttemptResult:
    """The result named, or what `reached` alone says; raises with the field at fault."""
    code = answers.result_code or (CONNECTED if answers.reached else NO_ANSWER)
    result = next((row for row in results_now() if row.code == code), None)
    if result is None:
        raise DomainError(
            FollowUpError.RESULT_UNKNOWN, "没有这种回访结果，请从列表中选择", field="resultCode"
        )
    if result.reached != answers.reached:
        raise DomainError(
            FollowUpError.ANSWER_CONTRADICTORY,
            f"回访结果“{result.label}”与是否联系上不一致",
            field="resultCode",
        )
    if result.appointed and answers.next_attempt_at is None:
        raise DomainError(
            FollowUpError.NEXT_ATTEMPT_REQUIRED, "请填写约定的回访时间", field="nextAttemptAt"
        )
    at = answers.next_attempt_at
    if at is not None and not now() < at <= now() + FARTHEST:
        raise DomainError(
            FollowUpError.NEXT_ATTEMPT_OUT_OF_RANGE,
            "下次回访时间须在今后三十天以内",
            field="nextAttemptAt",
        )
    return result


def _verb_for(answers: Answers, handled: Assignment | None) -> Verb:
    if not answers.sends_back:
        return Verb.FOLLOW_UP
    return Verb.FOLLOW_UP_REWORK if handled is not None else Verb.FOLLOW_UP_DISPATCH


def _handled_by(ticket: Ticket) -> Assignment | None:
    """The giving whose report the last reply rests on."""
    return (
        Assignment.objects.filter(
            ticket=ticket, parent__isnull=True, role=Role.LEAD, state=State.REPORTED
        )
        .order_by("-handoff_seq")
        .first()
    )


def _take_up_again(move: Move, place: Place) -> None:
    """Nobody below had it: the accepting unit has to give it to somebody now; it is counted."""
    due_at = restart_limit(move, place)
    move.apply(receiver=place, receiver_values={"due_at": due_at})
    move.session.settle(rework_count=move.session.state.rework_count + 1)
    with move.session.in_workspace(place.workspace):
        change(Ticket, place.ticket_id, rework_count=F("rework_count") + 1)


def _going_on(
    move: Move,
    place: Place,
    ticket: Ticket,
    answers: Answers,
    result: AttemptResult,
    plan: FollowUpPlan,
) -> dict[str, Any]:
    """Whether the follow-up is over, else when to go on: columns of the ticket."""
    at = move.session.at
    if answers.reached or result.refused:
        return {"followed_up_at": at, "next_follow_up_at": None}
    with move.session.in_workspace(place.workspace):
        tried = [at, *_tried_since_reply(ticket)]
        if not is_enough(plan, tried) or result.appointed:
            wait = timedelta(minutes=result.retry_minutes)
            return {"next_follow_up_at": answers.next_attempt_at or next_attempt(plan, at, wait)}
        if ticket.caller_id is None:
            return {"followed_up_at": at, "next_follow_up_at": None}
        invite(ticket, RatingInvitation.Occasion.LAST_RESORT, at=at)
        return {"next_follow_up_at": at + timedelta(hours=plan.rating_wait_hours)}


def _tried_since_reply(ticket: Ticket) -> list[datetime]:
    """Earlier attempts of this round; those before a rework do not count after it."""
    earlier = FollowUp.objects.filter(ticket_id=ticket.id, round=ticket.rework_count)
    return list(earlier.values_list("at", flat=True))


def _insert(
    move: Move,
    place: Place,
    ticket: Ticket,
    answers: Answers,
    result: AttemptResult,
    values: dict[str, Any],
) -> None:
    with move.session.in_workspace(place.workspace):
        FollowUp.objects.create(
            ticket_id=ticket.id,
            attempt=ticket.follow_up_count + 1,
            round=ticket.rework_count,
            at=move.session.at,
            source=answers.source,
            actor_id=move.actor.person_id,
            actor_name=move.actor.name,
            result_code=result.code,
            reached=answers.reached,
            contacted_by_unit=answers.contacted_by_unit,
            resolved=answers.resolved,
            resolved_partly=answers.resolved_partly,
            satisfaction=answers.satisfaction or "",
            hotline_satisfaction=answers.hotline_satisfaction or "",
            opinion=answers.opinion,
            unit_reason=answers.unit_reason,
            next_attempt_at=values.get("next_follow_up_at"),
            conclusion=_conclusion(answers, result, values),
        )
        change(Ticket, ticket.id, follow_up_count=ticket.follow_up_count + 1)
    if answers.reached:
        move.session.settle(resolved=answers.resolved, satisfied=answers.satisfied)


def _conclusion(answers: Answers, result: AttemptResult, values: dict[str, Any]) -> str:
    if answers.reached:
        return Conclusion.ANSWERED
    if not values.get("followed_up_at"):
        return ""
    return Conclusion.REFUSED if result.refused else Conclusion.UNREACHED
