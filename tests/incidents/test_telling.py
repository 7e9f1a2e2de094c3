"""A water failure with 500 calls: one event, 500 citizens, no ticket; each told of each change."""

from collections import Counter
from datetime import datetime

import pytest

from callers.models import Caller
from incidents.models import IncidentContact, IncidentTold
from incidents.services.attaching import detach_to_ticket
from incidents.services.directing import change_incident, end_incident
from incidents.telling import BATCH
from kernel.clock import LOCAL
from messages.models import Delivery, Message
from messages.services.templates import change_template
from outbox.delivering import drain
from outbox.models import OutboxMessage
from tenancy.context import in_public, in_workspace
from tests.custody.killing import run_in_child
from tests.harness.databases import admin_cursor
from tests.incidents.crowd import in_processes
from tests.incidents.test_attaching import OTHER
from tickets.models import Ticket
from yihao.verification.verifying import verify_custody

CALLS = 500
SEATS = 5


def _phone(number):
    return f"139{number:08d}"


def _messages_by_contact(events, incident):
    """Of every citizen: the versions that were sent to them, in order."""
    with in_workspace(events.dispatcher.workspace):
        rows = IncidentContact.objects.filter(incident=incident).order_by("id")
        told = {row.id: [] for row in rows}
        sent = IncidentTold.objects.filter(contact__incident=incident).order_by("version")
        for contact_id, version in sent.values_list("contact_id", "version"):
            told[contact_id].append(version)
        return told


@pytest.mark.timeout(900)
def test_five_hundred_calls_about_one_event(events, city, database, round_):
    """From several seats at once, through a change and the end, with workers that die."""
    order = round_.register()
    incident = events.open(title="主城区停水", ticket_id=order.id)
    with in_workspace(events.dispatcher.workspace):
        tickets_before = Ticket.objects.count()
        messages_before = Message.objects.count()

    def answer_the_phone(seat):
        for number in range(seat, CALLS, SEATS):
            events.attach(incident, _phone(number))

    in_processes(answer_the_phone, SEATS)()
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点。")
    _deliver_with_deaths(database)
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复供水。")
    _deliver_with_deaths(database)

    told = _messages_by_contact(events, incident)
    assert len(told) == CALLS
    assert Counter(map(tuple, told.values())) == {(2, 3): CALLS}
    with in_workspace(events.dispatcher.workspace):
        assert Ticket.objects.count() == tickets_before
        assert Message.objects.count() == messages_before + 2 * CALLS
        callers = IncidentContact.objects.filter(incident=incident).values("caller")
        phones = {
            str.__str__(each.phone.reveal()) for each in Caller.objects.filter(pk__in=callers)
        }
        assert phones == {_phone(number) for number in range(CALLS)}
        per_caller = Message.objects.filter(caller__in=callers).values_list("caller_id", flat=True)
        assert set(Counter(per_caller).values()) == {2}
        assert Delivery.objects.filter(message__caller__in=callers).count() == 2 * CALLS
    assert verify_custody().breaches == []


def _deliver_with_deaths(database):
    """Drain with workers killed at one statement after another, then with one that lives."""
    statement, deaths = 1, 0
    while _waiting():
        died = run_in_child(drain, moment="after", number=statement)
        statement += 37
        with admin_cursor(database) as cursor:  # their leases run out
            cursor.execute("UPDATE public.outbox_outboxmessage SET leased_until = NULL")
        if died >= 0:
            break
        deaths += 1
    assert deaths >= 10
    drain()
    assert not _waiting()


def _waiting():
    with in_public():
        return OutboxMessage.objects.filter(delivered_at=None, topic="incident.answered").count()


def test_a_large_event_is_told_in_parts(events, city, incident):
    for number in range(BATCH + 1):
        events.attach(incident, _phone(1_000 + number))

    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点。")

    assert _waiting() == 2
    assert len(events.told(incident)) == BATCH + 1


@pytest.mark.timeout(300)
def test_an_answer_changed_while_seats_attach_reaches_everybody_once(events, city):
    """Each caller has heard the new answer exactly once: on the phone, or by message."""
    incident = events.open(title="边接边改")

    def answer_the_phone(seat):
        for number in range(40):
            events.attach(incident, _phone(2_000 + 100 * seat + number))

    wait = in_processes(answer_the_phone, 3)
    for version in range(2, 6):
        city.do(
            events.dispatcher, change_incident, incident_id=incident.id, answer=f"第{version}版"
        )
        drain()
    wait()
    drain()

    told = _messages_by_contact(events, incident)
    with in_workspace(events.dispatcher.workspace):
        heard = dict(
            IncidentContact.objects.filter(incident=incident).values_list("id", "answer_version")
        )
    assert len(told) == 120
    for contact_id, versions in told.items():
        assert versions == list(range(heard[contact_id] + 1, 6))


def test_who_heard_it_on_the_phone_gets_no_message(events, city, incident):
    events.attach(incident, "13800000031")
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点。")
    late = events.attach(incident, "13800000032")

    assert [version for version, _ in events.told(incident)] == [2]
    assert _messages_by_contact(events, incident)[late.id] == []
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复。")
    assert [version for version, _ in events.told(incident)] == [2, 3, 3]


def test_without_a_number_nobody_can_be_told(events, city, incident):
    events.attach(incident)
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复。")

    assert events.told(incident) == []


def test_who_has_another_matter_hears_of_it_no_more(events, city, incident):
    contact = events.attach(incident, "13800000041")
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点。")
    city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=OTHER)

    assert events.told(incident) == []
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复。")
    assert events.told(incident) == []


def test_told_twice_it_is_one_message(events, city, incident):
    events.attach(incident, "13800000051")
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点。")
    drain()
    with in_public():
        OutboxMessage.objects.filter(topic="incident.answered").update(delivered_at=None)

    assert [version for version, _ in events.told(incident)] == [2]


def test_what_a_citizen_reads(events, city, incident):
    until = datetime(2030, 5, 6, 18, 30, tzinfo=LOCAL)
    events.attach(incident, "13800000061")
    city.do(
        events.dispatcher,
        change_incident,
        incident_id=incident.id,
        answer="已找到漏点。",
        expected_end=until,
    )
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复供水。")

    assert events.told(incident) == [
        (2, "【12345】您来电反映的“城区停水”：已找到漏点。预计5月6日18:30结束。"),
        (3, "【12345】您来电反映的“城区停水”已结束：已恢复供水。如仍未恢复，请致电12345。"),
    ]


@pytest.mark.usefixtures("own_database")
def test_a_template_that_leaves_no_room_is_said_at_once(city, refused):
    from tests.incidents.events import Events

    events = Events(city)
    incident = events.open(answer="水" * 500)
    administrator = city.actor("city.administrator")
    text = "告" * 600 + "{title}{text}"
    city.do(administrator, change_template, purpose="incident_ended", text=text)

    with refused("TOO_LONG", "answer"):
        city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="水" * 500)
