"""Giving to a unit without an active person: it succeeds, warns, and tells the level above."""

import pytest

from hierarchy.models import Unit
from notices.models import Notice
from outbox.delivering import drain
from people.models import UnitContact
from tenancy.context import in_public, in_workspace
from tickets.models import Participant
from yihao.verification.verifying import verify_custody


@pytest.fixture
def deserted(round_):
    """A village of the first township that names nobody."""
    with in_public():
        named = UnitContact.objects.in_force().values("unit")
        below = Unit.objects.filter(parent=round_.township_unit, kind="village", valid_to=None)
        return below.exclude(pk__in=named).order_by("code")[0]


def at_the_township(round_):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    return round_


def notices(round_, kind):
    with in_public():
        drain()
    with in_workspace(round_.county.workspace):
        found = Notice.objects.filter(kind=kind, ticket__number=round_.number)
        return list(found.values_list("unit", flat=True))


def test_the_level_above_is_told(round_, deserted):
    at_the_township(round_)
    round_.delegate(round_.township, deserted)

    assert round_.case().holder_unit_id == deserted.id
    assert notices(round_, "without_person") == [round_.township_unit.id]
    with in_workspace(round_.county.workspace):
        seen = Participant.objects.filter(ticket__number=round_.number)
        assert round_.township_unit.id in set(seen.values_list("unit", flat=True))
    assert verify_custody().breaches == []


def test_with_a_person_there_nobody_is(round_):
    at_the_township(round_)
    round_.delegate(round_.township, round_.village_unit)

    assert notices(round_, "without_person") == []


def test_the_api_answers_a_warning(round_, deserted, database, browser):
    at_the_township(round_)
    ticket = round_.in_hand(round_.township)
    who = browser().login(round_.city.user_for(round_.township_unit.code))
    asked = """mutation ($t: ID!, $u: ID!) { delegateTicket(ticketId: $t, toUnitId: $u)
      { ticket { number } warnings { code message } errors { code } } }"""

    answer = who.run("chibi", asked, t=str(ticket.id), u=str(deserted.id))["data"]

    assert answer["delegateTicket"]["warnings"] == [
        {
            "code": "UNIT_WITHOUT_PERSON",
            "message": f"{deserted.name}没有在岗的对口负责人或承办人，已同时告知其上一级，"
            "请督促该单位落实人员",
        }
    ]
    assert answer["delegateTicket"]["errors"] == []


def test_no_giving_no_warning(round_, deserted, browser):
    round_.to_county().sign(round_.county)
    ticket = round_.in_hand(round_.county)
    asked = """mutation ($t: ID!, $u: ID!) { delegateTicket(ticketId: $t, toUnitId: $u)
      { warnings { code } errors { code } } }"""

    answer = (
        browser()
        .login("chibi.dispatcher")
        .run("chibi", asked, t=str(ticket.id), u=str(deserted.id))
    )

    assert answer["data"]["delegateTicket"] == {
        "warnings": None,
        "errors": [{"code": "NOT_A_CHILD"}],
    }
