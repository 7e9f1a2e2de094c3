"""挂账: paused on every level at once, with the accepting centre's approval, capped, resumed."""

from datetime import timedelta

import pytest
import time_machine

from applications.models import Application
from applications.services.suspending import (
    decide_suspension,
    request_suspension,
    resume_ticket,
)
from applications.services.sweeping import resume_what_is_due
from clocks.models import Clock
from kernel.errors import DomainError, PermissionDenied
from messages.models import Message
from tenancy.context import in_workspace, workspace_refs
from tests.workdays.calendars import local
from tickets.models import Ticket, TicketEvent
from yihao.verification.verifying import verify_custody

WEDNESDAY = local("2026-12-02 09:00")


@pytest.fixture
def working(round_):
    """The county handles it; everything so far happened on one Wednesday morning."""
    with time_machine.travel(WEDNESDAY, tick=False):
        yield round_.to_county().sign(round_.county) and round_


def _ask(round_, *, until=WEDNESDAY + timedelta(days=30), reason="待汛期过后施工"):
    return round_.city.do(
        round_.county,
        request_suspension,
        ticket_id=round_.in_hand(round_.county).id,
        until=until,
        reason=reason,
    )


def _decide(round_, *, approved=True, note="", actor=None):
    actor = actor or round_.dispatcher
    return round_.city.do(
        actor,
        decide_suspension,
        ticket_id=round_.ticket(actor).id,
        approved=approved,
        note=note,
    )


def _dues(round_):
    found = {}
    for ref in workspace_refs():
        with in_workspace(ref):
            for clock in Clock.objects.filter(purpose="handle", stopped_at__isnull=True):
                if Ticket.objects.filter(pk=clock.ticket_id, number=round_.number).exists():
                    found[ref.slug] = (clock.due_at, clock.paused_at)
    return found


def test_every_level_stands_still_and_runs_on_with_what_it_had(working):
    before = _dues(working)
    assert {paused for _, paused in before.values()} == {None}
    _ask(working)
    assert _dues(working) == before
    _decide(working)

    assert {paused for _, paused in _dues(working).values()} == {WEDNESDAY}
    with in_workspace(working.dispatcher.workspace):
        told = Message.objects.get(
            ticket_id=working.ticket(working.dispatcher).id, purpose="suspended"
        )
        assert "2027年01月01日" in told.text
    later = local("2026-12-09 09:00")
    with time_machine.travel(later, tick=False):
        working.city.do(
            working.dispatcher, resume_ticket, ticket_id=working.ticket(working.dispatcher).id
        )
    after = _dues(working)
    # Five working days stood still: every due time is five working days later.
    assert {slug: due - before[slug][0] for slug, (due, _) in after.items()} == {
        "xianning": timedelta(days=7),
        "chibi": timedelta(days=7),
    }
    assert working.case().due_at == after["chibi"][0]
    assert verify_custody().breaches == []


def test_a_paused_case_moves_nowhere_but_can_be_withdrawn_or_resumed(working, refused):
    _ask(working)
    _decide(working)
    with refused("SUSPENDED"):
        working.report(working.county)
    with refused("SUSPENDED"):
        working.delegate(working.county, working.township_unit)
    with refused("SUSPENDED"):
        _ask(working)


def test_refused_nothing_stands_still(working, refused):
    _ask(working)
    with refused("EMPTY", "note"):
        _decide(working, approved=False)
    before = _dues(working)
    _decide(working, approved=False, note="可以分段施工")

    assert _dues(working) == before
    working.report(working.county)


@pytest.mark.parametrize(
    ("until", "code", "field"),
    [
        (WEDNESDAY, "SUSPENSION_TOO_LONG", "until"),
        (WEDNESDAY + timedelta(days=93), "SUSPENSION_TOO_LONG", "until"),
    ],
)
def test_at_most_three_months(working, refused, until, code, field):
    with refused(code, field):
        _ask(working, until=until)


def test_at_most_twice(working, refused):
    for _ in range(2):
        _ask(working)
        _decide(working)
        working.city.do(
            working.dispatcher, resume_ticket, ticket_id=working.ticket(working.dispatcher).id
        )
    _ask(working)
    with refused("SUSPENSION_USED_UP"):
        _decide(working)
    with refused("NOT_SUSPENDED"):
        working.city.do(
            working.dispatcher, resume_ticket, ticket_id=working.ticket(working.dispatcher).id
        )


def test_when_the_day_has_come_it_runs_again_by_itself(working):
    until = local("2026-12-09 09:00")
    _ask(working, until=until)
    _decide(working)
    before = _dues(working)
    with time_machine.travel(until - timedelta(minutes=1), tick=False):
        resume_what_is_due()
    assert _dues(working) == before
    with time_machine.travel(until, tick=False):
        resume_what_is_due()
        resume_what_is_due()

    assert {paused for _, paused in _dues(working).values()} == {None}
    with in_workspace(working.dispatcher.workspace):
        ticket = working.ticket(working.dispatcher)
        assert ticket.suspended_until is None
        (event,) = TicketEvent.objects.filter(ticket=ticket, verb="resume")
        assert (event.actor_id, event.actor_name) == (None, "系统")
    assert verify_custody().breaches == []


def test_only_the_accepting_centre_decides(working, city, unchanged):
    _ask(working)
    with in_workspace(working.county.workspace):
        row = Application.objects.get(ticket__number=working.number)
    for stranger in (working.county, city.actor("xianan.dispatcher"), city.actor("city.agent")):
        with unchanged(), pytest.raises((PermissionDenied, DomainError)) as refusal:
            city.do(stranger, decide_suspension, application_id=row.id, approved=True)
        assert getattr(refusal.value, "code", "WRONG_STATE") == "WRONG_STATE"
