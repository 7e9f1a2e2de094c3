"""Applications of tickets, in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from applications.models import Application
from applications.selectors import applications_of


class ApplicationsByTicket(Loader[UUID, list[Application]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Application]]:
        return applications_of(keys)
