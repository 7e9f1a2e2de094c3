"""Calls that become no ticket: recorded with their result, praise told to whom it is about."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
import time_machine

from callers.models import Caller
from hierarchy.models import today
from intake.access import calls_seen, praises_seen
from intake.models import CallRecord, Praise
from intake.selectors import call_counts
from intake.services.calling import record_call
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from outbox.delivering import drain
from taxonomy.defaults import CALL_RESULTS
from taxonomy.services.settings import retire_call_result, write_call_result
from tenancy.context import in_workspace
from tests.custody.killing import run_in_child
from tests.harness.databases import admin_cursor, restored
from tickets.idempotency import Once
from tickets.models import Channel, Ticket
from yihao.verification.verifying import verify_custody

NOTE = "公交车司机李师傅拾金不昧"
CHIBI = "421281"


@pytest.fixture
def record(city, seats):
    """Record a call as the city's agent, or as `by`."""

    def recorded(result_code="silent", by=None, **more):
        return city.do(by or seats.first, record_call, result_code=result_code, **more)

    return recorded


@pytest.fixture
def words(database):
    """Results changed in a test are as they were afterwards: other suites share them."""
    with restored(database, "taxonomy_callresult"):
        yield


def _once(key, **arguments):
    return Once.of(key, "RecordCall", arguments)


def _praises(city, who):
    with city.at(city.actor(who)) as actor:
        return [(each.unit.code, each.text, each.call_id) for each in praises_seen(actor)]


def _cases(database):
    with admin_cursor(database) as cursor:
        cursor.execute("SELECT count(*) FROM custody_case")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("code", list(CALL_RESULTS))
def test_each_result_is_recorded_without_ticket_or_case(seats, record, database, code):
    cases = _cases(database)
    with in_workspace(seats.first.workspace):
        tickets = Ticket.objects.count()

    call = record(code, note="来电一次")

    with in_workspace(seats.first.workspace):
        kept = CallRecord.objects.get(pk=call.id)
        assert Ticket.objects.count() == tickets
    assert (kept.result_code, kept.result_name, kept.spoken) == (
        code,
        CALL_RESULTS[code]["name"],
        CALL_RESULTS[code]["spoken"],
    )
    assert (kept.unit_id, kept.agent_id, kept.agent_name) == (
        seats.unit.id,
        seats.first.user_id,
        seats.first.name,
    )
    assert (kept.channel, kept.note, kept.caller_id, kept.praised_unit_id) == (
        "phone",
        "来电一次",
        None,
        None,
    )
    assert kept.at == call.at
    assert _cases(database) == cases


@pytest.mark.parametrize(
    "code", [code for code, told in CALL_RESULTS.items() if told.get("note_required")]
)
@pytest.mark.parametrize("note", ["", " \n "])
def test_what_needs_a_note_is_refused_without(record, refused, code, note):
    with refused("CALL_NOTE_REQUIRED", "note"):
        record(code, note=note)


@pytest.mark.parametrize(
    "code", [code for code, told in CALL_RESULTS.items() if not told.get("note_required")]
)
def test_what_needs_no_note_goes_without(record, code):
    assert record(code).note == ""


def test_the_sentence_names_the_result(record):
    with pytest.raises(DomainError) as refusal:
        record("harassing")
    assert refusal.value.message == "通话结果为“骚扰”的，须填写说明，请简要写明来电内容"


BAD = [
    ({"result_code": "无"}, "CALL_RESULT_UNKNOWN", "resultCode"),
    ({"result_code": ""}, "CALL_RESULT_UNKNOWN", "resultCode"),
    ({"note": "话" * 2_001}, "TOO_LONG", "note"),
    ({"caller_name": "张" * 61}, "TOO_LONG", "callerName"),
    ({"caller_phone": "12"}, "PHONE_MALFORMED", "callerPhone"),
    ({"result_code": "praise", "note": NOTE, "praised_unit_id": uuid7()}, "UNIT_UNKNOWN", None),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD)
def test_bad_input_changes_nothing(record, refused, said, code, field):
    with refused(code, field or "praisedUnitId"):
        record(**said)


def test_a_retired_result_is_unknown_and_what_was_recorded_keeps_its_name(
    city, seats, words, record, refused
):
    administrator = city.actor("city.administrator")
    told = {"code": "foreign", "name": "外语来电", "spoken": True}
    city.do(administrator, write_call_result, **told, on=today())
    record("foreign")
    city.do(administrator, retire_call_result, code="foreign", on=today())

    with refused("CALL_RESULT_UNKNOWN", "resultCode"):
        record("foreign")
    with city.at(seats.first):
        last = call_counts(seats.first)[-1]
    assert (last.result_code, last.name, last.count, last.spoken) == ("foreign", "外语来电", 1, 1)


def test_who_called_lies_encrypted_and_never_in_the_note(seats, record, database):
    call = record(
        "harassing",
        channel=Channel.WECHAT,
        note="张小三用13800000077反复来电",
        caller_name="张小三",
        caller_phone="138 0000 0077",
    )

    with in_workspace(seats.first.workspace):
        kept = CallRecord.objects.get(pk=call.id)
        caller = Caller.objects.get(pk=kept.caller_id)
    assert kept.channel == "wechat"
    assert "张小三" not in kept.note
    assert "13800000077" not in kept.note
    assert "反复来电" in kept.note
    assert (caller.name, caller.phone) == ("张小三", "13800000077")
    with admin_cursor(database) as cursor:
        cursor.execute("SELECT string_agg(name || phone, ' ') FROM xianning.callers_caller")
        stored = cursor.fetchone()[0]
    assert "张小三" not in stored
    assert "13800000077" not in stored


@pytest.mark.parametrize("who", ["supervisor", "evaluator", "administrator", "outsourcer"])
def test_without_the_seat_nothing_is_recorded(city, record, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        record(by=city.actor(f"city.{who}"))


@pytest.mark.parametrize("who", ["dispatcher", "manager"])
def test_others_of_the_centre_record_too(city, record, who):
    assert record(by=city.actor(f"city.{who}")).agent_id == city.actor(f"city.{who}").user_id


def test_in_a_unit_of_others_nothing_is_recorded(record, round_, unchanged):
    for unit in (round_.township_unit, round_.county_unit):
        with unchanged(), pytest.raises(PermissionDenied):
            record(unit_id=unit.id)


# -- praise ---------------------------------------------------------------------------------


def test_a_praised_unit_reads_it_once_in_its_own_workspace(city, record, round_):
    told = {"note": f"{NOTE}，我是王小二", "caller_name": "王小二", "caller_phone": "13800000078"}
    arguments = {"result_code": "praise", "praised_unit_id": str(round_.county_unit.id)}
    once = _once("praise-1", **arguments)
    for _ in range(2):
        call = record("praise", praised_unit_id=round_.county_unit.id, once=once, **told)
        drain()

    ((unit, text, call_id),) = [
        each for each in _praises(city, "chibi.dispatcher") if each[2] == call.id
    ]
    assert (unit, call_id) == (CHIBI, call.id)
    assert text == call.note
    assert NOTE[:6] in text
    assert "王小二" not in text
    assert call.id not in [each[2] for each in _praises(city, "city.dispatcher")]
    assert verify_custody().breaches == []


def test_a_township_is_praised_and_only_it_and_its_centre_read_it(city, record, round_):
    call = record("praise", note=NOTE, praised_unit_id=round_.township_unit.id)

    def read(actor):
        with city.at(actor):
            return praises_seen(actor).filter(call_id=call.id).exists()

    assert read(round_.township)
    assert read(round_.county)
    assert not read(round_.village)


def test_a_county_praises_a_unit_of_the_city(city, seats, record, round_):
    call = record(
        "praise", by=city.actor("chibi.dispatcher"), note=NOTE, praised_unit_id=seats.unit.id
    )

    assert call.id in [each[2] for each in _praises(city, "city.dispatcher")]
    assert call.id not in [each[2] for each in _praises(city, "chibi.dispatcher")]


def test_only_praise_names_a_unit(record, round_, refused):
    with refused("PRAISE_ONLY", "praisedUnitId"):
        record("thanks", note=NOTE, praised_unit_id=round_.county_unit.id)


def test_praise_of_nobody_in_particular_tells_nobody(database, record):
    def told():
        with admin_cursor(database) as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM xianning.intake_praise)"
                " + (SELECT count(*) FROM chibi.intake_praise)"
            )
            return cursor.fetchone()[0]

    before = told()
    assert record("praise", note=NOTE).praised_unit is None
    assert told() == before


def test_a_named_unit_is_told_something_even_where_the_city_asks_no_note(
    city, words, record, round_, refused
):
    written = {"code": "praise", "name": "表扬", "spoken": True, "note_required": False}
    administrator = city.actor("city.administrator")
    city.do(administrator, write_call_result, **written, on=today())
    assert record("praise").note == ""
    with refused("CALL_NOTE_REQUIRED", "note"):
        record("praise", praised_unit_id=round_.county_unit.id)


def test_a_closed_unit_is_not_praised(record, round_, closed, refused):
    closed(round_.village_unit.code)
    with refused("UNIT_UNKNOWN", "praisedUnitId"):
        record("praise", note=NOTE, praised_unit_id=round_.village_unit.id)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_statement_the_unit_is_told_exactly_if_it_is_recorded(
    seats, round_, database, moment
):
    def write(key):
        with in_workspace(seats.first.workspace):
            record_call(
                actor=seats.first,
                result_code="praise",
                note=NOTE,
                caller_phone="13800000079",
                praised_unit_id=round_.county_unit.id,
                once=_once(key),
            )

    steps = run_in_child(lambda: write(f"{moment}-probe"))
    assert steps > 5
    for number in range(steps + 1):
        key = f"{moment}-{number}"
        run_in_child(lambda k=key: write(k), moment=moment, number=number)
        with admin_cursor(database) as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM xianning.intake_callrecord WHERE client_key = %s),"
                " (SELECT count(*) FROM chibi.intake_praise p JOIN xianning.intake_callrecord c"
                " ON c.id = p.call_id WHERE c.client_key = %s)",
                [key, key],
            )
            assert cursor.fetchone() in {(0, 0), (1, 1)}
    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT count(*) FROM chibi.intake_praise p WHERE NOT EXISTS"
            " (SELECT FROM xianning.intake_callrecord c WHERE c.id = p.call_id)"
        )
        assert cursor.fetchone() == (0,)


# -- repeats --------------------------------------------------------------------------------


def test_a_repeat_answers_the_first_record(seats, record, unchanged):
    first = record(once=_once("k-1", result_code="silent"))
    with unchanged():
        again = record(once=_once("k-1", result_code="silent"))

    assert again.id == first.id
    assert record().id != first.id


def test_a_key_used_for_something_else_is_refused(record, refused):
    record(once=_once("k-2", result_code="silent"))
    with refused("IDEMPOTENCY_MISMATCH", "idempotencyKey"):
        record("test", once=_once("k-2", result_code="test"))


def test_keys_are_each_persons_own(seats, record):
    once = _once("k-3", result_code="silent")
    assert record(once=once).id != record(by=seats.second, once=once).id


def test_two_at_once_under_one_key_are_one(seats, record):
    once = _once("k-4", result_code="silent")
    found = []

    def go():
        from django.db import connection

        try:
            found.append(record(once=once, caller_phone="13800000080").id)
        finally:
            connection.close()

    threads = [Thread(target=go) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(found) == 4
    assert len(set(found)) == 1


# -- reading --------------------------------------------------------------------------------


def test_the_centre_reads_all_others_their_own(city, seats, record, round_):
    mine = record()
    there = record(by=city.actor("chibi.dispatcher"))
    low = record(by=round_.township, unit_id=round_.township_unit.id)

    def read(actor):
        with city.at(actor):
            return {each.id for each in calls_seen(actor)} & {mine.id, there.id, low.id}

    for who in ("city.agent", "city.dispatcher", "city.manager", "city.supervisor"):
        assert read(city.actor(who)) == {mine.id}
    assert read(city.actor("chibi.dispatcher")) == {there.id, low.id}
    assert read(round_.township) == {low.id}
    assert read(round_.village) == set()


@pytest.mark.parametrize("who", ["evaluator", "administrator", "outsourcer"])
def test_who_answers_no_calls_reads_none(city, who):
    with city.at(city.actor(f"city.{who}")) as actor, pytest.raises(PermissionDenied):
        calls_seen(actor)


def test_another_workspace_sees_nothing(city, record):
    call = record(caller_phone="13800000081")
    with city.at(city.actor("chibi.dispatcher")) as stranger:
        assert not CallRecord.objects.filter(pk=call.id).exists()
        assert not Praise.objects.filter(call_id=call.id).exists()
        assert not calls_seen(stranger).filter(pk=call.id).exists()


def test_counts_name_every_result_in_the_citys_order(city, seats, record):
    noon = datetime.fromisoformat("2031-03-02T12:00:00+08:00")
    for hours, code in ((0, "silent"), (0, "silent"), (1, "test"), (2, "silent"), (2, "thanks")):
        with time_machine.travel(noon + timedelta(hours=hours), tick=False):
            record(code)

    with city.at(seats.first):
        found = call_counts(seats.first, since=noon, until=noon + timedelta(hours=2))
        later = call_counts(seats.first, since=noon + timedelta(hours=2))
    assert [each.result_code for each in found[: len(CALL_RESULTS)]] == list(CALL_RESULTS)
    assert {each.result_code: each.count for each in found if each.count} == {
        "silent": 2,
        "test": 1,
    }
    assert {each.result_code: (each.count, each.spoken) for each in later if each.count} == {
        "silent": (1, 0),
        "thanks": (1, 1),
    }


def test_nobody_changes_or_takes_back_what_was_recorded(database):
    with admin_cursor(database) as cursor:
        cursor.execute(
            "SELECT DISTINCT privilege_type FROM information_schema.table_privileges"
            " WHERE table_schema IN ('xianning', 'chibi')"
            " AND table_name IN ('intake_callrecord', 'intake_praise')"
            " AND grantee IN (SELECT rolname FROM pg_roles WHERE NOT rolsuper)"
            " AND grantee <> (SELECT tableowner FROM pg_tables WHERE schemaname = 'xianning'"
            " AND tablename = 'intake_callrecord')"
        )
        assert {row[0] for row in cursor.fetchall()} == {"SELECT", "INSERT"}
