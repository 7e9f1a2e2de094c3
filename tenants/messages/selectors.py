"""Reads of messages and templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from messages.defaults import DEFAULTS, Purpose
from messages.models import Message, MessageTemplate


@dataclass(frozen=True)
class Template:
    """What a purpose says now, and what it may name."""

    purpose: Purpose
    label: str
    text: str
    placeholders: tuple[str, ...]
    changed_at: datetime | None
    changed_by_name: str


def templates() -> list[Template]:
    """Every purpose with its newest text, in a fixed order."""
    newest: dict[str, MessageTemplate] = {}
    for row in MessageTemplate.objects.order_by("valid_from", "id"):
        newest[row.purpose] = row
    return [_described(purpose, newest.get(purpose)) for purpose in Purpose]


def _described(purpose: Purpose, row: MessageTemplate | None) -> Template:
    default = DEFAULTS[purpose]
    return Template(
        purpose=purpose,
        label=default.label,
        text=row.text if row else default.text,
        placeholders=tuple(sorted(default.placeholders)),
        changed_at=row.valid_from if row else None,
        changed_by_name=row.changed_by_name if row else "",
    )


def messages_of(ticket_ids: Iterable[UUID]) -> Mapping[UUID, list[Message]]:
    """Messages about several tickets with their deliveries, oldest first."""
    found: dict[UUID, list[Message]] = {ticket_id: [] for ticket_id in ticket_ids}
    rows = Message.objects.filter(ticket_id__in=list(found)).select_related("delivery")
    for row in rows.order_by("id"):
        found[row.ticket_id].append(row)
    return found
