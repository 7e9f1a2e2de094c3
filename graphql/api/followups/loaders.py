"""What lists of tickets need of their follow-ups, each in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from followups.models import FollowUp, RatingInvitation
from followups.selectors import follow_ups_of, invitations_of


class FollowUpsByTicket(Loader[UUID, list[FollowUp]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[FollowUp]]:
        return follow_ups_of(keys)


class InvitationByTicket(Loader[UUID, RatingInvitation]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, RatingInvitation]:
        return invitations_of(keys)
