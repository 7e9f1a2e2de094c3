"""Templates: what a workspace begins with, and what its administrator changes."""

from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError
from messages.access import require_administrator
from messages.defaults import DEFAULTS, Purpose
from messages.errors import MessageError
from messages.models import MessageTemplate
from messages.templates import checked_template, template_text
from people.actor import Actor
from tenancy.context import WorkspaceRef
from trail.recording import record


def seed_templates(ref: WorkspaceRef) -> None:
    """Give a workspace the default templates. What it has already is left as it is."""
    known = set(MessageTemplate.objects.values_list("purpose", flat=True).distinct())
    at = now()
    MessageTemplate.objects.bulk_create(
        MessageTemplate(purpose=purpose, text=default.text, valid_from=at)
        for purpose, default in DEFAULTS.items()
        if purpose not in known
    )


def change_template(*, actor: Actor, purpose: str, text: str) -> Purpose:
    """Say from now on something else under a purpose; what was sent stays as it was sent."""
    require_administrator(actor)
    if purpose not in set(Purpose):
        raise DomainError(
            MessageError.PURPOSE_UNKNOWN, "没有这种短信用途，请从列表中选择", field="purpose"
        )
    known = Purpose(purpose)
    text = checked_template(known, text)
    if text == template_text(known):
        return known
    with transaction.atomic():
        row = MessageTemplate.objects.create(
            purpose=known,
            text=text,
            valid_from=now(),
            changed_by=actor.user_id,
            changed_by_name=actor.name,
        )
        record(
            actor_id=actor.user_id,
            actor_name=actor.name,
            verb="message_template.change",
            object_kind="message_template",
            object_id=row.id,
        )
    return known
