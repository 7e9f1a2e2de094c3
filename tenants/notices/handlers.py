"""Facts become notices. Which fact tells whom of what is declared when the apps start:

    announce(TicketChased, NoticeKind.CHASED)

A fact that is announced names the ticket's copy in its workspace (`ticket_id`) and the units to
tell (`to_unit_id`, or several `to_unit_ids`); `count` is shown where it carries one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from custody.states import HandoffKind
from kernel.clock import now
from notices.kinds import NoticeKind
from notices.models import Notice
from outbox.handlers import Handler, subscribe
from outbox.publisher import Fact

Payload = dict[str, Any]


def named_units(payload: Payload) -> Iterable[str]:
    """The units that a fact names itself."""
    unit_ids: list[str] = payload.get("to_unit_ids") or [payload["to_unit_id"]]
    return unit_ids


@dataclass(frozen=True)
class Announcement:
    kind: NoticeKind | Callable[[Payload], NoticeKind | None]
    to_units: Callable[[Payload], Iterable[str]]

    def kind_of(self, payload: Payload) -> NoticeKind | None:
        """None: this one is no news."""
        return self.kind(payload) if callable(self.kind) else self.kind


_announced: dict[str, list[Announcement]] = {}


def announce(
    fact: type[Fact],
    kind: NoticeKind | Callable[[Payload], NoticeKind | None],
    to_units: Callable[[Payload], Iterable[str]] = named_units,
) -> None:
    """Tell units of each such fact, one notice a unit. Called in `AppConfig.ready`.

    `kind` may be found from the fact's payload; None tells nobody. A fact can be announced more
    than once, as different kinds to different units.
    """
    listed = _announced.setdefault(fact.topic, [])
    listed.append(Announcement(kind, to_units))
    subscribe(fact.topic, _telling(fact.topic))


def _telling(topic: str) -> Handler:
    # One handler for all announcements of a topic: they are told together, exactly once.
    def tell(_message_id: UUID, payload: Payload) -> None:
        at = now()
        Notice.objects.bulk_create(
            Notice(
                unit_id=unit_id,
                ticket_id=payload["ticket_id"],
                kind=kind,
                count=payload.get("count"),
                at=at,
            )
            for each in _announced[topic]
            if (kind := each.kind_of(payload)) is not None
            for unit_id in dict.fromkeys(map(str, each.to_units(payload)))
        )

    tell.__qualname__ = "tell_units"  # under which the inbox notes that it ran
    return tell


def kind_of_handoff(payload: Payload) -> NoticeKind | None:
    """Whoever now holds the case is told; registering is no news to those who did it."""
    kind = payload["kind"]
    return None if kind == HandoffKind.REGISTER else NoticeKind(kind)
