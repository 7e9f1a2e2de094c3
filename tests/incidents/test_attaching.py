"""An agent attaches a caller in two keys; whoever has another matter gets a ticket."""

from dataclasses import replace

import pytest

from callers.models import Caller
from incidents.access import contacts_for
from incidents.models import IncidentContact
from incidents.services.attaching import attach_to_incident, detach_to_ticket
from incidents.services.directing import change_incident
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.custody.killing import run_in_child
from tests.harness.databases import admin_cursor
from tickets.models import Kind, Ticket
from tickets.services.registering import Request
from yihao.verification.verifying import verify_custody

OTHER = Request(kind=Kind.COMPLAINT, title="水费多收", body="本月水费比上月多一倍。")


def test_a_number_is_enough(events, incident):
    contact = events.attach(incident, "13800000001")

    assert (contact.agent_id, contact.answer_version, contact.calls) == (
        events.agent.user_id,
        1,
        1,
    )
    with in_workspace(events.agent.workspace):
        caller = Caller.objects.get(pk=contact.caller_id)
        assert (caller.phone, caller.name) == ("13800000001", "")
        assert not Ticket.objects.filter(caller=caller).exists()


def test_name_and_note_lie_encrypted(events, incident, database):
    events.attach(incident, "13800000002", caller_name="张三", note="家有透析病人")

    with admin_cursor(database) as cursor:
        cursor.execute("SELECT string_agg(note, ' ') FROM xianning.incidents_incidentcontact")
        assert "透析" not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(name || phone, ' ') FROM xianning.callers_caller")
        stored = cursor.fetchone()[0]
    assert "张三" not in stored
    assert "13800000002" not in stored


def test_who_calls_again_is_the_same_citizen(events, city, incident):
    first = events.attach(incident, "138 0000 0003")
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点")
    again = events.attach(incident, "+86 13800000003", by=events.dispatcher, note="水已浑浊")

    assert again.id == first.id
    assert (again.calls, again.answer_version, again.note) == (2, 2, "水已浑浊")


def test_without_a_number_each_call_is_somebody(events, incident):
    assert events.attach(incident).id != events.attach(incident).id


def test_sent_twice_under_one_key_it_is_one(events, incident):
    first = events.attach(incident, key="k-1")
    assert events.attach(incident, key="k-1").id == first.id
    assert events.read(first).calls == 1


@pytest.mark.parametrize("phone", ["12345", "电话", "138000000012"])
def test_a_malformed_number(events, incident, refused, phone):
    with refused("PHONE_MALFORMED", "callerPhone"):
        events.attach(incident, phone)


@pytest.mark.parametrize("who", ["supervisor", "evaluator", "administrator", "outsourcer"])
def test_only_who_answers_the_phone_attaches(events, city, incident, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        events.attach(incident, "13800000001", by=city.actor(f"city.{who}"))


def test_an_event_of_others_or_none(events, city, incident, unchanged):
    for person, incident_id in (
        (city.actor("chibi.dispatcher"), incident.id),
        (events.agent, uuid7()),
        (events.agent, None),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(person, attach_to_incident, incident_id=incident_id)


def test_a_seat_sees_its_own_callers_the_office_all(events, city, incident):
    mine = events.attach(incident, "13800000011")
    theirs = events.attach(incident, "13800000012", by=events.dispatcher)

    seen = {}
    for name in ("agent", "dispatcher", "supervisor"):
        with city.at(city.actor(f"city.{name}")) as person:
            found = contacts_for(person).filter(incident=incident).order_by("id")
            seen[name] = list(found.values_list("id", flat=True))
    assert seen == {"agent": [mine.id], "dispatcher": [mine.id, theirs.id], "supervisor": []}


# -- another matter ---------------------------------------------------------------------------


def test_another_matter_becomes_a_ticket_of_the_same_caller(events, city, incident):
    contact = events.attach(incident, "13800000021", caller_name="李四")

    ticket = city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=OTHER)

    detached = events.read(contact)
    assert (detached.ticket_id, detached.detached_at) == (ticket.id, ticket.created_at)
    assert (ticket.caller_id, ticket.title, ticket.state) == (
        contact.caller_id,
        "水费多收",
        "registered",
    )
    assert verify_custody().breaches == []


def test_only_once(events, city, incident, refused):
    contact = events.attach(incident, "13800000022")
    city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=OTHER)

    with refused("CONTACT_DETACHED", "contactId"):
        city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=OTHER)


def test_a_refused_ticket_leaves_the_caller_attached(events, city, incident, refused):
    contact = events.attach(incident, "13800000023")

    with refused("EMPTY", "body"):
        request = replace(OTHER, body=" ")
        city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=request)


def test_nobody_else_takes_a_caller_off(events, city, incident, unchanged):
    contact = events.attach(incident, "13800000024", by=events.dispatcher)
    for person, contact_id in (
        (events.agent, contact.id),
        (city.actor("chibi.dispatcher"), contact.id),
        (city.actor("city.supervisor"), contact.id),
        (events.dispatcher, uuid7()),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(person, detach_to_ticket, contact_id=contact_id, request=OTHER)


def test_a_detached_caller_may_be_attached_again_as_another_call(events, city, incident):
    contact = events.attach(incident, "13800000025")
    city.do(events.agent, detach_to_ticket, contact_id=contact.id, request=OTHER)

    assert events.attach(incident, "13800000025").id != contact.id


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_at_any_statement_it_is_both_or_neither(events, incident, moment):
    def detach(contact_id, title):
        with in_workspace(events.agent.workspace):
            detach_to_ticket(
                actor=events.agent, contact_id=contact_id, request=replace(OTHER, title=title)
            )

    probe = events.attach(incident)
    steps = run_in_child(lambda: detach(probe.id, "试"))
    for number in range(0, steps + 1, 5):
        contact = events.attach(incident)
        title = f"断电 {moment} {number}"
        run_in_child(lambda c=contact, t=title: detach(c.id, t), moment=moment, number=number)
        with in_workspace(events.agent.workspace):
            made = list(Ticket.objects.filter(title=title).values_list("id", flat=True))
        assert [events.read(contact).ticket_id] == (made or [None])
    with in_workspace(events.agent.workspace):
        assert not IncidentContact.objects.filter(detached_at=None, ticket_id__isnull=False)


def test_a_refusal_names_what_to_do(events, city, incident):
    with pytest.raises(DomainError) as refusal:
        city.do(events.dispatcher, change_incident, incident_id=incident.id)
    assert refusal.value.message == "口径和预计结束时间都没有变化，无需更新"
