"""送达: proving that the citizen has the reply; only then is the follow-up due."""

from datetime import datetime
from uuid import UUID

from kernel.errors import DomainError
from kernel.ids import uuid7
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from replies.errors import ReplyError
from replies.models import Answer, DeliveryProof, Method
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.states import Verb


def deliver_reply(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    method: Method,
    proof: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Note that the citizen was given the reply by hand: by telephone, letter, in person.

    For whom a short message did not reach, and for those merged in who have no number.
    """
    ticket, _ = acting_place(actor, Verb.PROVE_REPLY, ticket_id, expected_version)
    if method == Method.SMS:
        raise DomainError(
            ReplyError.REPLY_METHOD_NOT_ALLOWED,
            "短信由系统发送并取得回执，请选择其他送达方式",
            field="method",
        )
    detail = clean_body(proof, field="proof", limit=NOTE_LIMIT)
    return prove_reply(
        actor=actor,
        ticket_id=ticket.id,
        method=method,
        detail=detail,
        expected_version=expected_version,
        once=once,
    )


def prove_reply(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    method: Method,
    detail: str,
    at: datetime | None = None,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Keep the proof and let the follow-up begin. Raises ALREADY_DELIVERED if it has begun."""
    ticket, place = acting_place(actor, Verb.PROVE_REPLY, ticket_id, expected_version)
    answer = latest_answer(ticket)
    if answer is None or ticket.reply_delivered_at is not None:
        raise DomainError(ReplyError.ALREADY_DELIVERED, "答复已送达，无需再次登记")
    with command(actor=actor, verb=Verb.PROVE_REPLY, ticket=ticket, place=place, once=once) as move:
        session = move.session
        with session.in_workspace(place.workspace):
            DeliveryProof(
                id=uuid7(),
                answer_id=answer.id,
                method=method,
                delivered=True,
                detail=detail,
                at=at or session.at,
                recorded_by=actor.person_id,
                recorded_by_name=actor.name,
            ).save(force_insert=True)
        move.apply(
            receiver=place,
            receiver_values={
                "reply_delivered_at": at or session.at,
                "next_follow_up_at": session.at,
            },
        )
    return again(actor, ticket.id)


def latest_answer(ticket: Ticket) -> Answer | None:
    """The answer that the ticket's present reply is."""
    if ticket.reply_id is None:
        return None
    return Answer.objects.filter(ticket_id=ticket.id, reply_id=ticket.reply_id).first()
