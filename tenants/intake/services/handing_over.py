"""交接班: unfinished drafts pass from seat to seat; at no moment has one no owner, or two."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from intake.access import drafts_of, open_drafts_directed, units_directed
from intake.errors import IntakeError
from intake.models import (
    Cause,
    Draft,
    DraftOwner,
    DraftState,
    ShiftHandover,
    ShiftHandoverState,
)
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import NOTE_LIMIT, TITLE_LIMIT, clean_body, clean_line
from people.actor import Actor
from people.models import User
from people.selectors import names_of, people_with
from tickets.access import NOBODY
from tickets.services.registering import registering_unit

State = ShiftHandoverState


def offer_handover(
    *,
    actor: Actor,
    to_user_id: UUID | None,
    draft_ids: Collection[UUID] | None = None,
    note: str = "",
    unit_id: UUID | None = None,
) -> ShiftHandover:
    """Offer the actor's unfinished drafts of a unit (all, or the chosen ones) to a colleague.

    Without any draft it hands over the note alone.
    """
    unit = registering_unit(actor, unit_id)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    colleague = _colleague(unit.id, to_user_id, besides=actor.user_id)
    with transaction.atomic():
        own = drafts_of(actor).filter(unit_id=unit.id, state=DraftState.OPEN)
        drafts = _chosen(own, draft_ids)
        if any(draft.handover_id for draft in drafts):
            raise DomainError(
                IntakeError.DRAFT_IN_HANDOVER,
                "所选草稿已在另一次交接中等待确认，请先撤回那次交接",
                field="draftIds",
            )
        handover = ShiftHandover.objects.create(
            unit=unit,
            from_user_id=actor.user_id,
            from_name=actor.name,
            to_user_id=colleague.id,
            to_name=colleague.name,
            note=note,
            state=State.OFFERED,
            draft_count=len(drafts),
            offered_at=now(),
        )
        Draft.objects.filter(pk__in=[draft.id for draft in drafts]).update(handover=handover)
    return handover


def accept_handover(*, actor: Actor, handover_id: UUID | None) -> ShiftHandover:
    """Confirm: from now on the actor answers for the drafts that are still unfinished."""
    with transaction.atomic():
        handover = _waiting(handover_id, to_user_id=actor.user_id)
        if not actor.may("register", handover.unit_id):
            raise PermissionDenied
        _decide(handover, State.ACCEPTED, actor)
        pass_on(
            locked(Draft.objects.filter(handover=handover, state=DraftState.OPEN)),
            handover,
            Cause.HANDED_OVER,
            by=actor,
        )
    return handover


def refuse_handover(*, actor: Actor, handover_id: UUID | None, reason: str) -> ShiftHandover:
    """Do not take over, and say why: the outgoing seat stays responsible."""
    with transaction.atomic():
        handover = _waiting(handover_id, to_user_id=actor.user_id)
        reason = clean_line(reason, field="reason", limit=TITLE_LIMIT)
        _decide(handover, State.REFUSED, actor, reason)
        _let_go(handover)
    return handover


def withdraw_handover(*, actor: Actor, handover_id: UUID | None) -> ShiftHandover:
    """Take an offer back before it is answered."""
    with transaction.atomic():
        handover = _waiting(handover_id, from_user_id=actor.user_id)
        _decide(handover, State.WITHDRAWN, actor)
        _let_go(handover)
    return handover


def force_handover(
    *,
    actor: Actor,
    from_user_id: UUID | None,
    to_user_id: UUID | None,
    reason: str,
    draft_ids: Collection[UUID] | None = None,
    unit_id: UUID | None = None,
) -> ShiftHandover:
    """Move somebody's unfinished drafts at once, because they cannot (病假、突发离岗).

    By whoever directs the unit's seats (`access.DIRECTING`), with a reason; recorded.
    """
    unit = _directed_unit(actor, unit_id)
    reason = clean_line(reason, field="reason", limit=TITLE_LIMIT)
    colleague = _colleague(unit, to_user_id, besides=from_user_id)
    at = now()
    with transaction.atomic():
        theirs = open_drafts_directed(actor).filter(unit_id=unit, owner_id=from_user_id or NOBODY)
        drafts = _chosen(theirs, draft_ids)
        if from_user_id is None or not drafts:
            raise PermissionDenied
        handover = ShiftHandover.objects.create(
            unit_id=unit,
            from_user_id=from_user_id,
            from_name=names_of([from_user_id]).get(from_user_id, drafts[0].owner_name),
            to_user_id=colleague.id,
            to_name=colleague.name,
            state=State.FORCED,
            draft_count=len(drafts),
            offered_at=at,
            decided_at=at,
            decided_by=actor.user_id,
            reason=reason,
        )
        pass_on(drafts, handover, Cause.FORCED, by=actor)
    return handover


def _directed_unit(actor: Actor, unit_id: UUID | None) -> UUID:
    directed = units_directed(actor)
    if unit_id is None and len(directed) == 1:
        return next(iter(directed))
    if unit_id not in directed:
        raise PermissionDenied
    return unit_id


def _colleague(unit_id: UUID, user_id: UUID | None, *, besides: UUID | None) -> User:
    found = people_with("register", unit_id).filter(pk=user_id).first() if user_id else None
    if found is None or found.id == besides:
        raise DomainError(
            IntakeError.COLLEAGUE_UNSUITABLE,
            "接班人须是本单位另一位在岗的登记人员，请重新选择",
            field="toUserId",
        )
    return found


def locked(drafts: QuerySet[Draft]) -> list[Draft]:
    """In the order of their ids, as everywhere, so that two handovers never wait for each other."""
    return list(drafts.select_for_update(of=("self",)).order_by("id"))


def _chosen(drafts: QuerySet[Draft], draft_ids: Collection[UUID] | None) -> list[Draft]:
    if draft_ids is None:
        return locked(drafts)
    found = locked(drafts.filter(pk__in=draft_ids))
    if len(found) != len(set(draft_ids)):
        raise PermissionDenied
    return found


def _waiting(handover_id: UUID | None, **whose: UUID) -> ShiftHandover:
    found = ShiftHandover.objects.select_for_update().filter(pk=handover_id, **whose).first()
    if found is None or handover_id is None:
        raise PermissionDenied
    if found.state != State.OFFERED:
        raise DomainError(IntakeError.HANDOVER_DECIDED, "该交接班已有结果，请刷新后查看")
    return found


def _let_go(handover: ShiftHandover) -> None:
    drafts = locked(Draft.objects.filter(handover=handover))
    Draft.objects.filter(pk__in=[draft.id for draft in drafts]).update(handover=None)


def _decide(
    handover: ShiftHandover, state: ShiftHandoverState, actor: Actor, reason: str = ""
) -> None:
    handover.state = state
    handover.decided_at = now()
    handover.decided_by = actor.user_id
    handover.reason = reason
    handover.save(update_fields=["state", "decided_at", "decided_by", "reason"])


def pass_on(drafts: list[Draft], handover: ShiftHandover, cause: Cause, *, by: Actor) -> None:
    at: datetime = now()
    Draft.objects.filter(pk__in=[draft.id for draft in drafts]).update(
        owner_id=handover.to_user_id, owner_name=handover.to_name, handover=None
    )
    DraftOwner.objects.bulk_create(
        DraftOwner(
            draft=draft,
            owner_id=handover.to_user_id,
            owner_name=handover.to_name,
            since=at,
            cause=cause,
            handover=handover,
            by_id=by.user_id,
        )
        for draft in drafts
    )
