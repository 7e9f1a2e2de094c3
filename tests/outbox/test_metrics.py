"""Depth, lag and dead messages are read from the tables, whether workers live or not."""

from outbox.delivering import drain
from outbox.models import OutboxMessage
from telemetry.metrics import exposition
from tenancy.context import in_public
from tests.harness.city import City
from tests.outbox.facts import Heard, tell


def _figures(name: str) -> dict[str, float]:
    lines = exposition().decode().splitlines()
    found = [line for line in lines if line.startswith(f"{name}{{")]
    return {line.split('"')[1]: float(line.rsplit(" ", 1)[1]) for line in found}


def test_says_what_waits_and_what_is_dead(city: City, heard: Heard) -> None:
    tell(1, 2, slug="chibi")
    tell(3, slug="xianan")
    with in_public():
        OutboxMessage.objects.filter(payload__number=2).update(dead=True)

    assert _figures("yihao_outbox_depth") == {"chibi": 1, "xianan": 1}
    assert _figures("yihao_outbox_dead") == {"chibi": 1}
    assert all(0 <= lag < 60 for lag in _figures("yihao_outbox_lag_seconds").values())

    drain()
    assert _figures("yihao_outbox_depth") == {}
