"""What lists show of duty, each in one query a request."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from api.core.batching import Loader
from duties.models import DutyCall
from duties.selectors import calls_of_tickets, signed_at_of
from people.selectors import names_of


class CallsByTicket(Loader[UUID, list[DutyCall]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[DutyCall]]:
        return calls_of_tickets(keys)


class SignedAtByAssignment(Loader[UUID, datetime]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, datetime]:
        return signed_at_of(keys)


class NameOfUser(Loader[UUID, str]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, str]:
        return names_of(keys)
