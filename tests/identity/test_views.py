"""The citizen asks who looked: unit, role and time; nothing while an investigation is marked."""

from typing import Any

import pytest
from django.core.cache import cache

from identity.services.marking import mark_investigation
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.api import Browser
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tests.identity.asking import VIEWS, reveal
from tickets.query_codes import code_hash
from trail.models import TrailEntry

CODE = "123456"


@pytest.fixture(autouse=True)
def fresh_throttles() -> None:
    cache.clear()


@pytest.fixture
def looked_at(round_: Round, city: Any, walkers: Any, database: str) -> Round:
    """A request that the county and the centre looked at, with a query code."""
    round_.to_county()
    reveal(walkers["county"], round_.ticket(round_.county).id)
    own = round_.ticket(round_.dispatcher)
    reveal(walkers["city"], own.id)
    with in_workspace(city.ref("xianning")):
        kept = code_hash(own.number, CODE)
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET query_code_hash = %s WHERE id = %s",
            [kept, str(own.id)],
        )
    return round_


def _ask(number: str, code: str) -> Any:
    return Browser().post("/graphql", VIEWS, n=number, c=code).json()


def test_units_roles_and_times_but_never_names(looked_at) -> None:
    answer = _ask(looked_at.number, CODE)

    views = answer["data"]["identityViews"]
    assert views["withheld"] is False
    told = [(each["unit"]["name"], each["role"]) for each in views["views"]]
    assert told == [("赤壁市", "DISPATCHER"), ("咸宁市", "DISPATCHER")]
    assert all(each["at"] for each in views["views"])
    for actor in (looked_at.county, looked_at.dispatcher):
        assert actor.name not in str(answer)


def test_withheld_while_an_investigation_is_marked(looked_at, city) -> None:
    own = looked_at.ticket(looked_at.dispatcher).id
    manager = city.actor("city.manager")
    told = {"ticket_id": own, "reason": "纪检核查"}

    city.do(manager, mark_investigation, marked=True, **told)
    assert _ask(looked_at.number, CODE)["data"]["identityViews"] == {
        "withheld": True,
        "views": [],
    }

    city.do(manager, mark_investigation, marked=False, **told)
    assert len(_ask(looked_at.number, CODE)["data"]["identityViews"]["views"]) == 2
    with in_workspace(city.ref("xianning")):
        marks = TrailEntry.objects.filter(object_id=own, verb__startswith="ticket.investigation")
        assert marks.count() == 2


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "chibi.dispatcher"])
def test_only_the_accepting_centre_marks(looked_at, city, unchanged, who) -> None:
    own = looked_at.ticket(looked_at.dispatcher).id

    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), mark_investigation, ticket_id=own, marked=True, reason="x")


def test_wrong_and_unknown_answer_alike_and_guessing_is_stopped(looked_at) -> None:
    wrong = [_ask(looked_at.number, f"00000{n}") for n in range(5)]
    unknown = _ask("4212-2026-999999", CODE)

    answers = {str([each["message"] for each in answer["errors"]]) for answer in [*wrong, unknown]}
    assert len(answers) == 1
    assert "errors" in _ask(looked_at.number, CODE)
    assert _ask(looked_at.number, CODE)["data"]["identityViews"] is None
