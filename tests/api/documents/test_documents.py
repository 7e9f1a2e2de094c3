"""Documents over HTTP: reading, confirming, delivering, printing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.schema import schema
from documents.services.issuing import Recipient
from kernel.clock import now
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.api.tickets.asking import document as written
from tests.api.tickets.asking import everything, fields_of
from tests.harness.papers import issue
from trail.models import TrailEntry

ALL = everything(schema.type_map["Document"], 2)
ONE = f"query ($id: ID!) {{ document(documentId: $id) {{ {ALL} }} }}"


@pytest.fixture
def report(city, round_):
    water = Recipient("水务公司", city.unit("421200-U01").id)
    recipients = [water, Recipient("市委办公室", is_copy=True)]
    return issue(city, round_.register().id, recipients=recipients)


def _print(person, document_id):
    return person.browser.client.get(f"/w/{person.slug}/documents/{document_id}/print")


def test_one_document_with_its_text(person, report):
    dispatcher, water = person("city.dispatcher"), person("city.shuiwu.handler")
    at = now()
    confirmed = water.ask(
        "mutation ($d: ID!) { confirmReceipt(documentId: $d)"
        " { document { receipts { unit { code } } } errors { code } } }",
        d=report.pk,
    )
    assert confirmed["data"]["confirmReceipt"]["document"]["receipts"] == [
        {"unit": {"code": "421200-U01"}}
    ]
    delivered = dispatcher.ask(
        'mutation ($d: ID!, $at: DateTime!) { recordDelivery(documentId: $d, to: "市委办公室",'
        ' at: $at, how: "专人送达") { document { number } errors { code } } }',
        d=report.pk,
        at=at.isoformat(),
    )
    assert delivered["data"]["recordDelivery"]["errors"] == []

    found = dispatcher.ask(ONE, id=report.pk)["data"]["document"]

    assert found["number"] == report.number
    assert found["kind"] == "SPECIAL_REPORT"
    assert found["text"] == report.text
    assert "13800000001" not in found["text"]
    assert (found["issuedHere"], found["confidential"]) == (True, False)
    assert [each["name"] for each in found["recipients"]] == ["水务公司", "市委办公室"]
    assert [each["unit"]["code"] for each in found["receipts"]] == ["421200-U01"]
    assert [(each["to"], each["how"]) for each in found["deliveries"]] == [
        ("市委办公室", "专人送达")
    ]
    assert found["instructed"] == []


def test_lists(person, report):
    dispatcher, water = person("city.dispatcher"), person("city.shuiwu.handler")
    query = """query ($t: ID, $w: DocumentFilter) {
      documents(first: 5, ticketId: $t, where: $w) { nodes { id } } }"""

    def ids(who, **variables):
        return [each["id"] for each in who.ask(query, **variables)["data"]["documents"]["nodes"]]

    mine = [str(report.pk)]
    assert ids(dispatcher, t=report.ticket_id) == mine
    assert ids(dispatcher, t=report.ticket_id, w={"kinds": ["DECLINE_NOTICE"]}) == []
    assert ids(dispatcher, t=report.ticket_id, w={"kinds": ["SPECIAL_REPORT"]}) == mine
    assert ids(water, w={"unconfirmed": True, "number": report.number}) == mine
    assert ids(dispatcher, w={"unconfirmed": True}) == []
    refused = water.ask(query, t=report.ticket_id)
    assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_the_ticket_shows_them(person, report):
    answer = person("city.dispatcher").ask(
        "query ($t: ID!) { ticket(ticketId: $t) { documents { id printPath } } }",
        t=report.ticket_id,
    )
    assert answer["data"]["ticket"]["documents"] == [
        {"id": str(report.pk), "printPath": f"/w/xianning/documents/{report.pk}/print"}
    ]


def test_a_list_of_tickets_asks_no_more_for_many(city, person, round_):
    query = (
        "query ($n: Int!) { tickets(first: $n) { nodes { documents { number unit { code } } } } }"
    )
    dispatcher = person("city.dispatcher")
    counts = []
    for first in (1, 1, 50):
        for _ in range(3):
            issue(city, round_.register().id)
        with CaptureQueriesContext(connection) as captured:
            assert "errors" not in dispatcher.ask(query, n=first)
        counts.append(len([each for each in captured if "set_config" not in each["sql"]]))
    assert counts[1] == counts[2]


def test_the_page_to_print(city, person, report):
    page = _print(person("city.dispatcher"), report.pk)

    body = page.content.decode()
    assert page.status_code == 200
    assert report.number in body
    assert "13800000001" not in body
    assert '<main class="red">' in body
    assert page["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page["Content-Security-Policy"]
    with in_workspace(city.ref("xianning")):
        assert TrailEntry.objects.filter(verb="document.print", object_id=report.pk).count() == 1


@pytest.mark.parametrize("username", ["city.gongdian.handler", "city.administrator"])
def test_who_may_not_read_gets_the_page_of_nothing(person, report, username):
    absent, forbidden = (_print(person(username), each) for each in (uuid7(), report.pk))

    assert (absent.status_code, forbidden.status_code) == (404, 404)
    assert absent.content == forbidden.content


def test_the_page_needs_a_login_and_a_membership(browser, person, report):
    path = f"/w/xianning/documents/{report.pk}/print"
    assert browser().client.get(path).status_code == 401
    assert person("chibi.dispatcher").browser.client.get(path).status_code == 404


def test_the_office(person):
    answer = person("city.dispatcher").ask("{ office { code head } }")
    assert answer["data"]["office"] == {"code": "咸热线", "head": "咸宁市政府公共服务热线"}


@pytest.mark.parametrize("name", ["confirmReceipt", "recordDelivery"])
def test_strangers_are_refused(person, report, unchanged, name):
    mutation = written("Mutation", name, "{ document { id } errors { code } }")
    told = {"documentId": report.pk, "to": "某", "at": now().isoformat(), "how": "某"}
    known = {key: value for key, value in told.items() if key in fields_of("Mutation")[name].args}
    with unchanged():
        answer = person("city.gongdian.handler").ask(mutation, **known)
    assert answer["errors"][0]["extensions"]["code"] == "PERMISSION_DENIED"
