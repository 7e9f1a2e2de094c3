"""What lists of intake need, each in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from intake.models import Draft, DraftState


class DraftsByHandover(Loader[UUID, list[Draft]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Draft]]:
        found: dict[UUID, list[Draft]] = {key: [] for key in keys}
        waiting = Draft.objects.filter(handover_id__in=keys, state=DraftState.OPEN)
        for draft in waiting.select_related("handover").order_by("started_at", "id"):
            assert draft.handover_id is not None
            found[draft.handover_id].append(draft)
        return found
