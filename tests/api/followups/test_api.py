"""The desk of replies and the queue of follow-ups over HTTP, and the page for citizens."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tickets.query_codes import code_hash

CODE = "271828"
RATE = """mutation ($number: String!, $code: String!) {
  rateRequest(number: $number, code: $code, resolved: true, satisfaction: SATISFIED,
    hotlineSatisfaction: SATISFIED, opinion: "很快") { rated errors { code field message } } }"""


@pytest.fixture(autouse=True)
def _nobody_was_counted():
    cache.clear()


@pytest.fixture
def waiting(city):
    """Reported and reviewed: waits for the reply."""
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher)
    return round_


@pytest.fixture
def rateable(waiting, worker_database, city):
    """Replied, of a kind for which a rating is enough, with a known code."""
    waiting.reply()
    with in_workspace(city.ref("xianning")):
        kept = code_hash(waiting.number, CODE)
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET kind = 'consultation', query_code_hash = %s"
            " WHERE number = %s",
            [kept, waiting.number],
        )
    return waiting


def test_the_reply_desk_and_the_queue(waiting, person):
    me = person("city.dispatcher")
    ticket = waiting.ticket(waiting.dispatcher)
    desk = "{ replyDesk(first: 50) { nodes { number } } }"
    queue = "{ followUpQueue(first: 50, due: true) { nodes { number } totalCount } }"

    def numbers(text, name):
        return [each["number"] for each in me.ask(text)["data"][name]["nodes"]]

    assert waiting.number in numbers(desk, "replyDesk")
    materials = me.ask(
        "query ($id: ID!) { replyMaterials(ticketId: $id) { ticket { number }"
        " reports { toUnit { code } report replyDraft } draft { text } } }",
        id=ticket.id,
    )["data"]["replyMaterials"]
    assert materials == [
        {
            "ticket": {"number": waiting.number},
            "reports": [
                {"toUnit": {"code": "421281"}, "report": "已更换灯具", "replyDraft": "路灯已修复"}
            ],
            "draft": None,
        }
    ]
    me.do("replyToCaller", ticketId=ticket.id, text="已修复", proof="本人接听", publicText="已修")
    assert waiting.number not in numbers(desk, "replyDesk")
    assert waiting.number in numbers(queue, "followUpQueue")
    shown = me.ask(
        "query ($id: ID!) { ticket(ticketId: $id) { replyPublic replyDeliveredAt replies { text"
        " method publicText approvedByName numbers deliveredAt proofs { method detail } } } }",
        id=ticket.id,
    )["data"]["ticket"]
    (given,) = shown["replies"]
    assert (given["text"], given["method"], given["numbers"]) == (
        "已修复",
        "PHONE",
        [waiting.number],
    )
    assert given["proofs"] == [{"method": "PHONE", "detail": "本人接听"}]
    assert shown["replyDeliveredAt"] == given["deliveredAt"] is not None
    me.do(
        "recordFollowUp",
        ticketId=ticket.id,
        reached=True,
        resolved=True,
        satisfaction="SATISFIED",
        hotlineSatisfaction="BASICALLY_SATISFIED",
        contactedByUnit=True,
        resultCode="connected",
    )
    assert waiting.number not in numbers(queue, "followUpQueue")


def test_the_queue_of_others_is_absent(person):
    answer = person("city.agent").ask("{ followUpQueue(first: 5) { totalCount } }")

    assert [each["extensions"]["code"] for each in answer["errors"]] == ["PERMISSION_DENIED"]


def test_results_and_plan_are_data(person):
    asked = "{ followUpResults { code label } followUpPlan { attempts days hours callFrom } }"
    answer = person("chibi.dispatcher").ask(asked)["data"]

    assert [each["label"] for each in answer["followUpResults"]][:4] == [
        "接通",
        "无人接听",
        "占线",
        "关机",
    ]
    assert answer["followUpPlan"] == {"attempts": 3, "days": 2, "hours": 2, "callFrom": "08:30"}


def test_a_citizen_rates_over_the_public_api(rateable, browser):
    stranger = browser()

    def rate(code):
        answer = stranger.post("/graphql", RATE, number=rateable.number, code=code).json()
        return answer["data"]["rateRequest"]

    wrong = rate("000000")
    assert [each["code"] for each in wrong["errors"]] == ["RATING_CODE_WRONG"]
    assert rate(CODE) == {"rated": True, "errors": []}
    assert [each["code"] for each in rate(CODE)["errors"]] == ["ALREADY_RATED"]
    assert rateable.ticket(rateable.dispatcher).followed_up_at is not None


def _form(client, **typed):
    page = client.get("/rate/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    return client.post("/rate/?lang=zh", {"csrfmiddlewaretoken": token, **typed})


def test_the_page_works_without_any_script(rateable):
    client = Client(enforce_csrf_checks=True)
    typed = {
        "number": rateable.number,
        "code": CODE,
        "resolved": "no",
        "satisfaction": "dissatisfied",
        "opinion": "<b>仍不亮</b>",
    }
    wrong = _form(client, **{**typed, "code": "000000"})
    assert wrong.status_code == 400
    body = wrong.content.decode()
    assert 'role="alert"' in body
    assert "&lt;b&gt;仍不亮&lt;/b&gt;" in body
    assert "000000" not in body
    assert "<script" not in body
    assert "default-src 'none'" in wrong["Content-Security-Policy"]

    done = _form(client, **typed)

    assert done.status_code == 200
    assert "评价已收到" in done.content.decode()
    assert (rateable.case().state, rateable.case().rework_count) == ("handling", 1)


def test_the_page_needs_its_token_and_its_answers(rateable):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/rate/", {"number": rateable.number, "code": CODE}).status_code == 403

    missing = _form(client, number=rateable.number, code=CODE, resolved="yes")

    assert missing.status_code == 400
    assert rateable.ticket(rateable.dispatcher).followed_up_at is None


def test_the_page_speaks_both_languages_and_keeps_the_number():
    client = Client()
    chinese = client.get("/rate/", {"number": '7"><script>'}).content.decode()
    english = client.get("/rate/", {"lang": "en"}).content.decode()

    assert '<html lang="zh-CN">' in chinese
    assert "<script>" not in chinese
    assert '<html lang="en">' in english
    assert "Has your problem been solved?" in english
    for name in ("number", "code", "opinion"):
        assert f'<label for="{name}">' in english
    assert english.count("<fieldset><legend>") == 3
