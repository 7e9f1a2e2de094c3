"""Replies, their proofs and drafts, as the API shows them."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.replies.loaders import DeliveryByMessage
from messages.models import Delivery
from replies.models import Answer, Method, Outcome

ReplyMethodEnum = enum_of(Method, name="ReplyMethod", description="答复方式")
SuggestionOutcomeEnum = enum_of(Outcome, name="SuggestionOutcome", description="建议采纳情况")
MessageStateEnum = enum_of(Delivery.State, name="MessageState", description="短信状态")


class DeliveryProofType(graphene.ObjectType):
    """That the citizen got the reply (送达凭据)."""

    class Meta:
        name = "DeliveryProof"

    method = ReplyMethodEnum(required=True)
    detail = graphene.String(required=True)
    at = DateTime(required=True)
    recorded_by_name = graphene.String(required=True, description="Empty: the platform itself.")


class ReplyType(graphene.ObjectType):
    """One reply as it was approved (统一答复), seen from a ticket it answers."""

    class Meta:
        name = "Reply"

    id = ID(required=True)
    text = graphene.String(required=True)
    method = ReplyMethodEnum(required=True)
    outcome = SuggestionOutcomeEnum()
    outcome_reason = graphene.String(required=True)
    written_by_name = graphene.String(required=True)
    approved_by_name = graphene.String(required=True)
    approved_at = DateTime(required=True)
    public_text = graphene.String(required=True, description="公开答复")
    public_approved_by_name = graphene.String(required=True)
    public_approved_at = DateTime()
    numbers = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="All requests that this one reply answers.",
    )
    message_state = MessageStateEnum(description="Of the message to this ticket's citizen.")
    delivered_at = DateTime(description="Null until there is proof.")
    proofs = graphene.List(graphene.NonNull(DeliveryProofType), required=True)

    # The root is an Answer: the reply as far as it concerns one ticket.
    @staticmethod
    def resolve_id(answer: Answer, _info: Info) -> Any:
        return answer.reply_id

    @staticmethod
    def resolve_text(answer: Answer, _info: Info) -> str:
        return answer.reply.text

    @staticmethod
    def resolve_method(answer: Answer, _info: Info) -> str:
        return answer.reply.method

    @staticmethod
    def resolve_outcome(answer: Answer, _info: Info) -> str | None:
        return answer.reply.outcome or None

    @staticmethod
    def resolve_outcome_reason(answer: Answer, _info: Info) -> str:
        return answer.reply.outcome_reason

    @staticmethod
    def resolve_written_by_name(answer: Answer, _info: Info) -> str:
        return answer.reply.written_by_name

    @staticmethod
    def resolve_approved_by_name(answer: Answer, _info: Info) -> str:
        return answer.reply.approved_by_name

    @staticmethod
    def resolve_approved_at(answer: Answer, _info: Info) -> Any:
        return answer.reply.approved_at

    @staticmethod
    def resolve_public_text(answer: Answer, _info: Info) -> str:
        return answer.reply.public_text

    @staticmethod
    def resolve_public_approved_by_name(answer: Answer, _info: Info) -> str:
        return answer.reply.public_approved_by_name

    @staticmethod
    def resolve_public_approved_at(answer: Answer, _info: Info) -> Any:
        return answer.reply.public_approved_at

    @staticmethod
    def resolve_numbers(answer: Answer, _info: Info) -> list[str]:
        return sorted(each.ticket.number for each in answer.reply.answers.all())

    @staticmethod
    async def resolve_message_state(answer: Answer, info: Info) -> str | None:
        if answer.message_id is None:
            return None
        delivery = await DeliveryByMessage.of(info.context).load(answer.message_id)
        return delivery.state if delivery else None

    @staticmethod
    def resolve_delivered_at(answer: Answer, _info: Info) -> Any:
        return min((proof.at for proof in answer.proofs.all() if proof.delivered), default=None)

    @staticmethod
    def resolve_proofs(answer: Answer, _info: Info) -> list[Any]:
        return sorted(answer.proofs.all(), key=lambda proof: proof.at)


class ReplyDraftType(graphene.ObjectType):
    """A reply being written (拟稿)."""

    class Meta:
        name = "ReplyDraft"

    text = graphene.String(required=True)
    written_by_name = graphene.String(required=True)
    written_at = DateTime(required=True)
    public_text = graphene.String(required=True)
    public_approved_by_name = graphene.String(required=True)
    public_approved_at = DateTime(description="Null while the public text is not approved.")
