from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from callers.services import record_caller
from messages.models import Delivery
from messages.services.queueing import queue_message
from outbox.clock import DatabaseNow
from tenancy.context import in_workspace
from tests.harness.city import City
from tests.messages.gateways import SCRIPTED, Scripted


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Scripted]]:
    settings.MESSAGE_GATEWAY = SCRIPTED
    Scripted.forget()
    yield Scripted
    Scripted.forget()


@pytest.fixture
def queue(city: City) -> Callable[..., UUID]:
    """Queue a text to a new caller of a workspace."""

    def queued(
        text: str = "已登记", *, slug: str = "chibi", phone: str = "13800000001", **more: Any
    ) -> UUID:
        with in_workspace(city.ref(slug)), transaction.atomic():
            caller = record_caller(name="张三", phone=phone)
            said = {"ticket_id": None, "purpose": "progress", **more}
            return queue_message(caller_id=caller.id, text=text, **said)

    return queued


@pytest.fixture
def delivery(city: City) -> Callable[..., Delivery]:
    def found(message_id: UUID, slug: str = "chibi") -> Delivery:
        with in_workspace(city.ref(slug)):
            return Delivery.objects.select_related("message").get(message_id=message_id)

    return found


@pytest.fixture
def make_due(city: City) -> Callable[[], None]:
    """As if every wait and every lease were over."""

    def due() -> None:
        for slug in ("chibi", "xianning"):
            with in_workspace(city.ref(slug)):
                Delivery.objects.update(available_at=DatabaseNow(), leased_until=None)

    return due
