"""What a seat does before there is a ticket. Repeating any of these changes nothing again."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID
from api.intake.calls import CallMutations
from api.intake.types import DraftType, ShiftHandoverType
from api.intake.verbs import HandlingMutations
from intake.services.drafting import discard_draft, save_draft
from intake.services.handing_over import (
    accept_handover,
    force_handover,
    offer_handover,
    refuse_handover,
    withdraw_handover,
)

UNIT = "Needed only by people who act for several units."
REASON = "At most 200 characters."


def _said(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value is not None}


class SaveDraft(TypedMutation):
    class Meta:
        description = "Keep what has been typed so far; the first save makes the person its owner."
        idempotent = False

    class Arguments:
        draft_id = ID(required=True, description="A UUID chosen by the console.")
        content = graphene.String(required=True, description="A JSON object, at most 64 KiB.")
        revision = graphene.Int(description="Counted up; a late older save changes nothing.")
        unit_id = ID(description=UNIT)

    draft = graphene.Field(DraftType)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "SaveDraft":
        return cls(draft=save_draft(actor=info.context.person, **_said(arguments)))


class DiscardDraft(TypedMutation):
    class Meta:
        description = "Give a draft up, and say why."
        idempotent = False

    class Arguments:
        draft_id = ID(required=True)
        reason = graphene.String(required=True, description=REASON)

    draft = graphene.Field(DraftType)

    @classmethod
    def perform(cls, info: Info, *, draft_id: UUID, reason: str) -> "DiscardDraft":
        person = info.context.person
        return cls(draft=discard_draft(actor=person, draft_id=draft_id, reason=reason))


class HandoverMutation(TypedMutation):
    """A verb that answers the handover as it stands afterwards."""

    class Meta:
        abstract = True

    handover = graphene.Field(ShiftHandoverType)


class OfferShiftHandover(HandoverMutation):
    class Meta:
        description = "Offer unfinished drafts to a colleague (交班)."
        idempotent = False

    class Arguments:
        to_user_id = ID(required=True, description="One of `colleagues`.")
        draft_ids = graphene.List(
            graphene.NonNull(graphene.ID), description="All of the unit's if not given."
        )
        note = graphene.String(description="At most 2,000 characters.")
        unit_id = ID(description=UNIT)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "OfferShiftHandover":
        return cls(handover=offer_handover(actor=info.context.person, **_said(arguments)))


class AcceptShiftHandover(HandoverMutation):
    class Meta:
        description = "Take the drafts over (接班)."
        idempotent = False

    class Arguments:
        handover_id = ID(required=True)

    @classmethod
    def perform(cls, info: Info, *, handover_id: UUID) -> "AcceptShiftHandover":
        done = accept_handover(actor=info.context.person, handover_id=handover_id)
        return cls(handover=done)


class RefuseShiftHandover(HandoverMutation):
    class Meta:
        description = "Do not take over; the outgoing seat stays responsible."
        idempotent = False

    class Arguments:
        handover_id = ID(required=True)
        reason = graphene.String(required=True, description=REASON)

    @classmethod
    def perform(cls, info: Info, *, handover_id: UUID, reason: str) -> "RefuseShiftHandover":
        person = info.context.person
        return cls(handover=refuse_handover(actor=person, handover_id=handover_id, reason=reason))


class WithdrawShiftHandover(HandoverMutation):
    class Meta:
        description = "Take an offer back before it is answered."
        idempotent = False

    class Arguments:
        handover_id = ID(required=True)

    @classmethod
    def perform(cls, info: Info, *, handover_id: UUID) -> "WithdrawShiftHandover":
        done = withdraw_handover(actor=info.context.person, handover_id=handover_id)
        return cls(handover=done)


class ForceShiftHandover(HandoverMutation):
    class Meta:
        description = "Move somebody's unfinished drafts at once, because they cannot (指定交接)."
        idempotent = False

    class Arguments:
        from_user_id = ID(required=True)
        to_user_id = ID(required=True)
        reason = graphene.String(required=True, description=REASON)
        draft_ids = graphene.List(graphene.NonNull(graphene.ID), description="All if not given.")
        unit_id = ID(description=UNIT)

    @classmethod
    def perform(cls, info: Info, **arguments: Any) -> "ForceShiftHandover":
        return cls(handover=force_handover(actor=info.context.person, **_said(arguments)))


class IntakeMutations(HandlingMutations, CallMutations, graphene.ObjectType):
    save_draft = SaveDraft.Field()
    discard_draft = DiscardDraft.Field()
    offer_shift_handover = OfferShiftHandover.Field()
    accept_shift_handover = AcceptShiftHandover.Field()
    refuse_shift_handover = RefuseShiftHandover.Field()
    withdraw_shift_handover = WithdrawShiftHandover.Field()
    force_shift_handover = ForceShiftHandover.Field()
