"""Keeping what a seat types, and ending it. Each runs in one transaction of the workspace."""

from collections.abc import Callable
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction

from custody.session import Session
from intake.access import draft_of, drafts_of
from intake.errors import IntakeError
from intake.models import Cause, Draft, DraftOwner, DraftState
from kernel.clock import now
from kernel.errors import DomainError, KernelError, PermissionDenied
from kernel.text import TITLE_LIMIT, clean_line
from people.actor import Actor
from tickets.access import NOBODY
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.services.registering import Request, register_ticket, registering_unit

CONTENT_BYTES = 65_536
OPEN_AT_MOST = 100


def save_draft(
    *,
    actor: Actor,
    draft_id: UUID,
    content: str,
    revision: int | None = None,
    unit_id: UUID | None = None,
) -> Draft:
    """Keep what has been typed so far; the first save makes the actor its owner.

    `content` is a JSON object of at most 64 KiB. With `revision`, a save that arrives after a
    newer one changes nothing. Usually one statement.
    """
    _check(draft_id, content)
    saved = {"content": content, "saved_at": now()}
    mine = drafts_of(actor).filter(pk=draft_id, state=DraftState.OPEN)
    with transaction.atomic():
        newer = mine if revision is None else mine.filter(revision__lt=revision)
        values = saved if revision is None else {**saved, "revision": revision}
        if newer.update(**values) == 0:
            _start_unless_known(actor, draft_id, content, revision or 0, unit_id)
    return draft_of(actor, draft_id)


def _check(draft_id: UUID, content: str) -> None:
    if draft_id == NOBODY:
        raise DomainError(
            IntakeError.DRAFT_MALFORMED, "草稿编号无效，请刷新页面后重试", field="draftId"
        )
    if len(content.encode()) > CONTENT_BYTES:
        raise DomainError(KernelError.TOO_LONG, "草稿内容过长，请精简后再保存", field="content")
    try:
        fits = isinstance(orjson.loads(content), dict)
    except orjson.JSONDecodeError:
        fits = False
    if not fits:
        raise DomainError(
            IntakeError.DRAFT_MALFORMED, "草稿内容无法识别，请刷新页面后重试", field="content"
        )


def _start_unless_known(
    actor: Actor, draft_id: UUID, content: str, revision: int, unit_id: UUID | None
) -> None:
    known = Draft.objects.filter(pk=draft_id).first()
    if known is None:
        known = _start(actor, draft_id, content, revision, unit_id)
    if known.owner_id != actor.user_id:
        raise PermissionDenied
    if known.state != DraftState.OPEN:
        raise closed_draft()


def _start(
    actor: Actor, draft_id: UUID, content: str, revision: int, unit_id: UUID | None
) -> Draft:
    unit = registering_unit(actor, unit_id)
    if drafts_of(actor).filter(state=DraftState.OPEN).count() >= OPEN_AT_MOST:
        raise DomainError(
            IntakeError.DRAFTS_TOO_MANY,
            f"未完成的草稿已有 {OPEN_AT_MOST} 份，请先登记或作废一部分",
        )
    at = now()
    try:
        with transaction.atomic():
            draft = Draft.objects.create(
                id=draft_id,
                unit=unit,
                owner_id=actor.user_id,
                owner_name=actor.name,
                content=content,
                revision=revision,
                started_at=at,
                saved_at=at,
            )
    except IntegrityError:  # two first saves at once: the other one has made it
        return Draft.objects.get(pk=draft_id)
    DraftOwner.objects.create(
        draft=draft,
        owner_id=actor.user_id,
        owner_name=actor.name,
        since=at,
        cause=Cause.STARTED,
        by_id=actor.user_id,
    )
    return draft


def discard_draft(*, actor: Actor, draft_id: UUID | None, reason: str) -> Draft:
    """Give a draft up, and say why (at most 200 characters). Its text is kept for a month."""
    draft = draft_of(actor, draft_id)
    reason = clean_line(reason, field="reason", limit=TITLE_LIMIT)
    with transaction.atomic():
        discarded = drafts_of(actor).filter(pk=draft.id, state=DraftState.OPEN)
        values = {"state": DraftState.DISCARDED, "closed_at": now(), "handover": None}
        if discarded.update(discard_reason=reason, **values) != 1:
            raise closed_draft()
    return draft_of(actor, draft_id)


def register_draft(
    *,
    actor: Actor,
    draft_id: UUID | None,
    request: Request,
    unit_id: UUID | None = None,
    once: Once | None = None,
    query_code: str | None = None,
) -> Ticket:
    """Make a draft a ticket; the draft is closed in the same transaction, exactly once."""
    draft = draft_of(actor, draft_id)
    if draft.state != DraftState.OPEN:
        raise closed_draft()
    return register_ticket(
        actor=actor,
        request=request,
        unit_id=unit_id or draft.unit_id,
        once=once,
        query_code=query_code,
        besides=_closing(actor, draft.id),
    )


def _closing(actor: Actor, draft_id: UUID) -> Callable[[Session, Ticket], None]:
    def close(session: Session, ticket: Ticket) -> None:
        mine = Draft.objects.filter(pk=draft_id, owner_id=actor.user_id, state=DraftState.OPEN)
        values = {"state": DraftState.REGISTERED, "closed_at": session.at}
        if mine.update(ticket_id=ticket.id, **values) != 1:
            raise closed_draft()

    return close


def closed_draft() -> DomainError:
    return DomainError(
        IntakeError.DRAFT_CLOSED, "该草稿已登记、作废或移交，请刷新后查看", field="draftId"
    )
