"""A dispatcher opens, changes, links and ends an event."""

from dataclasses import replace
from datetime import timedelta

import pytest

from incidents.access import contacts_for, incidents_for
from incidents.models import Incident, IncidentAnswer, IncidentArea
from incidents.selectors import candidates_for
from incidents.services.directing import (
    change_incident,
    end_incident,
    link_incident,
    open_incident,
)
from kernel.clock import now
from kernel.errors import PermissionDenied, Stale
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.incidents.events import WATER


def _answers(events, incident):
    with in_workspace(events.dispatcher.workspace):
        rows = IncidentAnswer.objects.filter(incident=incident).order_by("version")
        return [(row.version, row.answer, row.ends, row.by_name) for row in rows]


def test_an_event_is_opened_with_what_to_say(events, city):
    until = now() + timedelta(hours=3)
    incident = events.open(title="  城区  停水 ", expected_end=until, category="1203")

    opened = events.read(incident)
    assert (opened.title, opened.category, opened.state, opened.version) == (
        "城区 停水",
        "1203",
        "open",
        1,
    )
    assert (opened.answer, opened.expected_end) == (WATER, until)
    assert _answers(events, incident) == [(1, WATER, False, events.dispatcher.name)]
    with in_workspace(events.dispatcher.workspace):
        areas = IncidentArea.objects.filter(incident=incident).values_list("unit_id", flat=True)
        assert list(areas) == [events.area.id]


def test_opened_twice_under_one_key_it_is_one(events):
    assert events.open(key="k-1").id == events.open(key="k-1").id
    assert events.open(key="k-2").id != events.open(key="k-1").id


BAD = [
    ({"title": " "}, "EMPTY", "title"),
    ({"answer": ""}, "EMPTY", "answer"),
    ({"answer": "水" * 501}, "TOO_LONG", "answer"),
    ({"category": "没有"}, "CATEGORY_UNKNOWN", "category"),
    ({"area_unit_ids": []}, "INCIDENT_AREA", "areaUnitIds"),
    ({"area_unit_ids": [uuid7()]}, "INCIDENT_AREA", "areaUnitIds"),
    ({"expected_end": now() - timedelta(minutes=1)}, "INCIDENT_END_IN_PAST", "expectedEnd"),
]


@pytest.mark.parametrize(("said", "code", "field"), BAD, ids=lambda each: str(each)[:30])
def test_bad_input(events, refused, said, code, field):
    with refused(code, field):
        events.open(**said)


def test_a_county_opens_none_for_its_neighbours(events, city, refused):
    told = {"title": "停电", "category": "", "answer": "抢修中", "area_unit_ids": [events.area.id]}
    with refused("INCIDENT_AREA", "areaUnitIds"):
        city.do(city.actor("chibi.dispatcher"), open_incident, **told)


def test_only_the_office_opens(events, city, unchanged):
    township = city.actor(city.user_for(city.walkthrough_units()[0].code), "chibi")
    for person in (
        events.agent,
        city.actor("city.supervisor"),
        city.actor("city.shuiwu.handler", "xianning"),
        township,
    ):
        told = {
            "title": "停电",
            "category": "",
            "answer": "抢修中",
            "area_unit_ids": [events.area.id],
        }
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(person, open_incident, **told)


def test_changed_ended_and_linked_by_the_office_alone(events, city, incident, unchanged):
    acts = (
        (change_incident, {"answer": "新"}),
        (end_incident, {"answer": "已恢复"}),
        (link_incident, {"ticket_id": uuid7()}),
    )
    strangers = (
        events.agent,
        city.actor("city.supervisor"),
        city.actor("chibi.dispatcher"),
        replace(events.dispatcher, grants={}),
    )
    for person in strangers:
        for service, told in acts:
            with unchanged(), pytest.raises(PermissionDenied):
                city.do(person, service, incident_id=incident.id, **told)


def test_each_change_is_kept(events, city, incident):
    until = now() + timedelta(hours=2)
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点")
    city.do(events.dispatcher, change_incident, incident_id=incident.id, expected_end=until)
    done = city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复供水。")

    assert (done.state, done.version, done.expected_end) == ("ended", 4, until)
    assert [each[:3] for each in _answers(events, incident)] == [
        (1, WATER, False),
        (2, "已找到漏点", False),
        (3, "已找到漏点", False),
        (4, "已恢复供水。", True),
    ]


def test_a_change_must_change_something(events, city, incident, refused):
    for told in ({}, {"answer": f" {WATER} "}):
        with refused("INCIDENT_UNCHANGED"):
            city.do(events.dispatcher, change_incident, incident_id=incident.id, **told)


def test_decided_on_an_older_answer_it_is_refused(events, city, incident, unchanged):
    city.do(events.dispatcher, change_incident, incident_id=incident.id, answer="已找到漏点")

    for service in (change_incident, end_incident):
        with unchanged(), pytest.raises(Stale):
            city.do(
                events.dispatcher,
                service,
                incident_id=incident.id,
                answer="再改",
                expected_version=1,
            )


def test_an_ended_event_is_over(events, city, incident, refused):
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复")

    for service, told in (
        (change_incident, {"answer": "新"}),
        (end_incident, {"answer": "新"}),
    ):
        with refused("INCIDENT_ENDED", "incidentId"):
            city.do(events.dispatcher, service, incident_id=incident.id, **told)
    with refused("INCIDENT_ENDED", "incidentId"):
        events.attach(incident, "13800000001")


def test_it_may_have_one_work_order(events, city, incident, round_):
    ticket = round_.register()
    linked = city.do(events.dispatcher, link_incident, incident_id=incident.id, ticket_id=ticket.id)
    assert events.read(linked).ticket_id == ticket.id


def test_a_work_order_of_others_or_none_cannot_be_linked(events, city, incident, round_, unchanged):
    theirs = round_.register(round_.county)
    for ticket_id in (theirs.id, uuid7(), None):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(events.dispatcher, link_incident, incident_id=incident.id, ticket_id=ticket_id)


# -- which event a call may be about ----------------------------------------------------------


def test_the_nearest_comes_first(events, city):
    township = events.below(events.area, "township")
    village = events.below(township, "village")
    other = city.unit("421281")
    by_title = {}
    for title, unit in (
        ("同村", village),
        ("同镇", township),
        ("同县", events.area),
        ("全市", city.unit("421200")),
        ("外县", other),
    ):
        by_title[events.open(title=title, area_unit_ids=[unit.id], category="1203").id] = title

    with city.at(events.agent):
        found = candidates_for(actor=events.agent, area_unit_id=village.id, category="1203")
    order = [by_title[each.id] for each in found if each.id in by_title]
    assert order == ["同村", "同镇", "同县", "全市", "外县"]


def test_another_kind_of_trouble_comes_after(events, city):
    water = events.open(title="停水", category="1203")
    power = events.open(title="停电", category="0401", area_unit_ids=[events.area.id])

    with city.at(events.agent):
        found = candidates_for(actor=events.agent, area_unit_id=events.area.id, category="1203")
    ids = [each.id for each in found]
    assert ids.index(water.id) < ids.index(power.id)


def test_an_ended_event_is_no_candidate(events, city, incident):
    city.do(events.dispatcher, end_incident, incident_id=incident.id, answer="已恢复")

    with city.at(events.agent):
        assert incident.id not in [each.id for each in candidates_for(actor=events.agent)]


def test_who_knows_of_events(events, city, incident):
    seen = {}
    for who in ("agent", "supervisor", "evaluator", "administrator"):
        with city.at(city.actor(f"city.{who}")) as person:
            seen[who] = incidents_for(person).exists()
    assert seen == {"agent": True, "supervisor": True, "evaluator": False, "administrator": False}


def test_another_workspace_sees_none(events, city, incident):
    events.attach(incident, "13800000001")
    with city.at(city.actor("chibi.dispatcher")) as stranger:
        assert not Incident.objects.exists()
        assert not incidents_for(stranger).exists()
        assert not contacts_for(stranger).exists()
