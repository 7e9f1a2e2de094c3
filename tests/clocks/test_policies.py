"""Which limit a matter gets, and that a change of the rules never reaches back."""

from decimal import Decimal

import pytest

from clocks.defaults import DEFAULTS, Purpose
from clocks.errors import NoPolicy
from clocks.limits import Limit, Unit
from clocks.models import Clock, ClockPolicy
from clocks.selectors import policy_for, replay
from clocks.services.policies import seed_policies
from kernel.clock import now
from tenancy.context import in_workspace
from tenancy.owner import as_owner
from tests.workdays.calendars import local


@pytest.mark.parametrize(
    ("purpose", "matter", "value", "unit"),
    [
        ("handle", {"kind": "consultation"}, 1, "working_day"),
        ("handle", {"kind": "help"}, 5, "working_day"),
        ("handle", {"kind": "suggestion"}, 5, "working_day"),
        ("handle", {"kind": "complaint", "urgency": "ordinary"}, 10, "working_day"),
        ("handle", {"kind": "report", "urgency": "urgent"}, 10, "working_day"),
        ("handle", {"kind": "complex"}, 15, "working_day"),
        ("handle", {"kind": "of a kind unheard of"}, 10, "working_day"),
        ("handle", {"kind": "complaint", "unit_kind": "utility"}, 24, "hour"),
        ("handle", {"kind": "complaint", "unit_kind": "village"}, 10, "working_day"),
        ("handle", {"kind": "help", "urgency": "emergency", "category": "water"}, 24, "hour"),
        ("first_result", {"urgency": "emergency"}, 2, "hour"),
        ("sign", {"kind": "help"}, 2, "working_hour"),
        ("sign", {"urgency": "emergency", "unit_kind": "utility"}, Decimal("0.5"), "hour"),
        ("return", {}, 4, "working_hour"),
        ("first_contact", {}, 24, "hour"),
        ("review", {}, 1, "working_day"),
        ("reply", {}, 1, "working_day"),
        ("follow_up", {}, 2, "working_day"),
    ],
)
def test_default_limits(reading, purpose, matter, value, unit):
    assert policy_for(purpose=Purpose(purpose), **matter) == Limit(Decimal(value), Unit(unit), 1)


def test_a_matter_without_a_limit_is_told(reading):
    with pytest.raises(NoPolicy):
        policy_for(purpose=Purpose.FIRST_RESULT, urgency="ordinary")


def test_every_workspace_begins_with_the_defaults_and_keeps_its_own(own_database, city):
    chibi = city.ref("chibi")
    with as_owner(), in_workspace(chibi):
        ClockPolicy.objects.filter(purpose=Purpose.REVIEW).update(limit_value=3)
        ClockPolicy.objects.filter(purpose=Purpose.REPLY).delete()
        seed_policies(chibi)
        seed_policies(chibi)

    with in_workspace(chibi):
        assert ClockPolicy.objects.count() == len(DEFAULTS)
        assert policy_for(purpose=Purpose.REVIEW).value == 3
        assert policy_for(purpose=Purpose.REPLY).value == 1


def test_a_new_version_counts_from_its_day_and_moves_no_clock(own_database, city, started):
    chibi = city.ref("chibi")
    with in_workspace(chibi):
        clock = started(policy_for(purpose=Purpose.HANDLE, kind="help"))
    tomorrow = now().replace(year=now().year + 1)
    with as_owner(), in_workspace(chibi):
        for version, valid_from in ((2, local("2026-01-01 00:00")), (3, tomorrow)):
            ClockPolicy.objects.create(
                purpose=Purpose.HANDLE,
                kind="help",
                limit_value=version,
                limit_unit=Unit.WORKING_DAY,
                version=version,
                valid_from=valid_from,
            )

    with in_workspace(chibi):
        assert policy_for(purpose=Purpose.HANDLE, kind="help").policy_version == 2
        assert policy_for(purpose=Purpose.HANDLE, kind="help", at=tomorrow).policy_version == 3
        kept = Clock.objects.get(pk=clock.pk)
        assert replay(kept).at == kept.due_at == local("2026-11-30 17:30")
        assert kept.events.get().policy_version == 1


def test_a_statutory_category_outranks_the_kind_but_not_an_emergency(own_database, city):
    chibi = city.ref("chibi")
    with as_owner(), in_workspace(chibi):
        ClockPolicy.objects.create(
            purpose=Purpose.HANDLE,
            category="0501",
            limit_value=30,
            limit_unit=Unit.WORKING_DAY,
            legal_basis="某条例第十条",
            valid_from=local("2026-01-01 00:00"),
        )

    with in_workspace(chibi):
        matter = {"purpose": Purpose.HANDLE, "kind": "help", "category": "0501"}
        assert policy_for(**matter, unit_kind="utility").value == 30
        assert policy_for(**matter, urgency="emergency").value == 24
