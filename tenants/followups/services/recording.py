"""回访: ask the citizen; what is unresolved goes back to whoever handled it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from followups.errors import FollowUpError
from followups.models import FollowUp, Satisfaction
from kernel.clock import LOCAL
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
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

# Three attempts on at least two days without an answer: 未联系上, done (domain: 评价回访率).
ATTEMPTS_AT_MOST = 3
DAYS_AT_LEAST = 2


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What came of one attempt."""

    reached: bool
    resolved: bool | None = None
    satisfaction: Satisfaction | None = None
    opinion: str = ""

    def cleaned(self) -> "Answers":
        opinion = clean_body(self.opinion, field="opinion", limit=NOTE_LIMIT, required=False)
        if self.reached and self.resolved is None:
            raise DomainError(FollowUpError.ANSWER_REQUIRED, "请填写问题是否解决", field="resolved")
        if self.reached and self.satisfaction is None:
            raise DomainError(FollowUpError.ANSWER_REQUIRED, "请填写是否满意", field="satisfaction")
        if not self.reached and (self.resolved is not None or self.satisfaction is not None):
            raise DomainError(
                FollowUpError.ANSWER_WITHOUT_CONTACT,
                "未联系上诉求人，不能填写解决或满意情况",
                field="reached",
            )
        return Answers(
            reached=self.reached,
            resolved=self.resolved,
            satisfaction=self.satisfaction,
            opinion=opinion,
        )

    @property
    def sends_back(self) -> bool:
        """Unresolved, or dissatisfied and said why (R6.2)."""
        dissatisfied = self.satisfaction == Satisfaction.DISSATISFIED and bool(self.opinion)
        return self.reached and (self.resolved is False or dissatisfied)


def record_follow_up(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    answers: Answers,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Record one attempt; what is unresolved goes back for rework, the rest can be archived."""
    answers = answers.cleaned()
    ticket, place = acting_place(actor, Verb.FOLLOW_UP, ticket_id, expected_version)
    if ticket.followed_up_at is not None:
        raise DomainError(TicketError.WRONG_STATE, "回访已完成，请归档")
    handled = _handled_by(ticket)
    verb = _verb_for(answers, handled)
    if handled is not None and actor.may("handle", handled.to_unit_id):
        raise DomainError(
            FollowUpError.SAME_UNIT_FOLLOW_UP, "承办单位的人员不能回访本单位办理的工单"
        )
    sent_back = handled if answers.sends_back else None
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        to=receiver_party(place, sent_back) if sent_back else None,
        assignment_id=sent_back.id if sent_back else None,
        once=once,
        note=answers.opinion,
    ) as move:
        _insert(move, place, ticket, answers)
        if sent_back:
            receiver = receiver_place(move.session, place, sent_back)
            send_back(move, place, receiver, sent_back)
        elif answers.sends_back:
            _take_up_again(move, place)
        else:
            move.apply(receiver=place, receiver_values=_completion(move, place, ticket, answers))
    return again(actor, ticket.id)


def _verb_for(answers: Answers, handled: Assignment | None) -> Verb:
    if not answers.sends_back:
        return Verb.FOLLOW_UP
    return Verb.FOLLOW_UP_REWORK if handled is not None else Verb.FOLLOW_UP_DISPATCH


def _take_up_again(move: Move, place: Place) -> None:
    """Nobody below had it: the accepting unit has to give it to somebody now; it is counted."""
    due_at = restart_limit(move, place)
    move.apply(receiver=place, receiver_values={"due_at": due_at})
    move.session.settle(rework_count=move.session.state.rework_count + 1)
    with move.session.in_workspace(place.workspace):
        change(Ticket, place.ticket_id, rework_count=F("rework_count") + 1)


def _handled_by(ticket: Ticket) -> Assignment | None:
    """The giving whose report the last reply rests on."""
    return (
        Assignment.objects.filter(
            ticket=ticket, parent__isnull=True, role=Role.LEAD, state=State.REPORTED
        )
        .order_by("-handoff_seq")
        .first()
    )


def _insert(move: Move, place: Place, ticket: Ticket, answers: Answers) -> None:
    with move.session.in_workspace(place.workspace):
        FollowUp.objects.create(
            ticket_id=ticket.id,
            attempt=ticket.follow_up_count + 1,
            at=move.session.at,
            actor_id=move.actor.user_id,
            actor_name=move.actor.name,
            reached=answers.reached,
            resolved=answers.resolved,
            satisfaction=answers.satisfaction or "",
            opinion=answers.opinion,
        )
        change(Ticket, ticket.id, follow_up_count=ticket.follow_up_count + 1)
    satisfied = answers.satisfaction in {Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED}
    rated = answers.satisfaction not in {None, Satisfaction.NOT_RATED}
    if answers.reached:
        move.session.settle(resolved=answers.resolved, satisfied=satisfied if rated else None)


def _completion(move: Move, place: Place, ticket: Ticket, answers: Answers) -> dict[str, datetime]:
    done = {"followed_up_at": move.session.at}
    if answers.reached:
        return done
    with move.session.in_workspace(place.workspace):
        since_reply = FollowUp.objects.filter(ticket_id=ticket.id, at__gte=ticket.replied_at)
        tried = since_reply.values_list("at", flat=True)
        days = {at.astimezone(LOCAL).date() for at in tried}
    return done if len(tried) >= ATTEMPTS_AT_MOST and len(days) >= DAYS_AT_LEAST else {}
