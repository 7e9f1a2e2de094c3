"""Refusals, answers at once, calls of three and handovers to 110/119/120, as the API shows them."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.units.loaders import UnitById
from api.units.types import UnitType
from intake.models import ConferenceParticipant, Objection, Outcome, Refusal
from privacy.personal_text import reveal

OutcomeEnum = enum_of(Outcome, name="ConferenceOutcome", description="通话结果")


class ObjectionType(graphene.ObjectType):
    """What the citizen says against a refusal, and what was decided."""

    class Meta:
        name = "Objection"

    text = graphene.String(required=True)
    raised_at = DateTime(required=True)
    decided_at = DateTime()
    decided_by_name = graphene.String(required=True)
    upheld = graphene.Boolean()
    note = graphene.String(required=True)

    @staticmethod
    def resolve_text(objection: Objection, _info: Info) -> str:
        return reveal(objection.text)


class RefusalType(graphene.ObjectType):
    """不予受理."""

    class Meta:
        name = "Refusal"

    class_code = graphene.String(required=True)
    class_name = graphene.String(required=True)
    explanation = graphene.String(required=True)
    guided_to = graphene.String(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)
    document_id = ID(required=True, description="不予受理告知书")
    objection_until = DateTime(required=True)
    objection = graphene.Field(ObjectionType)

    @staticmethod
    def resolve_objection(refusal: Refusal, _info: Info) -> Objection | None:
        return getattr(refusal, "objection", None)


class DirectAnswerType(graphene.ObjectType):
    """直接答复."""

    class Meta:
        name = "DirectAnswer"

    text = graphene.String(required=True)
    article = graphene.String(required=True)
    resolved = graphene.Boolean(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)


class ConferenceParticipantType(graphene.ObjectType):
    """A third party of a call."""

    class Meta:
        name = "ConferenceParticipant"

    name = graphene.String(required=True)
    role = graphene.String(required=True)
    unit = graphene.Field(UnitType)

    @staticmethod
    async def resolve_unit(participant: ConferenceParticipant, info: Info) -> Any:
        if participant.unit_id is None:
            return None
        return await UnitById.of(info.context).load(participant.unit_id)


class ConferenceType(graphene.ObjectType):
    """三方通话."""

    class Meta:
        name = "Conference"

    started_at = DateTime(required=True)
    duration_seconds = graphene.Int(required=True)
    outcome = OutcomeEnum(required=True)
    text = graphene.String(required=True)
    recording_ref = graphene.String(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)
    participants = graphene.List(graphene.NonNull(ConferenceParticipantType), required=True)

    @staticmethod
    def resolve_participants(conference: Any, _info: Info) -> list[ConferenceParticipant]:
        return list(conference.participants.all())


class PartnerHandoverType(graphene.ObjectType):
    """An emergency given to 110, 119 or 120, or the attempt."""

    class Meta:
        name = "PartnerHandover"

    partner = graphene.String(required=True)
    partner_name = graphene.String(required=True)
    reference = graphene.String(required=True)
    received_by = graphene.String(required=True)
    note = graphene.String(required=True)
    acknowledged = graphene.Boolean(required=True)
    at = DateTime(required=True)
    by_name = graphene.String(required=True)
