"""拟稿: writing a reply before it is approved, and approving what everybody can read."""

from uuid import UUID

from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError
from kernel.text import BODY_LIMIT, clean_body
from people.actor import Actor
from replies.access import require_centre, ticket_to_reply
from replies.approving import check_public_text
from replies.models import ReplyDraft
from tickets.errors import TicketError
from tickets.models import Ticket
from tickets.states import CLOSED, State
from trail.recording import record


def draft_reply(
    *, actor: Actor, ticket_id: UUID | None, text: str, public_text: str = ""
) -> ReplyDraft:
    """Save a reply for whoever approves it; a changed public text must be approved again."""
    ticket, _ = ticket_to_reply(actor, ticket_id)
    _refuse_answered(ticket)
    text = clean_body(text, field="text", limit=BODY_LIMIT)
    public_text = clean_body(public_text, field="publicText", required=False)
    check_public_text([ticket], public_text)
    with transaction.atomic():
        draft = _locked(ticket)
        if draft.text != text:
            draft.text = text
            draft.written_by, draft.written_by_name = actor.user_id, actor.name
        if draft.public_text != public_text:
            draft.public_text, draft.public_approved_at = public_text, None
            draft.public_approved_by, draft.public_approved_by_name = None, ""
        draft.written_at = now()
        draft.save()
    return draft


def approve_public_reply(*, actor: Actor, ticket_id: UUID | None, public_text: str) -> ReplyDraft:
    """Approve what everybody may read (公开答复), apart from the reply itself."""
    ticket, _ = ticket_to_reply(actor, ticket_id)
    require_centre(actor)
    _refuse_answered(ticket)
    public_text = clean_body(public_text, field="publicText")
    check_public_text([ticket], public_text)
    with transaction.atomic():
        draft = _locked(ticket)
        draft.public_text, draft.public_approved_at = public_text, now()
        draft.public_approved_by, draft.public_approved_by_name = actor.user_id, actor.name
        draft.save()
        record(
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb="reply.approve_public",
            object_kind="ticket",
            object_id=ticket.id,
        )
    return draft


def _locked(ticket: Ticket) -> ReplyDraft:
    """The draft, locked. Two who begin it at once meet at the unique ticket."""
    ReplyDraft.objects.bulk_create(
        [ReplyDraft(ticket_id=ticket.id, written_at=now())], ignore_conflicts=True
    )
    return ReplyDraft.objects.select_for_update().get(ticket_id=ticket.id)


def _refuse_answered(ticket: Ticket) -> None:
    if State(ticket.state) in CLOSED | {State.FOLLOWING_UP}:
        raise DomainError(
            TicketError.WRONG_STATE,
            f"当前状态“{State(ticket.state).label}”不能再拟答复",
        )
