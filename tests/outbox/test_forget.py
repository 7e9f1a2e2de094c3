"""Old messages and old notes of them go; what is undelivered stays, however old."""

from collections.abc import Callable

from kernel.clock import now
from outbox.delivering import drain
from outbox.forgetting import KEPT_FOR, REMEMBERED_FOR, forget_delivered
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from tenancy.context import in_public, in_workspace
from tests.harness.city import City
from tests.outbox.facts import Heard, messages, tell


def _notes(city: City) -> int:
    with in_workspace(city.ref("chibi")):
        return InboxEntry.objects.count()


def test_forgets_in_two_steps(city: City, heard: Heard, time_travel: Callable[..., None]) -> None:
    tell(1)
    drain()
    tell(2)

    assert forget_delivered() == 0

    time_travel(days=KEPT_FOR.days + 1)
    assert forget_delivered() == 1
    assert [message.payload["number"] for message in messages()] == [2]
    assert _notes(city) == 1

    time_travel(days=REMEMBERED_FOR.days + 1)
    forget_delivered()
    assert _notes(city) == 0
    assert len(messages()) == 1


def test_works_in_portions(
    city: City, heard: Heard, time_travel: Callable[..., None], monkeypatch
) -> None:
    monkeypatch.setattr("outbox.forgetting.PORTION", 2)
    for group in range(5):
        tell(group, group=str(group))
    with in_public():
        OutboxMessage.objects.update(delivered_at=now())
    time_travel(days=KEPT_FOR.days + 1)

    assert forget_delivered() == 5
    assert messages() == []
