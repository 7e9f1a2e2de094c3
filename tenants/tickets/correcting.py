"""What a dispatcher puts right in a request before taking it on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hierarchy.selectors import unit_by_id, units_by_ids
from kernel.errors import DomainError
from kernel.text import TITLE_LIMIT, clean_line
from taxonomy.selectors import known_category
from tickets.errors import TicketError
from tickets.models import Kind, Ticket, Urgency
from tickets.secrecy import screened

# What the public record of the case says too.
IN_PUBLIC = ("kind", "category", "urgency")


@dataclass(frozen=True, kw_only=True)
class Correction:
    """New values; what is None stays."""

    kind: Kind | None = None
    category: str | None = None
    urgency: Urgency | None = None
    area_id: UUID | None = None
    title: str | None = None

    def of(self, ticket: Ticket) -> dict[str, Any]:
        """The values that differ from the ticket's, checked; raises with the field at fault."""
        wanted: dict[str, Any] = {"kind": self.kind, "urgency": self.urgency}
        if self.category is not None:
            wanted["category"] = known_category(self.category)
        if self.area_id is not None:
            if unit_by_id(self.area_id) is None:
                raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个地区", field="areaUnitId")
            wanted["area_id"] = self.area_id
        if self.title is not None:
            title = clean_line(self.title, field="title", limit=TITLE_LIMIT)
            read = screened(title, secret=ticket.secret, names=[], phones=[])
            wanted["title"] = read[:TITLE_LIMIT]
        return {
            name: value
            for name, value in wanted.items()
            if value is not None and value != getattr(ticket, name)
        }


def described(ticket: Ticket, changed: dict[str, Any]) -> str:
    """For the timeline: what was put right, from what to what."""
    areas = units_by_ids({each for each in (ticket.area_id, changed.get("area_id")) if each})
    shown: dict[str, tuple[str, Callable[[Any], str]]] = {
        "kind": ("诉求类型", lambda value: Kind(value).label),
        "category": ("事项类别", lambda value: value or "未填"),
        "urgency": ("紧急程度", lambda value: Urgency(value).label),
        "area_id": ("地区", lambda value: areas[value].name if value else "未填"),
        "title": ("标题", str),
    }
    said = [
        f"{label}由“{spell(getattr(ticket, name))}”改为“{spell(changed[name])}”"
        for name, (label, spell) in shown.items()
        if name in changed
    ]
    return f"更正：{'；'.join(said)}" if said else ""
