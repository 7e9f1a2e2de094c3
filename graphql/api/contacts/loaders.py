"""What lists of found tickets need, each in a few queries a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from contacts.speaking.facts import Facts
from contacts.standing import facts_of
from tickets.models import Ticket


class FactsByTicket(Loader[UUID, Facts]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Facts]:
        found = Ticket.objects.filter(pk__in=keys).select_related("case__state")
        return facts_of(list(found))
