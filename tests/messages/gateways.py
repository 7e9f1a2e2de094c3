"""Gateways for tests: adapters of the port whose answers a test decides."""

from collections.abc import Callable, Iterable
from typing import Any

from messages.gateway import Receipt, Report

SCRIPTED = "tests.messages.gateways.Scripted"


class Scripted:
    """Notes what it is given; `answer` decides what comes of it, `waiting` what it reports."""

    sent: list[tuple[str, str, str]] = []
    waiting: list[Report] = []
    answer: Callable[[], Any] | None = None

    def send(self, phone: str, text: str, reference: str) -> Receipt:
        Scripted.sent.append((phone, text, reference))
        answer = Scripted.answer
        return answer() if answer else Receipt(provider_id=f"p{len(Scripted.sent)}")

    def reports(self) -> Iterable[Report]:
        while Scripted.waiting:
            yield Scripted.waiting.pop(0)

    @classmethod
    def forget(cls) -> None:
        cls.sent, cls.waiting, cls.answer = [], [], None
