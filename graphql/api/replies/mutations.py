"""Drafting, replying, delivering."""

from typing import Any
from uuid import UUID

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID
from api.replies.types import ReplyDraftType, ReplyMethodEnum, SuggestionOutcomeEnum
from api.tickets.mutations import NOTE, TEXT, TicketMutation
from replies.models import Method
from replies.services.delivering import deliver_reply
from replies.services.drafting import approve_public_reply, draft_reply
from replies.services.replying import reply_to_caller
from tickets.models import Ticket


class ReplyToCaller(TicketMutation):
    class Meta:
        description = "Give the citizen the one answer (统一答复)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=TEXT)
        method = ReplyMethodEnum(description="PHONE if left out.")
        proof = graphene.String(
            description="Who was told and when, or the postal number; required for LETTER,"
            " IN_PERSON and SAME_CHANNEL. " + NOTE
        )
        public_text = graphene.String(
            description="公开答复; left out, the public text approved in the draft goes out."
        )
        outcome = SuggestionOutcomeEnum(description="Required for suggestions, and only there.")
        outcome_reason = graphene.String(description="Required unless ADOPTED. " + NOTE)
        covers_ticket_ids = graphene.List(
            graphene.NonNull(ID),
            description="Other parts of the same request that this reply answers too.",
        )

    @classmethod
    def carry_out(
        cls,
        *,
        method: Method | None = None,
        covers_ticket_ids: list[UUID] | None = None,
        **arguments: Any,
    ) -> Ticket:
        said = {name: value for name, value in arguments.items() if value is not None}
        return reply_to_caller(
            method=method or Method.PHONE,
            covers_ticket_ids=covers_ticket_ids or (),
            **{"once": None, **said},
        )


class DeliverReply(TicketMutation):
    class Meta:
        description = "Note that the citizen was given the reply by hand (送达)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        method = ReplyMethodEnum(required=True, description="Any but SMS.")
        proof = graphene.String(required=True, description=NOTE)

    @classmethod
    def carry_out(cls, **arguments: Any) -> Ticket:
        return deliver_reply(**arguments)


class DraftReply(TypedMutation):
    class Meta:
        description = "Save a reply for whoever approves it; the last save counts."
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=TEXT)
        public_text = graphene.String(description="公开答复; a changed one must be approved again.")

    draft = graphene.Field(ReplyDraftType)

    @classmethod
    def perform(
        cls, info: Info, *, ticket_id: UUID, text: str, public_text: str | None = None
    ) -> Any:
        draft = draft_reply(
            actor=info.context.person,
            ticket_id=ticket_id,
            text=text,
            public_text=public_text or "",
        )
        return cls(draft=draft)


class ApprovePublicReply(TypedMutation):
    class Meta:
        description = "Approve what everybody may read (公开答复), apart from the reply itself."
        idempotent = False

    class Arguments:
        ticket_id = ID(required=True)
        public_text = graphene.String(required=True, description=TEXT)

    draft = graphene.Field(ReplyDraftType)

    @classmethod
    def perform(cls, info: Info, *, ticket_id: UUID, public_text: str) -> Any:
        draft = approve_public_reply(
            actor=info.context.person, ticket_id=ticket_id, public_text=public_text
        )
        return cls(draft=draft)


class ReplyMutations(graphene.ObjectType):
    reply_to_caller = ReplyToCaller.Field()
    deliver_reply = DeliverReply.Field()
    draft_reply = DraftReply.Field()
    approve_public_reply = ApprovePublicReply.Field()
