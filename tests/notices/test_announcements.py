"""Any app's facts become notices once it has announced them."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.db import transaction

from custody.states import HandoffKind
from notices.access import notices_for
from notices.handlers import announce
from notices.kinds import NoticeKind
from notices.models import Notice
from outbox.delivering import drain
from outbox.publisher import publish
from people.actor import Actor
from tenancy.context import in_public, in_workspace
from tests.harness.city import City
from tests.harness.rounds import Round


@dataclass(frozen=True, kw_only=True)
class BellRung:
    topic: ClassVar[str] = "test.bell_rung"

    workspace: str
    ticket_id: str
    to_unit_id: str = ""
    to_unit_ids: tuple[str, ...] = ()
    count: int | None = None
    loud: bool = False

    @property
    def key(self) -> str:
        return f"bell:{self.ticket_id}"


def _if_loud(payload: dict[str, Any]) -> NoticeKind | None:
    return NoticeKind.CHASED_OFTEN if payload["loud"] else None


def _the_loud(payload: dict[str, Any]) -> list[str]:
    return [payload["to_unit_id"]]


announce(BellRung, NoticeKind.CHASED)
announce(BellRung, _if_loud, _the_loud)


@pytest.fixture
def round_(city: City) -> Round:
    round_ = Round(city)
    round_.to_county()
    drain()
    return round_


def _ring(round_: Round, **more: Any) -> None:
    ticket = round_.ticket(round_.county)
    told = {"to_unit_id": str(round_.county_unit.id), **more}
    with in_public(), transaction.atomic():
        publish(BellRung(workspace="chibi", ticket_id=str(ticket.id), **told))
    drain()


def _heard(actor: Actor) -> list[tuple[str, int | None]]:
    with in_workspace(actor.workspace):
        said = notices_for(actor).exclude(kind=HandoffKind.DELEGATE).order_by("at", "id")
        return [(each.kind, each.count) for each in said]


def test_the_named_unit_is_told_with_the_count(round_: Round) -> None:
    _ring(round_, count=2)

    assert _heard(round_.county) == [("chased", 2)]


def test_a_fact_that_is_no_news_tells_nobody_more(round_: Round) -> None:
    _ring(round_, loud=False)
    assert [kind for kind, _ in _heard(round_.county)] == ["chased"]

    _ring(round_, loud=True)
    assert sorted(kind for kind, _ in _heard(round_.county)) == ["chased", "chased", "chased_often"]


def test_a_unit_named_twice_is_told_once(round_: Round) -> None:
    county, township = str(round_.county_unit.id), str(round_.township_unit.id)

    _ring(round_, to_unit_ids=(county, township, county))

    assert len(_heard(round_.county)) == 1
    assert len(_heard(round_.township)) == 1


def test_another_workspace_hears_nothing(round_: Round) -> None:
    _ring(round_)

    with in_workspace(round_.dispatcher.workspace):
        assert not Notice.objects.exists()


def test_every_handoff_has_a_notice_of_its_name() -> None:
    assert set(HandoffKind.values) <= set(NoticeKind.values)
