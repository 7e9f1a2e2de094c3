"""Messages to citizens: their templates."""

from typing import Any

import graphene

from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.policy import WITH_PARENT, WORKSPACE, Table, at, holds
from api.core.scalars import DateTime
from messages.selectors import Template, templates
from messages.services.templates import change_template


class MessageTemplateType(graphene.ObjectType):
    """What a message of one purpose says now."""

    class Meta:
        name = "MessageTemplate"

    purpose = graphene.String(required=True)
    label = graphene.String(required=True)
    text = graphene.String(required=True)
    placeholders = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="What the text may name."
    )
    changed_at = DateTime()
    changed_by_name = graphene.String(required=True)


class MessageQueries(graphene.ObjectType):
    message_templates = graphene.List(
        graphene.NonNull(MessageTemplateType),
        required=True,
        description="Templates of messages to citizens, one per purpose.",
    )

    @staticmethod
    def resolve_message_templates(_root: None, _info: Info) -> list[Template]:
        return templates()


class ChangeMessageTemplate(TypedMutation):
    class Meta:
        description = "Say something else under a purpose from now on; repeating changes nothing."
        idempotent = False

    class Arguments:
        purpose = graphene.String(required=True)
        text = graphene.String(required=True, description="At most 1,000 characters.")

    template = graphene.Field(MessageTemplateType)

    @classmethod
    def perform(cls, info: Info, *, purpose: str, text: str) -> Any:
        changed = change_template(actor=info.context.person, purpose=purpose, text=text)
        return cls(template=next(each for each in templates() if each.purpose == changed))


class MessageMutations(graphene.ObjectType):
    change_message_template = ChangeMessageTemplate.Field()


POLICY: Table = {
    "Query.messageTemplates": at(WORKSPACE, holds("administer", "reply", "supervise")),
    "Mutation.changeMessageTemplate": at(WORKSPACE, holds("administer")),
    "MessageTemplate.*": WITH_PARENT,
}
