"""不予受理 and what the citizen may say against it (异议)."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from callers.selectors import phone_to_reach
from custody.holding import close, reopen
from documents.kinds import DocumentKind
from documents.services.issuing import issue_document
from intake.errors import IntakeError
from intake.models import Objection, Refusal
from intake.partners import DECISION_WINDOW, OBJECTION_WINDOW
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import NOTE_LIMIT, clean_body
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import CODE, compose
from people.actor import Actor
from taxonomy.models import ScopeClass
from taxonomy.scope import scope_advice
from taxonomy.selectors import refusal_class
from taxonomy.words import Outcome
from tickets.access import acting_place, centre_of, home_of, ticket_for
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.limits import start_own_limit
from tickets.models import Ticket
from tickets.moves import Move, change
from tickets.places import Place
from tickets.query_codes import code_hash, new_code
from tickets.secrecy import screened_for
from tickets.states import State, Verb

HOW_TO_OBJECT = f"如有异议，请在{OBJECTION_WINDOW.days}日内致电12345提出，由未经办本件的人员复核。"
HEARING = ("register", "dispatch", "reply", "follow_up")
# A message names the class and the way out; the notice says the rest.
EXCERPT = 300


def decline_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    refusal_class_code: str,
    explanation: str,
    guided_to: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Do not take a request on (不予受理), for one of the refused classes of the day.

    It says why and where the citizen was guided; the notice is issued and the citizen told in the
    same act. A danger is never refused: USE_HAND_OVER.
    """
    ticket, place = acting_place(actor, Verb.DECLINE, ticket_id, expected_version)
    found = _checked_class(refusal_class_code.strip(), ticket)
    explanation = clean_body(explanation, field="explanation", limit=NOTE_LIMIT)
    guided_to = clean_body(guided_to, field="guidedTo", limit=NOTE_LIMIT)
    said = {
        "explanation": screened_for(ticket, explanation),
        "guided_to": screened_for(ticket, guided_to),
    }
    told = _can_be_told(ticket)
    with command(
        actor=actor, verb=Verb.DECLINE, ticket=ticket, place=place, once=once, note=found.name
    ) as move:
        until = move.session.at + OBJECTION_WINDOW
        values = {"ended_at": move.session.at, "reopen_until": until + DECISION_WINDOW}
        move.apply(receiver=place, receiver_values=values)
        close(move.session, State.DECLINED)
        with move.session.in_workspace(place.workspace):
            if told:
                reason = f"{found.name}。{said['explanation']}"
                _queue(ticket, Purpose.DECLINED, renewed=True, reason=reason)
            _keep(move, place, ticket, found, said)
    return again(actor, ticket.id)


def _checked_class(code: str, ticket: Ticket) -> ScopeClass:
    """The refused class, unless something makes an exception of it (受理范围的例外)."""
    found = refusal_class(code)
    advice = scope_advice(scope_class=code, category=ticket.category)
    if advice.outcome == Outcome.HAND_OVER:
        raise DomainError(
            IntakeError.USE_HAND_OVER,
            "危及人身、财产安全的，须立即移交110、119或120，不得不予受理",
            field="refusalClass",
        )
    if advice.outcome != Outcome.REFUSE:
        raise DomainError(
            IntakeError.REFUSAL_EXCEPTED, f"{advice.why}，不得不予受理", field="refusalClass"
        )
    return found


def _keep(
    move: Move, place: Place, ticket: Ticket, found: ScopeClass, said: dict[str, str]
) -> None:
    at = move.session.at
    document = issue_document(
        kind=DocumentKind.DECLINE_NOTICE,
        ticket_id=ticket.id,
        unit_id=place.unit_id,
        fields={
            "case_number": ticket.number,
            "matter": ticket.title,
            "refusal_class": found.name,
            "explanation": said["explanation"],
            "guided_to": said["guided_to"],
            "objection": HOW_TO_OBJECT,
        },
        actor=move.actor,
        confidential=ticket.secret,
        at=at,
    )
    Refusal.objects.create(
        ticket_id=ticket.id,
        at=at,
        by_id=move.actor.user_id,
        by_name=move.actor.name,
        class_code=found.code,
        class_name=found.name,
        document_id=document.id,
        objection_until=at + OBJECTION_WINDOW,
        **said,
    )


def object_to_refusal(*, actor: Actor, ticket_id: UUID | None, text: str) -> Objection:
    """Write down what the citizen says against a refusal, while the time for it runs."""
    ticket = ticket_for(actor, ticket_id)
    units = {ticket.unit_id, centre_of(home_of(actor))}
    if not any(actor.may(each, unit) for each in HEARING for unit in units):
        raise PermissionDenied
    refusal = _refusal_of(ticket)
    text = clean_body(text, field="text", limit=NOTE_LIMIT)
    at = now()
    if at > refusal.objection_until:
        raise DomainError(IntakeError.OBJECTION_OVER, "异议期限已过，请按新的诉求登记并注明原编号")
    try:
        with transaction.atomic():
            return Objection.objects.create(
                refusal=refusal, text=text, raised_at=at, raised_by=actor.person_id
            )
    except IntegrityError:
        raise DomainError(IntakeError.OBJECTION_TWICE, "该件的异议已登记，不能重复提出") from None


def decide_objection(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    upheld: bool,
    note: str,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Decide on an objection, by somebody else than who declined; the decision is final.

    Upheld, the request is taken on after all (待派遣) and its limit runs. The citizen is told.
    """
    ticket, place = acting_place(actor, Verb.REOPEN, ticket_id, expected_version)
    refusal = _refusal_of(ticket)
    objection = Objection.objects.filter(refusal=refusal).first()
    if objection is None or objection.decided_at is not None:
        raise DomainError(IntakeError.OBJECTION_MISSING, "该件没有待处理的异议")
    if refusal.by_id == actor.user_id:
        raise DomainError(
            IntakeError.SAME_PERSON, "作出不予受理决定的人员不能复核异议，请由他人处理"
        )
    note = screened_for(ticket, clean_body(note, field="note", limit=NOTE_LIMIT))
    decision = {
        "decided_by": actor.user_id,
        "decided_by_name": actor.name,
        "upheld": upheld,
        "note": note,
    }
    told = _can_be_told(ticket)
    if upheld:
        _take_on(actor, ticket, place, objection.id, decision, told=told, once=once)
    else:
        with transaction.atomic():
            _decided(objection.id, decided_at=now(), **decision)
            if told and not ticket.secret:
                _queue(ticket, Purpose.DECLINED, renewed=False, reason=f"经复核维持原决定。{note}")
    return again(actor, ticket.id)


def _take_on(
    actor: Actor,
    ticket: Ticket,
    place: Place,
    objection_id: UUID,
    decision: dict[str, Any],
    *,
    told: bool,
    once: Once | None,
) -> None:
    note = f"异议成立：{decision['note']}"
    with command(
        actor=actor, verb=Verb.REOPEN, ticket=ticket, place=place, once=once, note=note
    ) as move:
        reopen(move.session, place.party())
        due_at = start_own_limit(move, place, ticket)
        values = {"due_at": due_at, "ended_at": None, "reopen_until": None}
        move.apply(receiver=place, receiver_values=values)
        with move.session.in_workspace(place.workspace):
            _decided(objection_id, decided_at=move.session.at, **decision)
            if told:
                text = f"经复核决定予以受理。{decision['note']}"
                _queue(ticket, Purpose.PROGRESS, renewed=True, text=text)


def _decided(objection_id: UUID, **decision: Any) -> None:
    undecided = Objection.objects.filter(pk=objection_id, decided_at=None)
    if undecided.update(**decision) != 1:
        raise DomainError(IntakeError.OBJECTION_MISSING, "该件没有待处理的异议")


def _refusal_of(ticket: Ticket) -> Refusal:
    """The refusal in force; raises WRONG_STATE where the request is not declined."""
    found = Refusal.objects.filter(ticket=ticket).order_by("-at").first()
    if found is None or ticket.state != State.DECLINED:
        raise DomainError(TicketError.WRONG_STATE, "该诉求未作不予受理处理，不能提出或处理异议")
    return found


def _can_be_told(ticket: Ticket) -> bool:
    return ticket.caller_id is not None and bool(phone_to_reach(ticket.caller_id))


def _queue(ticket: Ticket, purpose: Purpose, *, renewed: bool, **said: str) -> None:
    """In the accepting workspace, inside the transaction of the act.

    Where the template names the query code, a new one is made (`renewed`, under custody): the one
    before is known to nobody here.
    """
    assert ticket.caller_id is not None
    short = {name: _excerpt(value) for name, value in said.items()}
    text = compose(purpose, secret=ticket.secret, number=ticket.number, **short)
    code = ""
    if CODE in text and renewed:
        code = new_code()
        change(Ticket, ticket.id, query_code_hash=code_hash(ticket.number, code))
    queue_message(
        caller_id=ticket.caller_id,
        ticket_id=ticket.id,
        purpose=Purpose.NEUTRAL if ticket.secret else purpose,
        text=text if code else text.replace(CODE, ""),
        code=code,
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[: EXCERPT - 1]}…"
