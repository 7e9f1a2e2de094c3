"""A command that is sent twice is carried out once; both times it gets the same answer."""

import threading
import time
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connections

from custody.models import CaseState, Handoff
from kernel.errors import DomainError
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST
from tests.harness.snapshots import snapshot
from tickets.idempotency import KEY_LIMIT, Once, once_only
from tickets.models import IdempotencyKey, Ticket
from tickets.services.giving import delegate_ticket
from tickets.services.registering import accept_ticket, register_ticket


def send(city, actor, service, key, operation=None, **arguments):
    """A command as it arrives with a key."""
    with city.at(actor):
        once = Once.of(key, operation or service.__name__, arguments)
        return once_only(actor, once, partial(service, actor=actor, once=once, **arguments))


def _register(round_, key, **more):
    return send(round_.city, round_.dispatcher, register_ticket, key, request=REQUEST, **more)


def test_registered_once(round_, unchanged):
    first = _register(round_, "registered-once")
    with unchanged():
        again = _register(round_, "registered-once")

    assert (again.id, again.number) == (first.id, first.number)


def test_delegated_once(round_, city, look, unchanged):
    round_.register()
    ticket = round_.accept()
    giving = partial(
        send,
        city,
        round_.dispatcher,
        delegate_ticket,
        "delegated-once",
        ticket_id=ticket.id,
        to_unit_id=round_.county_unit.id,
    )

    first = giving()
    with unchanged():
        again = giving()

    assert (again.id, again.state, again.case.state.version) == (first.id, "delegated", 3)
    assert look.links() == [("delegate", "city", "county")]


def test_without_a_key_nothing_is_remembered(round_):
    first, second = _register(round_, None), _register(round_, "")

    assert first.number != second.number
    with in_workspace(round_.dispatcher.workspace):
        assert not IdempotencyKey.objects.filter(ticket_id__in=[first.id, second.id]).exists()


def _refused(unchanged, call):
    with unchanged(), pytest.raises(DomainError) as refusal:
        call()
    assert (refusal.value.code, refusal.value.field) == ("IDEMPOTENCY_MISMATCH", "idempotencyKey")


def test_the_same_key_for_other_arguments(round_, city, unchanged):
    round_.register()
    ticket = round_.accept()
    giving = partial(
        send, city, round_.dispatcher, delegate_ticket, "other-arguments", ticket_id=ticket.id
    )
    giving(to_unit_id=round_.county_unit.id)

    _refused(unchanged, partial(giving, to_unit_id=city.unit("421202").id))
    _refused(unchanged, partial(giving, to_unit_id=round_.county_unit.id, requirement="速办"))


def test_the_same_key_for_another_command(round_, city, unchanged):
    ticket = _register(round_, "another-command")

    _refused(
        unchanged,
        partial(
            send, city, round_.dispatcher, accept_ticket, "another-command", ticket_id=ticket.id
        ),
    )


def test_keys_of_two_people_never_meet(round_, city):
    first = _register(round_, "two-people")
    second = send(city, city.actor("city.agent"), register_ticket, "two-people", request=REQUEST)

    assert first.number != second.number


def test_a_refused_command_does_not_use_its_key_up(round_, city):
    round_.register()
    ticket = round_.accept()
    giving = partial(send, city, round_.dispatcher, delegate_ticket, "used-up", ticket_id=ticket.id)
    with pytest.raises(DomainError):
        giving(to_unit_id=round_.village_unit.id)

    assert giving(to_unit_id=round_.county_unit.id).state == "delegated"


def test_a_key_that_is_too_long(round_, unchanged):
    _refused(unchanged, partial(_register, round_, "k" * (KEY_LIMIT + 1)))
    _register(round_, "k" * KEY_LIMIT)


# -- at the same moment ---------------------------------------------------------------------


@contextmanager
def _held(database, statement, *arguments):
    """Hold a lock from elsewhere, so that two commands are under way before either ends."""
    with admin_cursor(database) as cursor:
        cursor.execute("BEGIN")
        cursor.execute(statement, arguments)
        yield
        cursor.execute("ROLLBACK")


def _wait_for_waiting(database, count):
    with admin_cursor(database) as cursor:
        for _ in range(400):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
                " AND wait_event_type = 'Lock'",
                [database],
            )
            if cursor.fetchone()[0] == count:
                return
            time.sleep(0.01)
    raise AssertionError(f"not {count} commands at the same moment")


def _both(command, answers):
    def act():
        try:
            answers.append(command())
        except Exception as error:  # noqa: BLE001 - the test looks at it
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    return threads


def _twice_at_once(database, command, statement, *arguments):
    answers = []
    with _held(database, statement, *arguments):
        threads = _both(command, answers)
        _wait_for_waiting(database, 2)
    for thread in threads:
        thread.join(20)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    return answers


def test_two_registrations_with_one_key_at_the_same_moment(round_, database):
    first, second = _twice_at_once(
        database,
        partial(_register, round_, "twice-at-once"),
        "LOCK TABLE xianning.tickets_idempotencykey IN SHARE MODE",
    )

    assert (first.id, first.number) == (second.id, second.number)
    with in_workspace(round_.dispatcher.workspace):
        assert Ticket.objects.filter(number=first.number).count() == 1
        (key,) = IdempotencyKey.objects.filter(key="twice-at-once")
        assert key.ticket_id == first.id
        assert CaseState.objects.get(case__number=first.number).version == 1


def test_two_delegations_with_one_key_at_the_same_moment(round_, city, look, database):
    round_.register()
    ticket = round_.accept()
    before = snapshot(database)
    command = partial(
        send,
        city,
        round_.dispatcher,
        delegate_ticket,
        "delegated-at-once",
        ticket_id=ticket.id,
        to_unit_id=round_.county_unit.id,
        expected_version=2,
    )
    first, second = _twice_at_once(
        database,
        command,
        "SELECT 1 FROM custody_casestate WHERE case_id = %s FOR UPDATE",
        str(ticket.case_id),
    )

    assert (first.id, first.state) == (second.id, second.state) == (ticket.id, "delegated")
    assert look.holder() == ("received", "county", 2, 3)
    assert look.givings() == [("city", "county", "received", False)]
    with in_workspace(round_.dispatcher.workspace):
        assert Handoff.objects.filter(case_id=ticket.case_id).count() == 2
    keys = '"xianning"."tickets_idempotencykey"'
    assert len(snapshot(database)[keys] - before.get(keys, frozenset())) == 1
