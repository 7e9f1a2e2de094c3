"""What lists of intake need, each in one query a request."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from api.core.batching import Loader
from intake.models import (
    Conference,
    DirectAnswer,
    Draft,
    DraftState,
    PartnerHandover,
    Refusal,
)


class DraftsByHandover(Loader[UUID, list[Draft]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Draft]]:
        found: dict[UUID, list[Draft]] = {key: [] for key in keys}
        waiting = Draft.objects.filter(handover_id__in=keys, state=DraftState.OPEN)
        for draft in waiting.select_related("handover").order_by("started_at", "id"):
            assert draft.handover_id is not None
            found[draft.handover_id].append(draft)
        return found


def _by_ticket(rows: Iterable[Any], keys: Sequence[UUID]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {key: [] for key in keys}
    for row in rows:
        found[row.ticket_id].append(row)
    return found


class RefusalsByTicket(Loader[UUID, list[Refusal]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Refusal]]:
        rows = Refusal.objects.filter(ticket__in=keys).select_related("objection")
        return _by_ticket(rows.order_by("at", "id"), keys)


class AnswersByTicket(Loader[UUID, list[DirectAnswer]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[DirectAnswer]]:
        return _by_ticket(DirectAnswer.objects.filter(ticket__in=keys).order_by("at", "id"), keys)


class ConferencesByTicket(Loader[UUID, list[Conference]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Conference]]:
        rows = Conference.objects.filter(ticket__in=keys).prefetch_related("participants")
        return _by_ticket(rows.order_by("at", "id"), keys)


class HandoversByTicket(Loader[UUID, list[PartnerHandover]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[PartnerHandover]]:
        rows = PartnerHandover.objects.filter(ticket__in=keys)
        return _by_ticket(rows.order_by("at", "id"), keys)
