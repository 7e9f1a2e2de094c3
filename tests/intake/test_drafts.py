"""A seat's unfinished registrations: saved as typed, encrypted, and always somebody's."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from intake.access import drafts_of
from intake.models import Draft
from intake.services.drafting import discard_draft, register_draft, save_draft
from intake.services.forgetting import forget_closed_drafts
from intake.tasks import forget_drafts
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.custody.killing import run_in_child
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST
from tickets.idempotency import Once
from tickets.models import Ticket
from yihao.verification.verifying import verify_custody

TYPED = json.dumps({"title": "路灯不亮", "callerPhone": "13800000001"})


def test_the_first_save_makes_it_the_seats(seats):
    draft = seats.save(seats.first, uuid7(), TYPED)

    assert (draft.state, draft.owner_id, draft.unit_id) == (
        "open",
        seats.first.user_id,
        seats.unit.id,
    )
    assert seats.content(draft) == TYPED
    assert seats.owners(draft) == [(seats.first.name, "started")]


def test_each_later_save_replaces_the_text_and_nothing_else(seats, draft):
    saved = seats.save(seats.first, draft.id, '{"title": "路灯不亮，村口"}')

    assert seats.content(draft) == '{"title": "路灯不亮，村口"}'
    assert (saved.started_at, saved.owner_id) == (draft.started_at, seats.first.user_id)
    assert seats.owners(draft) == [(seats.first.name, "started")]


def test_a_save_that_comes_late_does_not_undo_a_newer_one(seats, draft):
    seats.save(seats.first, draft.id, '{"title": "新"}', revision=7)
    answer = seats.save(seats.first, draft.id, '{"title": "旧"}', revision=6)

    assert seats.content(draft) == '{"title": "新"}'
    assert answer.revision == 7


def test_the_text_lies_encrypted(seats, database):
    seats.save(seats.first, uuid7(), TYPED)

    with admin_cursor(database) as cursor:
        cursor.execute("SELECT string_agg(content, ' ') FROM xianning.intake_draft")
        (stored,) = cursor.fetchone()
    assert "路灯" not in stored
    assert "13800000001" not in stored


BAD = [
    ({"content": "{"}, "DRAFT_MALFORMED", "content"),
    ({"content": "[]"}, "DRAFT_MALFORMED", "content"),
    ({"content": '"text"'}, "DRAFT_MALFORMED", "content"),
    ({"content": json.dumps({"body": "路" * 30_000}, ensure_ascii=False)}, "TOO_LONG", "content"),
    ({"draft_id": UUID(int=0)}, "DRAFT_MALFORMED", "draftId"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD)
def test_bad_input(seats, city, refused, said, code, field):
    with refused(code, field):
        city.do(seats.first, save_draft, **{"draft_id": uuid7(), "content": "{}", **said})


def test_nobody_else_saves_discards_or_registers_it(seats, city, draft, unchanged):
    for other in (seats.second, seats.manager, city.actor("city.supervisor")):
        for service, told in (
            (save_draft, {"content": "{}"}),
            (discard_draft, {"reason": "误拨"}),
            (register_draft, {"request": REQUEST}),
        ):
            with unchanged(), pytest.raises(PermissionDenied):
                city.do(other, service, draft_id=draft.id, **told)


@pytest.mark.parametrize("who", ["supervisor", "evaluator", "administrator", "outsourcer"])
def test_without_the_grant_nothing_is_started(seats, city, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        seats.save(city.actor(f"city.{who}"), uuid7(), TYPED)


def test_in_a_unit_of_others_nothing_is_started(seats, round_, unchanged):
    with unchanged(), pytest.raises(PermissionDenied):
        seats.save(seats.first, uuid7(), TYPED, unit_id=round_.township_unit.id)


def test_a_seat_keeps_no_more_than_a_hundred(seats, city, refused):
    seat = replace(seats.first, user_id=uuid7())
    for _ in range(100):
        seats.save(seat, uuid7(), "{}")

    with refused("DRAFTS_TOO_MANY"):
        seats.save(seat, uuid7(), "{}")


def test_discarding_keeps_the_reason_and_the_text(seats, city, draft):
    given_up = city.do(seats.first, discard_draft, draft_id=draft.id, reason=" 误拨  挂断 ")

    assert (given_up.state, given_up.ticket_id) == ("discarded", None)
    assert given_up.discard_reason == "误拨 挂断"
    assert seats.content(draft) == '{"title": "\\u8def\\u706f\\u4e0d\\u4eae"}'


def test_discarding_needs_a_reason(seats, city, draft, refused):
    with refused("EMPTY", "reason"):
        city.do(seats.first, discard_draft, draft_id=draft.id, reason=" ")


def test_what_is_closed_stays_closed(seats, city, draft, refused):
    city.do(seats.first, discard_draft, draft_id=draft.id, reason="误拨")

    for service, told in (
        (save_draft, {"content": "{}"}),
        (discard_draft, {"reason": "误拨"}),
        (register_draft, {"request": REQUEST}),
    ):
        with refused("DRAFT_CLOSED", "draftId"):
            city.do(seats.first, service, draft_id=draft.id, **told)


def test_registering_closes_it_in_the_same_transaction(seats, city, draft):
    ticket = city.do(seats.first, register_draft, draft_id=draft.id, request=REQUEST)

    closed = seats.read(draft)
    assert (closed.state, closed.ticket_id, closed.closed_at) == (
        "registered",
        ticket.id,
        ticket.created_at,
    )
    assert ticket.unit_id == draft.unit_id
    assert verify_custody().breaches == []


def test_a_refused_registration_leaves_it_open(seats, city, draft, refused):
    with refused("EMPTY", "title"):
        request = replace(REQUEST, title="")
        city.do(seats.first, register_draft, draft_id=draft.id, request=request)

    assert seats.read(draft).state == "open"


def _registered(seats, draft_id, request=REQUEST):
    with in_workspace(seats.first.workspace):
        register_draft(actor=seats.first, draft_id=draft_id, request=request)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_statement_it_is_both_or_neither(seats, draft, moment):
    """A power cut never leaves an open draft with a ticket, nor a closed one without."""
    probe = seats.save(seats.first, uuid7(), TYPED)
    steps = run_in_child(lambda: _registered(seats, probe.id))
    assert steps > 10

    for number in range(0, steps + 1, 3):
        each = seats.save(seats.first, uuid7(), TYPED)
        request = replace(REQUEST, title=f"断电 {moment} {number}")
        run_in_child(
            lambda e=each, r=request: _registered(seats, e.id, r), moment=moment, number=number
        )
        with in_workspace(seats.first.workspace):
            tickets = list(Ticket.objects.filter(title=request.title).values_list("id", flat=True))
        assert (seats.read(each).ticket_id is not None) == bool(tickets)
        assert [seats.read(each).ticket_id] == tickets or tickets == []
    assert verify_custody().breaches == []


def test_repeated_with_the_same_key_it_is_one_ticket(seats, city, draft):
    once = Once.of("key-1", "RegisterTicket", {})
    city.do(seats.first, register_draft, draft_id=draft.id, request=REQUEST, once=once)

    with pytest.raises(DomainError) as refusal:
        city.do(seats.first, register_draft, draft_id=draft.id, request=REQUEST)
    assert refusal.value.code == "DRAFT_CLOSED"


def test_custody_closes_a_draft_without_reading_it(seats, draft, database):
    """The role under which a registration runs has no right to the text."""
    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.column_privileges"
            " WHERE table_schema = 'xianning' AND table_name = 'intake_draft'"
            " AND grantee LIKE '%%custody' AND privilege_type = 'SELECT'"
        )
        readable = {row[0] for row in cursor.fetchall()}
    assert readable == {"id", "owner_id", "state", "closed_at", "ticket_id"}


def test_another_workspace_sees_none(seats, city, draft):
    with city.at(city.actor("chibi.dispatcher")) as stranger:
        assert not Draft.objects.filter(pk=draft.id).exists()
        assert not drafts_of(stranger).exists()


def test_text_of_closed_drafts_is_erased_in_time(seats, city):
    registered = seats.save(seats.first, uuid7(), TYPED)
    discarded = seats.save(seats.first, uuid7(), TYPED)
    kept = seats.save(seats.first, uuid7(), TYPED)
    city.do(seats.first, register_draft, draft_id=registered.id, request=REQUEST)
    city.do(seats.first, discard_draft, draft_id=discarded.id, reason="误拨")

    def erased(**later):
        with time_machine.travel(now() + timedelta(**later)):
            forget_drafts()
        return [seats.content(each) == "" for each in (registered, discarded, kept)]

    assert erased(hours=23) == [False, False, False]
    assert erased(hours=25) == [True, False, False]
    assert erased(days=29) == [True, False, False]
    assert erased(days=31) == [True, True, False]
    with in_workspace(seats.first.workspace):
        assert forget_closed_drafts() == 0
