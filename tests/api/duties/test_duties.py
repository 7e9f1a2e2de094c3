"""Rosters and the express line over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duties.models import DutyShift
from tenancy.context import in_workspace
from tests.api.tickets.asking import document
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST, Round

SHIFT = "{ shift { id name weekday starts ends order unit { code } } errors { code field } }"
EXPRESS = (
    "{ ticket { id number holder { code } dutyCalls { state } }"
    " dutyCalls { userName basis climbed state unit { code } } errors { code field message } }"
)


@pytest.fixture(autouse=True)
def empty_rosters(database):
    yield
    with admin_cursor(database) as cursor:
        cursor.execute("DELETE FROM chibi.duties_dutyshift")


@pytest.fixture
def township(city):
    return city.walkthrough_units()[0]


def _write(city, person, township, **more):
    user = city.actor(city.user_for(township.code), "chibi").user_id
    told = {
        "unitId": str(township.id),
        "userId": str(user),
        "weekday": 0,
        "starts": "08:00",
        "ends": "08:00",
        "phone": "13900000009",
        **more,
    }
    return person.ask(document("Mutation", "writeDutyShift", SHIFT), **told)["data"][
        "writeDutyShift"
    ]


def test_a_roster_is_written_read_and_taken_off(city, person, township):
    county = person("chibi.dispatcher")
    for weekday in range(7):
        written = _write(city, county, township, weekday=weekday)
        assert written["errors"] == []
    shift = written["shift"]
    assert (shift["starts"], shift["ends"], shift["order"]) == ("08:00", "08:00", 1)
    assert shift["unit"] == {"code": township.code}

    on_duty = county.ask(
        "query ($u: ID!) { whoIsOnDuty(unitId: $u) { name basis until } }", u=township.id
    )["data"]["whoIsOnDuty"]
    assert [(each["name"], each["basis"]) for each in on_duty] == [(shift["name"], "ROSTER")]
    gaps = "query ($u: ID) { rosterGaps(unitId: $u, days: 3) { unit { code } isEmpty } }"
    assert county.ask(gaps, u=township.id)["data"]["rosterGaps"] == []
    everywhere = county.ask(gaps)["data"]["rosterGaps"]
    assert {"unit": {"code": "421281"}, "isEmpty": True} in everywhere

    listed = county.ask(
        "query ($u: ID!) { dutyShifts(first: 20, unitId: $u) { nodes { weekday } } }",
        u=township.id,
    )["data"]["dutyShifts"]["nodes"]
    assert sorted(each["weekday"] for each in listed) == list(range(7))
    taken = county.ask(
        document("Mutation", "removeDutyShift", "{ shift { id } errors { code } }"),
        shiftId=shift["id"],
    )
    assert taken["data"]["removeDutyShift"]["errors"] == []
    with in_workspace(city.ref("chibi")):
        assert DutyShift.objects.filter(removed_at=None).count() == 6


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"starts": "8 Uhr"}, "SHIFT_TIME", "starts"),
        ({"ends": "25:00"}, "SHIFT_TIME", "ends"),
        ({"day": "2030-01-01"}, "SHIFT_WHEN", "weekday"),
        ({"order": 99}, "SHIFT_ORDER", "order"),
        ({"phone": "1"}, "PHONE_MALFORMED", "phone"),
    ],
)
def test_a_wrong_shift(city, person, township, unchanged, told, code, field):
    with unchanged():
        answer = _write(city, person("chibi.dispatcher"), township, **told)
    assert answer["shift"] is None
    assert [(each["code"], each["field"]) for each in answer["errors"]] == [(code, field)]


def test_express_and_acknowledge(city, person, round_, township):
    _write(city, person("chibi.dispatcher"), township)
    round_.register()
    ticket = round_.accept()

    answer = person("city.dispatcher").ask(
        document("Mutation", "expressTicket", EXPRESS),
        ticketId=ticket.id,
        toUnitId=township.id,
        requirement="立即处置",
        idempotencyKey=f"express-{ticket.id}",
    )["data"]["expressTicket"]

    assert answer["errors"] == []
    (call,) = answer["dutyCalls"]
    assert (call["climbed"], call["state"], call["unit"]["code"]) == (0, "WAITING", township.code)
    handler = person(city.user_for(township.code), "chibi")
    seen = handler.ask(
        "query ($n: String!) { tickets(first: 1, where: {search: $n}) { nodes {"
        " actionAssignmentId allowedActions dutyCalls { state userName } } } }",
        n=ticket.number,
    )["data"]["tickets"]["nodes"][0]
    assert "FIRST_RESULT" in seen["allowedActions"]
    acknowledged = handler.ask(
        document(
            "Mutation", "acknowledgeExpress", "{ ticket { dutyCalls { state } } errors { code } }"
        ),
        assignmentId=seen["actionAssignmentId"],
    )["data"]["acknowledgeExpress"]
    assert acknowledged == {"ticket": {"dutyCalls": [{"state": "ACKNOWLEDGED"}]}, "errors": []}


def test_signing_shows_as_acknowledged_at_once(city, person, round_):
    round_.register()
    ticket = round_.accept()
    city_desk, county = person("city.dispatcher"), person("chibi.dispatcher")
    city_desk.ask(
        document("Mutation", "expressTicket", EXPRESS),
        ticketId=ticket.id,
        toUnitId=city.unit("421281").id,
        requirement="立即处置",
    )
    county.do("signAssignment", assignmentId=round_.giving(round_.county))

    query = "query ($t: ID!) { ticket(ticketId: $t) { dutyCalls { state acknowledgedAt } } }"
    (call,) = city_desk.ask(query, t=ticket.id)["data"]["ticket"]["dutyCalls"]
    assert call["state"] == "ACKNOWLEDGED"
    assert call["acknowledgedAt"] is not None


def test_a_major_matter_over_http(city, person, round_):
    from dataclasses import replace

    round_.register(request=replace(REQUEST, urgency="major"))
    ticket = round_.accept()
    desk = person("city.dispatcher")
    mutation = document(
        "Mutation",
        "delegateTicket",
        "{ ticket { documents { kind number } } errors { code field } }",
    )
    told = {"ticketId": ticket.id, "toUnitId": city.unit("421281").id}

    refused = desk.ask(mutation, **told)["data"]["delegateTicket"]
    assert refused["errors"] == [{"code": "SPECIAL_REPORT_REQUIRED", "field": "specialReport"}]
    done = desk.ask(
        mutation,
        **told,
        specialReport={
            "summary": "停水",
            "situation": "五千户",
            "measures": "抢修",
            "addressees": ["市政府办公室"],
            "addresseeUnitIds": [str(city.unit("421200-D30").id)],
        },
    )["data"]["delegateTicket"]
    assert done["errors"] == []
    kinds = {each["kind"] for each in done["ticket"]["documents"]}
    assert kinds == {"SPECIAL_REPORT", "DELEGATION_NOTICE"}


def test_lists_of_tickets_ask_no_more_for_many(city, person):
    query = "query ($n: Int!) { tickets(first: $n) { nodes { dutyCalls { state } } } }"
    desk = person("city.dispatcher")
    counts = []
    for first in (1, 1, 50):
        for _ in range(2):
            round_ = Round(city)
            round_.register()
            ticket = round_.accept()
            desk.ask(
                document("Mutation", "expressTicket", EXPRESS),
                ticketId=ticket.id,
                toUnitId=city.unit("421281").id,
                requirement="立即处置",
            )
        with CaptureQueriesContext(connection) as captured:
            assert "errors" not in desk.ask(query, n=first)
        counts.append(len([each for each in captured if "set_config" not in each["sql"]]))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("username", ["city.agent", "city.supervisor", "xianan.dispatcher"])
def test_strangers(city, person, township, unchanged, username):
    with unchanged():
        stranger = person(username)
        told = {"unitId": str(township.id), "userId": str(township.id), "weekday": 0}
        answer = stranger.ask(
            document("Mutation", "writeDutyShift", SHIFT), **told, starts="08:00", ends="18:00"
        )
    assert answer["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"
