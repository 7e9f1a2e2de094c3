"""Notices: one per handoff, to the unit that now holds the case; the first reader counts."""

import pytest

from custody.states import HandoffKind
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from notices.access import notices_for
from notices.models import Notice
from notices.services.reading import mark_notice_read
from outbox.delivering import drain
from outbox.models import OutboxMessage
from people.actor import Actor
from tenancy.context import in_public, in_workspace
from tests.harness.city import City
from tests.harness.rounds import Round


@pytest.fixture
def round_(city: City) -> Round:
    return Round(city)


def _notices(actor: Actor) -> list[Notice]:
    assert actor.workspace is not None
    with in_workspace(actor.workspace):
        return list(notices_for(actor).order_by("at", "id"))


def _given_to_the_county(round_: Round) -> None:
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)


def test_the_receiver_hears_of_it_in_its_own_workspace(round_: Round) -> None:
    _given_to_the_county(round_)
    assert _notices(round_.county) == []

    drain()

    [notice] = _notices(round_.county)
    assert notice.kind == HandoffKind.DELEGATE
    assert notice.unit_id == round_.county_unit.id
    assert notice.ticket.number == round_.number
    assert (notice.read_at, notice.read_by) == (None, None)


def test_registering_is_no_news_to_those_who_did_it(round_: Round) -> None:
    round_.register()

    assert drain() == 1
    assert _notices(round_.dispatcher) == []


def test_others_of_the_same_workspace_see_nothing(round_: Round) -> None:
    _given_to_the_county(round_)
    drain()

    assert _notices(round_.township) == []


def test_told_twice_it_is_noticed_once(round_: Round) -> None:
    _given_to_the_county(round_)
    drain()
    with in_public():
        OutboxMessage.objects.update(delivered_at=None)

    assert drain() == 2
    assert len(_notices(round_.county)) == 1


def test_marking_read_keeps_the_first_reader(round_: Round, city: City) -> None:
    _given_to_the_county(round_)
    drain()
    [notice] = _notices(round_.county)
    colleague = Actor(uuid7(), "同事", round_.county.workspace, round_.county.grants)

    first = city.do(round_.county, mark_notice_read, notice_id=notice.id)
    again = city.do(colleague, mark_notice_read, notice_id=notice.id)

    assert first.read_by == again.read_by == round_.county.user_id
    assert first.read_at == again.read_at
    assert first.read_at is not None


def test_absent_and_forbidden_are_refused_alike(round_: Round, city: City) -> None:
    _given_to_the_county(round_)
    drain()
    [notice] = _notices(round_.county)

    for notice_id in (notice.id, uuid7(), None):
        with pytest.raises(PermissionDenied) as refusal:
            city.do(round_.township, mark_notice_read, notice_id=notice_id)
        assert str(refusal.value) == ""

    assert _notices(round_.county)[0].read_at is None
