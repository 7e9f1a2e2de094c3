"""Candidates for a repeat: likeliest first, with reasons, bounded, never a secret ticket."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from contacts.comparing import Likeness, Picture
from contacts.duplicates import (
    MOST,
    POOL,
    Candidate,
    Draft,
    duplicates_of_draft,
    duplicates_of_ticket,
    pools,
    recent_for,
)
from contacts.finding import Sought, find_tickets
from kernel.clock import now
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.city import City
from tests.harness.databases import admin_cursor, reset_database
from tests.harness.rounds import REQUEST, Round
from tickets.models import Ticket

WATER = replace(
    REQUEST,
    title="阳光小区停水三天",
    body="阳光小区三栋从周一开始停水，物业说水管爆裂，至今没有人来修。",
    address="阳光小区3栋",
    caller_name="赵六",
    caller_phone="13500000006",
)
DRAFT = Draft(
    picture=Picture(title="小区停水", body="我们阳光小区停水好几天了，水管爆裂没有人来修。")
)


@pytest.fixture(autouse=True)
def emptied(database: str) -> None:
    reset_database(database)


def _candidates(actor: Actor, draft: Draft) -> list[Candidate]:
    with in_workspace(actor.workspace):
        return duplicates_of_draft(actor, draft)


def test_a_like_request_is_found_with_its_reasons(round_: Round) -> None:
    ticket = round_.register(request=WATER)
    Round(round_.city).register()

    [candidate] = _candidates(round_.dispatcher, replace(DRAFT, phone="135 0000 0006"))

    assert candidate.ticket.id == ticket.id
    assert [reason.likeness for reason in candidate.reasons] == [
        Likeness.SAME_CALLER,
        Likeness.SIMILAR_TEXT,
    ]
    assert candidate.score == sum(reason.weight for reason in candidate.reasons)


def test_the_likeliest_comes_first(round_: Round) -> None:
    by_text = round_.register(request=WATER)
    by_both = round_.register(request=replace(WATER, caller_phone="13600000007"))

    found = _candidates(round_.dispatcher, replace(DRAFT, phone="13600000007"))

    assert [each.ticket.id for each in found] == [by_both.id, by_text.id]
    assert found[0].score > found[1].score


def test_of_a_ticket_it_does_not_name_itself(round_: Round, city: City) -> None:
    first = round_.register(request=WATER)
    second = round_.register(request=WATER)

    with city.at(round_.dispatcher) as actor:
        [candidate] = duplicates_of_ticket(actor, second.id)

    assert candidate.ticket.id == first.id


def test_a_stranger_learns_nothing_of_a_ticket(round_: Round, city: City) -> None:
    ticket = round_.register(request=WATER)

    for ticket_id in (ticket.id, uuid7(), None):
        with city.at(round_.township) as actor, pytest.raises(PermissionDenied):
            duplicates_of_ticket(actor, ticket_id)
    assert _candidates(round_.township, DRAFT) == []


def test_never_more_than_ten(round_: Round) -> None:
    for _ in range(MOST + 2):
        round_.register(request=WATER)

    assert len(_candidates(round_.dispatcher, DRAFT)) == MOST


def test_a_secret_ticket_is_never_a_candidate(round_: Round, city: City, database: str) -> None:
    other = round_.register(request=WATER)
    hidden = round_.register(request=WATER)
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET secret = true WHERE id = %s", [str(hidden.id)]
        )

    found = _candidates(round_.dispatcher, replace(DRAFT, phone="13500000006"))

    assert [each.ticket.id for each in found] == [other.id]
    with city.at(round_.dispatcher) as actor:
        assert duplicates_of_ticket(actor, hidden.id) == []


def test_what_is_older_than_ninety_days_is_not_looked_at(round_: Round) -> None:
    with time_machine.travel(now() - timedelta(days=91)):
        round_.register(request=WATER)

    assert _candidates(round_.dispatcher, DRAFT) == []


def test_another_workspace_has_no_part_in_it(round_: Round, city: City) -> None:
    round_.register(request=WATER)

    assert _candidates(city.actor("xianan.dispatcher"), DRAFT) == []


def test_too_little_to_compare_is_refused(round_: Round, refused: Any) -> None:
    draft = Draft(picture=Picture(title="", category="01"))

    with refused("TOO_LITTLE_TO_COMPARE"):
        _candidates(round_.dispatcher, draft)


# -- at size --------------------------------------------------------------------------------

MANY = 20_000


# Copies of one ticket and its case, spread over sixty days, twelve categories and thirty areas.
COPIES = """
    CREATE TEMP TABLE many AS
    SELECT n, gen_random_uuid() AS ticket, gen_random_uuid() AS case_,
           '4212-2026-' || (n + 500000) AS number,
           (SELECT id FROM hierarchy_unit ORDER BY id OFFSET n %% 30 LIMIT 1) AS area
    FROM generate_series(1, %(many)s) n;
    INSERT INTO custody_case SELECT r.* FROM many, custody_case c,
    LATERAL jsonb_populate_record(c, jsonb_build_object('id', case_, 'number', many.number)) r
    WHERE c.id = %(case)s;
    INSERT INTO custody_casestate SELECT r.* FROM many, custody_casestate c,
    LATERAL jsonb_populate_record(c, jsonb_build_object('case_id', case_)) r
    WHERE c.case_id = %(case)s;
    INSERT INTO custody_caseparticipant SELECT r.* FROM many, custody_caseparticipant c,
    LATERAL jsonb_populate_record(
        c, jsonb_build_object('id', gen_random_uuid(), 'case_id', case_)) r
    WHERE c.case_id = %(case)s;
    INSERT INTO tickets_ticket SELECT r.* FROM many, tickets_ticket t,
    LATERAL jsonb_populate_record(t, jsonb_build_object(
        'id', ticket, 'case_id', case_, 'number', many.number, 'area_id', area,
        'created_at', now() - n * interval '4 minutes', 'category', lpad((n %% 12)::text, 4, '0'),
        'caller_id', NULL)) r
    WHERE t.id = %(ticket)s;
    INSERT INTO tickets_participant SELECT r.* FROM many, tickets_participant p,
    LATERAL jsonb_populate_record(
        p, jsonb_build_object('id', gen_random_uuid(), 'ticket_id', ticket)) r
    WHERE p.ticket_id = %(ticket)s;
    ANALYZE custody_case; ANALYZE custody_casestate; ANALYZE custody_caseparticipant;
    ANALYZE tickets_ticket; ANALYZE tickets_participant;
"""


@pytest.fixture
def twenty_thousand(round_: Round, database: str) -> Iterator[Ticket]:
    ticket = round_.register(request=WATER)
    named = {"many": MANY, "case": str(ticket.case_id), "ticket": str(ticket.id)}
    with admin_cursor(database) as cursor:
        cursor.execute("SET search_path = xianning, public")
        cursor.execute(COPIES, named)
    yield ticket
    reset_database(database)


def test_twenty_thousand_tickets_are_never_read_through(
    twenty_thousand: Ticket, round_: Round, city: City
) -> None:
    area_id, caller_id = round_.county_unit.id, twenty_thousand.caller_id
    assert caller_id is not None
    with city.at(round_.dispatcher) as actor:
        reads = [
            *pools(recent_for(actor), Picture(title="停水", category="0007"), {caller_id}),
            *pools(recent_for(actor), Picture(title="停水", area_id=area_id), set()),
            *pools(recent_for(actor), Picture(title="停水"), set()),
            find_tickets(actor, Sought(number="515234")).order_by("-created_at", "-id")[:21],
            find_tickets(actor, Sought(number="4212-2026-515234")).order_by("-id")[:21],
        ]
        plans = [read.explain() for read in reads]
        found = [len(read) for read in reads]

    for plan in plans:
        assert "Seq Scan on tickets_ticket" not in plan, plan
    assert found[:2] == [1, POOL]
    assert found[3:] == [POOL, 1, 1]
