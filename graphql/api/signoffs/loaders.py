"""Sign-offs and instructions of tickets, each in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from signoffs.models import Instruction, SignOff
from signoffs.selectors import by_ticket


class SignOffsByTicket(Loader[UUID, list[SignOff]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[SignOff]]:
        return by_ticket(SignOff, keys, "asked_at")


class InstructionsByTicket(Loader[UUID, list[Instruction]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Instruction]]:
        return by_ticket(Instruction, keys, "at")
