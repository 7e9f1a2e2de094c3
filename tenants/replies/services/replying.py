"""统一答复: one answer for all who worked on it, to everybody who asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from callers.selectors import same_number
from custody import session as custody
from custody.holding import reopen
from custody.session import Session, Visit
from kernel.errors import DomainError
from kernel.ids import uuid7
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import compose
from people.actor import Actor
from replies.approving import (
    SMS_LIMIT,
    Wording,
    check_method,
    check_outcome,
    check_public_text,
    public_approval,
)
from replies.errors import ReplyError
from replies.families import merged_into, parts_of, root_of
from replies.models import Answer, DeliveryProof, Method, Reply, ReplyDraft
from tickets.access import acting_place, home_of, ticket_for
from tickets.commands import again, finish
from tickets.gates import pass_gates
from tickets.idempotency import Once
from tickets.limits import stop_limit
from tickets.models import Ticket
from tickets.moves import Move
from tickets.places import Place, own_place
from tickets.states import State, Verb


@dataclass(frozen=True)
class Asker:
    """One ticket that the reply answers, and how its citizen hears of it."""

    ticket: Ticket
    place: Place
    verb: Verb
    method: Method | None  # None: somebody has to tell this citizen yet


@dataclass
class Writing:
    """A reply under way: what is written once, and for every ticket it answers."""

    actor: Actor
    wording: Wording
    askers: Sequence[Asker]
    reply_id: UUID = field(default_factory=uuid7)

    def reply(self, session: Session, draft: ReplyDraft | None) -> Reply:
        wording, actor = self.wording, self.actor
        public = public_approval(actor, draft, wording.public_text, session.at)
        as_drafted = draft is not None and draft.written_by and draft.text == wording.text
        return Reply(
            id=self.reply_id,
            text=wording.text,
            method=wording.method,
            outcome=wording.outcome or "",
            outcome_reason=wording.outcome_reason,
            written_by=draft.written_by if draft and as_drafted else actor.user_id,
            written_by_name=draft.written_by_name if draft and as_drafted else actor.name,
            approved_by=actor.user_id,
            approved_by_name=actor.name,
            approved_at=session.at,
            public_text=wording.public_text,
            public_approved_by=public.by,
            public_approved_by_name=public.by_name,
            public_approved_at=public.at,
        )


def reply_to_caller(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    text: str,
    method: Method = Method.PHONE,
    covers_ticket_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
    once: Once | None = None,
    **wording: Any,
) -> Ticket:
    """Give the citizen the one answer (统一答复), for this and the parts split from it.

    Requests merged into them are answered too. Follow-up is due once the citizen has it: with a
    short message when the provider says so, else from now on. Further wording: `proof`,
    `public_text`, `outcome`, `outcome_reason`.
    """
    ticket, place = acting_place(actor, Verb.REPLY, ticket_id, expected_version)
    said = Wording(text=text, method=method, **wording).cleaned()
    draft = ReplyDraft.objects.filter(ticket_id=ticket.id).first()
    said = _with_approved_public_text(said, draft)
    askers = [
        Asker(ticket, place, Verb.REPLY, said.method),
        *_covered(actor, ticket, place, covers_ticket_ids, said),
    ]
    own = [asker.ticket for asker in askers]
    check_outcome(own, said)
    check_method(own, said.method)
    askers += _merged(actor, ticket, askers, said)
    check_public_text([asker.ticket for asker in askers], said.public_text)
    for asker in askers:
        pass_gates(actor, asker.verb, asker.ticket, asker.place)
    _write(Writing(actor, said, askers), draft, once)
    return again(actor, ticket.id)


def _with_approved_public_text(said: Wording, draft: ReplyDraft | None) -> Wording:
    """A public text approved beforehand goes out with the reply unless another one is given."""
    if said.public_text or draft is None or draft.public_approved_at is None:
        return said
    return Wording(**{**vars(said), "public_text": draft.public_text})


def _covered(
    actor: Actor, ticket: Ticket, place: Place, ticket_ids: Sequence[UUID], said: Wording
) -> list[Asker]:
    """The other parts of the same request that are ready to be answered at this place."""
    wanted = [each for each in dict.fromkeys(ticket_ids) if each != ticket.id]
    family = {part.id for part in parts_of(root_of(ticket))} if wanted else set()
    found = []
    for each in wanted:
        part = ticket_for(actor, each)
        if part.id not in family or part.unit_id != ticket.unit_id:
            raise _not_family(part)
        if part.caller_id != ticket.caller_id and not _same_citizen(ticket, part):
            raise _not_family(part)
        if part.state != State.REPLYING:
            raise DomainError(
                ReplyError.COVERS_NOT_READY,
                f"{part.number}为“{State(part.state).label}”，须待答复时才能一并答复",
                field="coversTicketIds",
            )
        covered, at = acting_place(actor, Verb.REPLY, part.id, None)
        found.append(Asker(covered, at, Verb.REPLY, said.method))
    return found


def _not_family(part: Ticket) -> DomainError:
    return DomainError(
        ReplyError.COVERS_NOT_FAMILY,
        f"{part.number}不是同一诉求人的同一诉求拆分而来，不能一并答复",
        field="coversTicketIds",
    )


def _merged(actor: Actor, ticket: Ticket, askers: Sequence[Asker], said: Wording) -> list[Asker]:
    """Whoever asked the same: told by the same call, else by a short message, else by hand."""
    home = home_of(actor)
    found = []
    for child in merged_into(asker.ticket.id for asker in askers):
        method: Method | None = None
        if _same_citizen(ticket, child):
            method = said.method
        elif child.caller_id and not child.secret and len(said.text) <= SMS_LIMIT:
            method = Method.SMS
        found.append(Asker(child, own_place(home, child), Verb.REPLY_MERGED, method))
    return found


def _same_citizen(one: Ticket, other: Ticket) -> bool:
    if one.caller_id is None or other.caller_id is None:
        return False
    return one.caller_id == other.caller_id or same_number(one.caller_id, other.caller_id)


def _write(writing: Writing, draft: ReplyDraft | None, once: Once | None) -> None:
    visits = [
        Visit(asker.ticket.case_id, asker.ticket.case.state.version) for asker in writing.askers
    ]
    with custody.together(visits=visits, actor_id=writing.actor.person_id) as sessions:
        first = sessions[0]
        with first.in_workspace(home_of(writing.actor)):
            writing.reply(first, draft).save(force_insert=True)
        told: dict[UUID | None, UUID] = {}
        for session, asker in zip(sessions, writing.askers, strict=True):
            _answer(writing, session, asker, told, once if session is first else None)


def _answer(
    writing: Writing,
    session: Session,
    asker: Asker,
    told: dict[UUID | None, UUID],
    once: Once | None,
) -> None:
    """Move one ticket to its follow-up, with the answer and what proves that it arrived."""
    ticket, place = asker.ticket, asker.place
    arrived = asker.method not in {None, Method.SMS}
    move = Move(session, writing.actor, asker.verb, unit_id=place.unit_id)
    if asker.verb is Verb.REPLY_MERGED:
        reopen(session, place.party())
    with session.in_workspace(place.workspace):
        answer = Answer(
            id=uuid7(),
            reply_id=writing.reply_id,
            ticket_id=ticket.id,
            at=session.at,
            message_id=_message(writing, asker, told) if asker.method == Method.SMS else None,
        )
        answer.save(force_insert=True)
        if arrived:
            assert asker.method is not None
            _prove(writing, session, answer, asker.method)
    move.apply(receiver=place, receiver_values=_values(writing, session, arrived=arrived))
    stop_limit(move, place)
    finish(move, ticket.id, ticket.number, once)


def _message(writing: Writing, asker: Asker, told: dict[UUID | None, UUID]) -> UUID:
    """The message to the citizen; one for all tickets of the same citizen."""
    ticket = asker.ticket
    assert ticket.caller_id is not None
    if ticket.caller_id not in told:
        told[ticket.caller_id] = queue_message(
            caller_id=ticket.caller_id,
            ticket_id=ticket.id,
            purpose=Purpose.REPLY,
            text=compose(
                Purpose.REPLY,
                secret=ticket.secret,
                number=ticket.number,
                text=writing.wording.text,
            ),
        )
    return told[ticket.caller_id]


def _prove(writing: Writing, session: Session, answer: Answer, method: Method) -> None:
    DeliveryProof(
        id=uuid7(),
        answer=answer,
        method=method,
        delivered=True,
        detail=writing.wording.proof,
        at=session.at,
        recorded_by=writing.actor.user_id,
        recorded_by_name=writing.actor.name,
    ).save(force_insert=True)


def _values(writing: Writing, session: Session, *, arrived: bool) -> dict[str, Any]:
    wording = writing.wording
    return {
        "reply": wording.text,
        "reply_id": writing.reply_id,
        "replied_at": session.at,
        "reply_delivered_at": session.at if arrived else None,
        "next_follow_up_at": session.at if arrived else None,
        "reply_public": wording.public_text,
        "public_approved_at": session.at if wording.public_text else None,
    }
