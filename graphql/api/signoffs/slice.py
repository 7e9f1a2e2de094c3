"""Leaders: what waits for them, what they approve, what they write."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.policy import SIGNED_IN, WITH_PARENT, WORKSPACE, Table, at, holds
from api.core.scalars import ID, DateTime
from api.signoffs.types import SignOffAct, SignOffPolicyType, SignOffType, SubstitutionType
from api.tickets.enums import ReturnReasonEnum
from api.tickets.mutations import NOTE, TEXT, TicketMutation
from hierarchy.selectors import unit_by_id
from signoffs.models import Act, SignOff
from signoffs.selectors import acts_of, substitutions, to_sign
from signoffs.services.instructing import instruct_ticket
from signoffs.services.policies import end_substitution, name_substitute, set_sign_off_policy
from signoffs.services.signing_off import decide_sign_off, submit_for_sign_off
from tickets.models import Ticket

SignOffConnection = connection_of(SignOffType)
OLDEST = Order(Key("asked_at", datetime), Key("id", UUID))


class SignOffQueries(graphene.ObjectType):
    sign_offs = connection_field(
        SignOffConnection, description="What waits for the person's signature, oldest first."
    )
    sign_off_policy = graphene.Field(
        SignOffPolicyType,
        unit_id=ID(required=True),
        description="Which acts of a unit need its leader.",
    )

    @staticmethod
    def resolve_sign_offs(
        _root: None, info: Info, first: int, after: str | None = None
    ) -> Page[SignOff]:
        return page_of(to_sign(info.context.person), order=OLDEST, first=first, after=after)

    @staticmethod
    def resolve_sign_off_policy(_root: None, _info: Info, unit_id: UUID) -> Any:
        return _policy_of(unit_id)


def _policy_of(unit_id: UUID) -> dict[str, Any] | None:
    unit = unit_by_id(unit_id)
    if unit is None:
        return None
    return {
        "unit": unit,
        "acts": sorted(acts_of(unit_id)),
        "substitutions": list(substitutions(unit_id)),
    }


class SubmitForSignOff(TicketMutation):
    class Meta:
        description = "Lay an act before the unit's leader (报请审签); no clock stops for it."
        versioned = True

    class Arguments:
        act = SignOffAct(required=True)
        ticket_id = ID(description="For acts that name a ticket.")
        assignment_id = ID(description="For acts that name a giving.")
        return_reason = ReturnReasonEnum(description="退单")
        note = graphene.String(description=NOTE)
        legal_basis = graphene.String(description="At most 200 characters.")
        suggested_unit_id = ID()
        working_days = graphene.Int(description="延期")
        hours = graphene.Int(description="延期")
        until = DateTime(description="挂账")
        reason = graphene.String(description="延期、挂账. " + NOTE)
        report = graphene.String(description="反馈. " + TEXT)
        reply_draft = graphene.String(description="反馈. " + TEXT)
        attachment_ids = graphene.List(graphene.NonNull(ID), description="反馈")
        contacted_at = DateTime(description="反馈")

    @classmethod
    def carry_out(
        cls,
        *,
        act: Act,
        actor: Any,
        ticket_id: UUID | None = None,
        assignment_id: UUID | None = None,
        return_reason: Any = None,
        reason: str | None = None,
        once: Any = None,
        expected_version: int | None = None,
        **arguments: Any,
    ) -> Ticket:
        said = return_reason if act is Act.RETURN else reason
        return submit_for_sign_off(
            actor=actor,
            act=act,
            ticket_id=ticket_id,
            assignment_id=assignment_id,
            arguments={"reason": said, **arguments},
            once=once,
            expected_version=expected_version,
        )


class DecideSignOff(TicketMutation):
    class Meta:
        description = "Approve an act, which is carried out at once, or send it back (审签)."
        versioned = True

    class Arguments:
        sign_off_id = ID(required=True)
        approved = graphene.Boolean(required=True)
        opinion = graphene.String(description="Required when sent back. " + NOTE)

    @classmethod
    def carry_out(cls, *, opinion: str | None = None, **arguments: Any) -> Ticket:
        return decide_sign_off(opinion=opinion or "", **arguments)


class InstructTicket(TicketMutation):
    class Meta:
        description = "Write an instruction on a case (批示); it stops no clock."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=NOTE)
        document_id = ID(description="The document it was written on.")
        attachment_ids = graphene.List(graphene.NonNull(ID), description="Scans of the paper.")

    @classmethod
    def carry_out(cls, *, attachment_ids: list[UUID] | None = None, **arguments: Any) -> Ticket:
        return instruct_ticket(attachment_ids=attachment_ids or (), **arguments)


class SetSignOffPolicy(TypedMutation):
    class Meta:
        description = "Say which acts of a unit need its leader from now on."
        idempotent = False

    class Arguments:
        unit_id = ID(required=True)
        acts = graphene.List(graphene.NonNull(SignOffAct), description="Without it the usual ones.")

    policy = graphene.Field(SignOffPolicyType)

    @classmethod
    def perform(
        cls, info: Info, *, unit_id: UUID, acts: list[Act] | None = None
    ) -> "SetSignOffPolicy":
        set_sign_off_policy(actor=info.context.person, unit_id=unit_id, acts=acts)
        return cls(policy=_policy_of(unit_id))


class NameSubstitute(TypedMutation):
    class Meta:
        description = "Have somebody of the unit sign from one day to another (A/B岗)."
        idempotent = False

    class Arguments:
        unit_id = ID(required=True)
        user_id = ID(required=True)
        first_day = graphene.Date(required=True)
        last_day = graphene.Date(required=True)

    substitution = graphene.Field(SubstitutionType)

    @classmethod
    def perform(
        cls, info: Info, *, unit_id: UUID, user_id: UUID, first_day: date, last_day: date
    ) -> "NameSubstitute":
        named = name_substitute(
            actor=info.context.person,
            unit_id=unit_id,
            user_id=user_id,
            first_day=first_day,
            last_day=last_day,
        )
        return cls(substitution=named)


class EndSubstitution(TypedMutation):
    class Meta:
        description = "The leader is back; the substitute signs no more."
        idempotent = False

    class Arguments:
        substitution_id = ID(required=True)

    substitution = graphene.Field(SubstitutionType)

    @classmethod
    def perform(cls, info: Info, *, substitution_id: UUID) -> "EndSubstitution":
        ended = end_substitution(actor=info.context.person, substitution_id=substitution_id)
        return cls(substitution=ended)


class SignOffMutations(graphene.ObjectType):
    submit_for_sign_off = SubmitForSignOff.Field()
    decide_sign_off = DecideSignOff.Field()
    instruct_ticket = InstructTicket.Field()
    set_sign_off_policy = SetSignOffPolicy.Field()
    name_substitute = NameSubstitute.Field()
    end_substitution = EndSubstitution.Field()


POLICY: Table = {
    "Query.signOffs": at(WORKSPACE, SIGNED_IN),
    "Query.signOffPolicy": at(WORKSPACE, SIGNED_IN),
    "Mutation.submitForSignOff": at(WORKSPACE, holds("dispatch", "handle", "review", "reply")),
    # Who stands in for a leader holds no such right of their own: the service asks.
    "Mutation.decideSignOff": at(WORKSPACE, SIGNED_IN),
    "Mutation.instructTicket": at(WORKSPACE, holds("sign_off")),
    "Mutation.setSignOffPolicy": at(WORKSPACE, holds("sign_off", "administer")),
    "Mutation.nameSubstitute": at(WORKSPACE, holds("sign_off", "administer")),
    "Mutation.endSubstitution": at(WORKSPACE, holds("sign_off", "administer")),
    "SignOff.*": WITH_PARENT,
    "SignOffPolicy.*": WITH_PARENT,
    "Substitution.*": WITH_PARENT,
    "Instruction.*": WITH_PARENT,
}
