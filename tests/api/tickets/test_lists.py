"""Lists: pages meet without gap or double, and a page costs as many queries as a row."""

import re
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel.clock import now
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tickets.models import Ticket

TICKETS = 120
ROOT = Path(__file__).resolve().parents[3]
CONSOLE = ROOT / "frontend" / "console" / "src" / "features"
INBOX = (CONSOLE / "tickets" / "inbox" / "inbox.graphql").read_text(encoding="utf-8")
CASES = (CONSOLE / "cases" / "cases.graphql").read_text(encoding="utf-8")
CASES = re.match(r"query Cases.*?\n}\n", CASES, re.DOTALL).group(0)


@pytest.fixture(scope="module")
def many(city):
    """120 tickets in the city's hands: every third has a limit, some are of the same moment."""
    rounds = [Round.__new__(Round) for _ in range(TICKETS)]
    first = Round(city)
    for number, round_ in enumerate(rounds):
        round_.__dict__.update(first.__dict__)
        round_.register()
        if number % 3 == 0:
            round_.accept()
    return first.dispatcher


def _page(person, text, field, first, after, where):
    answer = person.ask(text, first=first, after=after, where=where)
    assert "errors" not in answer, answer
    return answer["data"][field]


def _all(person, text, field, first, where, meanwhile=lambda: None):
    """Everything, page by page."""
    found, after = [], None
    while True:
        page = _page(person, text, field, first, after, where)
        assert len(page["nodes"]) <= first
        found += [node["number"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        meanwhile()
        if not page["pageInfo"]["hasNextPage"]:
            return found
        assert len(page["nodes"]) == first


def _expected(actor, *order):
    with in_workspace(actor.workspace):
        return list(Ticket.objects.order_by(*order).values_list("number", flat=True))


@pytest.mark.parametrize("first", [7, 40, 100])
@pytest.mark.parametrize(
    ("box", "order"),
    [("INBOX", ("holder_due_at", "id")), ("ALL", ("-created_at", "-id"))],
)
def test_pages_meet_without_gap_or_double(many, walkers, first, box, order):
    found = _all(walkers["city"], INBOX, "tickets", first, {"box": box})

    assert len(found) == len(set(found)) >= TICKETS
    assert found == _expected(many, *order)


@pytest.mark.parametrize("first", [9, 100])
def test_cases_meet_too(many, walkers, first):
    found = _all(walkers["city"], CASES, "cases", first, {"open": True})

    assert len(found) == len(set(found)) >= TICKETS
    assert found == _expected(many, "-registered_at", "-case_id")


def test_what_comes_in_meanwhile_disturbs_no_page(many, city, walkers):
    before = _expected(many, "-created_at", "-id")

    found = _all(
        walkers["city"],
        INBOX,
        "tickets",
        30,
        {"box": "ALL"},
        meanwhile=lambda: Round(city).register(),
    )

    assert found == before


def test_filters_hold_together_over_pages(many, walkers):
    where = {"box": "INBOX", "states": ["ACCEPTED"], "kinds": ["HELP"], "search": "路灯"}

    found = _all(walkers["city"], INBOX, "tickets", 11, where)

    assert len(found) == len(set(found)) == TICKETS // 3


@pytest.mark.parametrize("first", [0, -1, 101])
def test_pages_have_a_size(many, walkers, first):
    answer = walkers["city"].ask(INBOX, first=first, where={})

    assert answer["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"


def _statements(person, text, field, first, where):
    """What was asked of the database, by kind: the statement up to its conditions."""
    with time_machine.travel(now(), tick=False):
        _page(person, text, field, first, None, where)  # renews the session, if it is time to
        with CaptureQueriesContext(connection) as seen:
            assert len(_page(person, text, field, first, None, where)["nodes"]) == first
    return [query["sql"].split(" WHERE ")[0] for query in seen.captured_queries]


@pytest.mark.parametrize(
    ("text", "field", "where"),
    [
        (INBOX, "tickets", {"box": "INBOX"}),
        (INBOX, "tickets", {"box": "ALL"}),
        (CASES, "cases", {"open": True}),
    ],
    ids=["inbox", "all", "cases"],
)
def test_a_page_costs_as_many_statements_as_a_row(many, walkers, text, field, where):
    one = _statements(walkers["city"], text, field, 1, where)
    fifty = _statements(walkers["city"], text, field, 50, where)

    assert fifty == one
    assert len(one) < 20


def test_each_list_costs_what_it_did(many, walkers):
    """Session, person, grants, workspace; then tickets, their count and the units they name."""
    statements = _statements(walkers["city"], INBOX, "tickets", 50, {"box": "INBOX"})

    of_tickets = [each for each in statements if '"tickets_ticket"' in each]
    of_units = [each for each in statements if 'FROM "hierarchy_unit"' in each]
    assert len(of_tickets) == 2
    assert 1 <= len(of_units) <= 3
