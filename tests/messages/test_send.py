"""Sending: once per message as far as a port allows, with patience, and never for ever."""

import threading
from stat import S_IMODE
from uuid import UUID

import orjson
import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from callers.models import Caller
from callers.services import record_caller
from kernel.clock import now
from messages.checks import a_gateway_that_sends
from messages.gateway import DEVELOPMENT, GatewayRefused, Receipt, Report
from messages.models import Delivery, Message
from messages.services.queueing import queue_message
from messages.services.reporting import collect_reports, take_report
from messages.services.sending import MOST_ATTEMPTS, claim, send_due
from messages.templates import CODE, TEXT_LIMIT
from outbox.models import OutboxMessage
from tenancy.context import in_public, in_workspace

S = Delivery.State


def _facts():
    with in_public():
        rows = OutboxMessage.objects.filter(topic="message.settled").order_by("id")
        return [(row.payload["message_id"], row.payload["delivered"]) for row in rows]


def _fails(problem):
    def fail():
        raise problem

    return fail


def test_goes_to_the_callers_number_with_a_reference_of_its_own(gateway, queue, delivery):
    first = queue("第一条")
    other = queue("第二条", slug="xianning", phone="13900000002")

    assert send_due() == 2

    assert sorted(gateway.sent) == [
        ("13800000001", "第一条", f"chibi/{first}"),
        ("13900000002", "第二条", f"xianning/{other}"),
    ]
    row = delivery(first)
    assert (row.state, row.attempts, row.delivered_at) == (S.SENT, 1, None)
    assert row.sent_at is not None
    assert _facts() == []
    assert send_due() == 0


def test_the_development_gateway_writes_a_private_file_and_confirms(
    queue, delivery, settings, tmp_path
):
    settings.MESSAGE_GATEWAY, settings.HOME = DEVELOPMENT, tmp_path
    message = queue("已登记")

    assert send_due() == 1

    file = tmp_path / "messages.jsonl"
    (line,) = [orjson.loads(each) for each in file.read_bytes().splitlines()]
    assert (line["phone"], line["text"], line["reference"]) == (
        "13800000001",
        "已登记",
        f"chibi/{message}",
    )
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert delivery(message).state == S.DELIVERED
    assert delivery(message).provider_id == f"file-{message}"
    assert _facts() == [(str(message), True)]


def test_in_production_nothing_only_pretends(settings):
    settings.PRODUCTION = True
    for named, codes in [
        (DEVELOPMENT, ["messages.E001"]),
        ("", ["messages.W001"]),
        ("somewhere.Else", []),
    ]:
        settings.MESSAGE_GATEWAY = named
        assert [each.id for each in a_gateway_that_sends()] == codes


def test_without_a_gateway_messages_wait(queue, delivery, settings):
    settings.MESSAGE_GATEWAY = ""
    message = queue()

    assert (send_due(), collect_reports()) == (0, 0)

    assert (delivery(message).state, delivery(message).attempts) == (S.QUEUED, 0)


def test_a_query_code_is_nowhere_but_in_what_is_sent(gateway, queue, delivery, city):
    message = queue(f"查询码{CODE}。", code="493017")
    with in_workspace(city.ref("chibi")), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM messages_message m JOIN messages_delivery d ON true")
        stored = repr(cursor.fetchall())
    assert "493017" not in stored

    send_due()

    assert [text for _, text, _ in gateway.sent] == ["查询码493017。"]
    assert delivery(message).code == ""
    assert delivery(message).message.text == f"查询码{CODE}。"


def test_the_number_is_read_at_sending(gateway, queue, delivery, worker_database):
    from tests.harness.databases import admin_cursor

    message = queue()
    with admin_cursor(worker_database) as cursor:
        cursor.execute("UPDATE chibi.callers_caller SET phone = '', phone_index = ''")

    assert send_due() == 0

    assert gateway.sent == []
    assert (delivery(message).state, delivery(message).problem) == (S.FAILED, "NO_PHONE")
    assert _facts() == [(str(message), False)]


def test_what_the_provider_refuses_is_given_up_at_once(gateway, queue, delivery):
    gateway.answer = _fails(GatewayRefused("BLACKLISTED"))
    message = queue(f"查询码{CODE}", code="493017")

    assert send_due() == 0

    row = delivery(message)
    assert (row.state, row.problem, row.attempts, row.code) == (S.FAILED, "BLACKLISTED", 1, "")
    assert row.failed_at is not None
    assert _facts() == [(str(message), False)]


def test_a_fault_is_tried_again_later_with_the_same_reference(gateway, queue, delivery, make_due):
    gateway.answer = _fails(TimeoutError("13800000001"))
    message = queue()
    assert send_due() == 0
    row = delivery(message)
    assert (row.state, row.problem, row.attempts) == (S.QUEUED, "TimeoutError", 1)
    assert send_due() == 0
    assert len(gateway.sent) == 1

    make_due()
    gateway.answer = None
    assert send_due() == 1

    assert len(gateway.sent) == 2
    assert gateway.sent[0] == gateway.sent[1]
    assert (delivery(message).state, delivery(message).problem) == (S.SENT, "")


def test_it_is_given_up_in_the_end(gateway, queue, delivery, make_due):
    gateway.answer = _fails(ConnectionError())
    message = queue()
    for _ in range(MOST_ATTEMPTS + 2):
        send_due()
        make_due()

    assert len(gateway.sent) == MOST_ATTEMPTS
    row = delivery(message)
    assert (row.state, row.problem, row.attempts) == (S.FAILED, "ConnectionError", MOST_ATTEMPTS)
    assert _facts() == [(str(message), False)]


def test_a_message_that_ends_its_senders_is_given_up(gateway, queue, delivery, make_due, city):
    message = queue()
    for _ in range(MOST_ATTEMPTS):
        with in_workspace(city.ref("chibi")):
            assert [each.message_id for each in claim()] == [message]  # and then it dies
            assert claim() == []
        make_due()

    assert send_due() == 0

    assert gateway.sent == []
    assert (delivery(message).state, delivery(message).problem) == (S.FAILED, "SENDER_LOST")


def test_a_sender_that_lost_its_lease_notes_nothing(gateway, queue, delivery, make_due):
    message = queue()

    def overtaken():
        gateway.answer = lambda: Receipt(provider_id="second")
        make_due()
        thread = threading.Thread(target=_send_elsewhere)
        thread.start()
        thread.join()
        return Receipt(provider_id="first")

    gateway.answer = overtaken
    send_due()

    assert delivery(message).provider_id == "second"
    assert {reference for _, _, reference in gateway.sent} == {f"chibi/{message}"}


def _send_elsewhere():
    try:
        send_due()
    finally:
        connection.close()


def test_senders_side_by_side_send_each_message_once(gateway, queue, delivery):
    messages = {queue(f"第{number}条") for number in range(30)}

    threads = [threading.Thread(target=_send_elsewhere) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(gateway.sent) == 30
    assert {UUID(reference.rpartition("/")[2]) for _, _, reference in gateway.sent} == messages
    assert {delivery(each).attempts for each in messages} == {1}


@pytest.mark.parametrize(
    ("delivered", "state"), [(True, S.DELIVERED), (False, S.FAILED)], ids=["arrived", "lost"]
)
def test_a_report_settles_it_once(gateway, queue, delivery, delivered, state):
    message = queue()
    send_due()
    report = Report(
        reference=f"chibi/{message}",
        delivered=delivered,
        at=now(),
        problem="" if delivered else "ABSENT",
    )
    gateway.waiting = [report, report]

    assert collect_reports() == 1

    assert (delivery(message).state, delivery(message).problem) == (state, report.problem)
    assert _facts() == [(str(message), delivered)]


def test_a_report_that_overtakes_the_receipt_counts(gateway, queue, delivery):
    message = queue(f"查询码{CODE}", code="493017")

    def reported_first():
        take_report(Report(reference=f"chibi/{message}", delivered=True, at=now()))
        return Receipt(provider_id="late")

    gateway.answer = lambda: _in_thread(reported_first)
    send_due()

    row = delivery(message)
    assert (row.state, row.code, row.sent_at is not None) == (S.DELIVERED, "", True)
    assert _facts() == [(str(message), True)]


def _in_thread(work):
    results = []

    def run():
        try:
            results.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return results[0]


@pytest.mark.parametrize(
    "reference", ["", "chibi/", "chibi/x", "nowhere/{}", "xianan/{}", "{}", "chibi/{}/x"]
)
def test_a_report_of_an_unknown_message_is_dropped(gateway, queue, delivery, reference):
    message = queue()
    send_due()

    assert not take_report(Report(reference=reference.format(message), delivered=True, at=now()))

    assert delivery(message).state == S.SENT


def test_queueing_belongs_to_a_transaction(city):
    with in_workspace(city.ref("chibi")):
        caller = record_caller(name="", phone="13800000001")
        said = {"caller_id": caller.id, "ticket_id": None, "purpose": "progress"}
        with pytest.raises(RuntimeError, match="transaction"):
            queue_message(text="已登记", **said)
        with pytest.raises(ValueError, match="code"), transaction.atomic():
            queue_message(text=f"查询码{CODE}", **said)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            queue_message(text="已登记", **said)
            raise ZeroDivisionError
        assert not Message.objects.exists()


def test_a_text_too_long_is_refused(queue, city):
    from kernel.errors import DomainError

    with pytest.raises(DomainError) as refusal:
        queue("长" * (TEXT_LIMIT + 1))

    assert (refusal.value.code, refusal.value.field) == ("TOO_LONG", "text")


def test_custody_queues_and_never_reads(city, open_session):
    """Other verbs queue inside their custody transaction."""
    session, ref = open_session
    with session.in_workspace(ref):
        caller = record_caller(name="", phone="13800000001")
        message = queue_message(
            caller_id=caller.id,
            ticket_id=None,
            purpose="progress",
            text=f"查询码{CODE}",
            code="493017",
        )
        for table in ("messages_message", "messages_delivery"):
            with pytest.raises(DatabaseError), transaction.atomic():
                list(_rows(table))
    assert isinstance(message, UUID)


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


@pytest.fixture
def open_session(city):
    from custody import session as custody
    from custody.session import Header, Party
    from kernel.errors import Stale

    ref, unit = city.ref("chibi"), city.unit("421281")
    home = Party(ref, unit.id, unit.level)
    header = Header(home=home, kind="help", category="", urgency="ordinary")
    opened = custody.open_case(header=header, actor_id=None)
    with pytest.raises(Stale), opened as session:
        yield session, ref
        raise Stale  # nothing of it stays


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE messages_message SET text = 'x'",
        "DELETE FROM messages_message",
        "DELETE FROM messages_delivery",
        "UPDATE messages_messagetemplate SET text = 'x'",
    ],
)
def test_the_text_is_evidence(city, queue, statement):
    queue()
    with (
        in_workspace(city.ref("chibi")),
        pytest.raises(DatabaseError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_another_workspace_sees_none_of_it(city, queue):
    queue()

    with in_workspace(city.ref("xianan")):
        assert not Message.objects.exists()
        assert not Delivery.objects.exists()
        assert not Caller.objects.exists()
