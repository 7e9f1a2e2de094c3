"""延期: asked before the limit is over, at most the original length, decided by the giver."""

from datetime import timedelta

import pytest
import time_machine

from applications.models import Application
from applications.services.extending import decide_extension, request_extension
from kernel.errors import PermissionDenied
from messages.models import Message
from tenancy.context import in_workspace
from tests.workdays.calendars import local
from tickets.models import Assignment
from yihao.verification.verifying import verify_custody

WEDNESDAY = local("2026-12-02 09:00")


def _ask(round_, actor, **more):
    said = {"working_days": 1, "reason": "需专家鉴定", **more}
    return round_.city.do(actor, request_extension, assignment_id=round_.giving(actor), **said)


def _decide(round_, actor, assignment_id, *, approved=True, note=""):
    return round_.city.do(
        actor, decide_extension, assignment_id=assignment_id, approved=approved, note=note
    )


@pytest.fixture
def short(round_):
    """The county has given the township one working day out of its own limit."""
    with time_machine.travel(WEDNESDAY, tick=False):
        round_.to_county().sign(round_.county)
        round_.delegate(round_.county, round_.township_unit, due_at=WEDNESDAY + timedelta(hours=24))
        round_.sign(round_.township)
        yield round_


def test_granted_the_limit_ends_later_and_the_citizen_is_told(short):
    giving = short.giving(short.township)
    due_before = short.case().due_at
    _ask(short, short.township)
    assert short.case().due_at == due_before

    _decide(short, short.county, giving)

    assert short.case().due_at == local("2026-12-04 17:30")
    with in_workspace(short.county.workspace):
        assert Assignment.objects.get(pk=giving).due_at == local("2026-12-04 17:30")
        row = Application.objects.get(ticket__number=short.number)
        assert (row.state, row.granted_until) == ("approved", local("2026-12-04 17:30"))
    with in_workspace(short.dispatcher.workspace):
        told = Message.objects.get(ticket_id=short.ticket(short.dispatcher).id, purpose="extended")
        assert "2026年12月04日" in told.text
    assert verify_custody().breaches == []


def test_refused_with_a_note_nothing_is_late_later(short, refused):
    giving = short.giving(short.township)
    _ask(short, short.township)
    with refused("EMPTY", "note"):
        _decide(short, short.county, giving, approved=False)
    due_before = short.case().due_at

    _decide(short, short.county, giving, approved=False, note="时间充足")

    assert short.case().due_at == due_before
    with refused("APPLICATION_DECIDED"):
        _decide(short, short.county, giving)


def test_across_workspaces_both_sides_have_the_row(round_):
    with time_machine.travel(WEDNESDAY, tick=False):
        round_.register()
        round_.accept()
        round_.delegate(
            round_.dispatcher, round_.county_unit, due_at=WEDNESDAY + timedelta(hours=24)
        )
        round_.sign(round_.county)
        giving = round_.giving(round_.county)
        _ask(round_, round_.county)
        for actor in (round_.county, round_.dispatcher):
            with in_workspace(actor.workspace):
                assert Application.objects.get(ticket__number=round_.number).state == "pending"

        _decide(round_, round_.dispatcher, giving)

    assert round_.case().due_at == local("2026-12-04 17:30")
    for actor in (round_.county, round_.dispatcher):
        with in_workspace(actor.workspace):
            assert Application.objects.get(ticket__number=round_.number).state == "approved"
    assert verify_custody().breaches == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"working_days": None}, "EXTENSION_UNIT", "workingDays"),
        ({"working_days": 0}, "EXTENSION_UNIT", "workingDays"),
        ({"working_days": None, "hours": 8}, "EXTENSION_UNIT", "workingDays"),
        ({"working_days": 2}, "EXTENSION_TOO_LONG", "workingDays"),
        ({"reason": " "}, "EMPTY", "reason"),
    ],
)
def test_what_cannot_be_asked(short, refused, said, code, field):
    with refused(code, field):
        _ask(short, short.township, **said)


def test_not_a_minute_after_the_limit(short, refused):
    late = short.case().due_at + timedelta(minutes=1)
    with time_machine.travel(late, tick=False), refused("EXTENSION_TOO_LATE"):
        _ask(short, short.township)
    with time_machine.travel(short.case().due_at - timedelta(minutes=1), tick=False):
        _ask(short, short.township)
        with refused("APPLICATION_PENDING"):
            _ask(short, short.township)


def test_not_beyond_the_givers_own_limit(round_, refused):
    with time_machine.travel(WEDNESDAY, tick=False):
        round_.to_county().sign(round_.county)
        round_.delegate(round_.county, round_.township_unit)
        round_.sign(round_.township)
        giving = round_.giving(round_.township)
        _ask(round_, round_.township, working_days=3)
        with refused("EXTENSION_BEYOND_LIMIT"):
            _decide(round_, round_.county, giving)


def test_a_second_one_is_decided_by_the_accepting_centre(short, refused):
    giving = short.giving(short.township)
    _ask(short, short.township)
    _decide(short, short.county, giving)
    _ask(short, short.township)
    with refused("APPLICATION_DECIDED"):
        _decide(short, short.county, giving)
    with in_workspace(short.dispatcher.workspace):
        waiting = Application.objects.get(ticket__number=short.number)
        assert (waiting.state, waiting.to_unit_id) == (
            "pending",
            short.ticket(short.dispatcher).unit_id,
        )
    short.city.do(short.dispatcher, decide_extension, application_id=waiting.id, approved=True)
    with in_workspace(short.county.workspace):
        assert Assignment.objects.get(pk=giving).due_at == local("2026-12-07 17:30")
    assert verify_custody().breaches == []


def test_strangers_neither_ask_nor_decide(short, city, unchanged):
    giving = short.giving(short.township)
    _ask(short, short.township)
    for stranger in (city.actor("xianan.dispatcher"), city.actor("city.agent"), short.village):
        with unchanged(), pytest.raises(PermissionDenied):
            _decide(short, stranger, giving)
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(
                stranger,
                request_extension,
                assignment_id=giving,
                working_days=1,
                reason="需时",
            )
