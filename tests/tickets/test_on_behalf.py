"""代签、代报: a township signs and reports for its villages, and that is on record."""

import pytest

from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tickets.models import Assignment, ReturnReason, TicketEvent
from tickets.services.reporting import report_assignment
from tickets.services.returning import return_assignment
from tickets.services.signing import sign_assignment
from yihao.verification.verifying import verify_custody


def _village(round_):
    with in_workspace(round_.county.workspace):
        return Assignment.objects.get(ticket__number=round_.number, to_unit=round_.village_unit.id)


def test_the_township_signs_and_reports_for_its_village(round_):
    round_.to_village()
    given = _village(round_)

    round_.city.do(round_.township, sign_assignment, assignment_id=given.id)
    round_.city.do(
        round_.township,
        report_assignment,
        assignment_id=given.id,
        report="村已处理",
        reply_draft="已处理",
    )

    done = _village(round_)
    assert (done.signed_by_unit_id, done.reported_by_unit_id) == (
        round_.township_unit.id,
        round_.township_unit.id,
    )
    with in_workspace(round_.county.workspace):
        events = TicketEvent.objects.filter(
            ticket__number=round_.number, for_unit_id=round_.village_unit.id
        ).order_by("seq")
        assert [(each.verb, each.unit_id) for each in events] == [
            ("sign", round_.township_unit.id),
            ("report", round_.township_unit.id),
        ]
    assert round_.case().state == "reviewing"
    assert verify_custody().breaches == []


def test_what_the_village_does_itself_names_nobody_else(round_):
    round_.to_village().sign(round_.village)

    assert _village(round_).signed_by_unit_id is None


def test_returning_is_the_villages_own(round_, unchanged):
    round_.to_village()
    with unchanged(), pytest.raises(PermissionDenied):
        round_.city.do(
            round_.township,
            return_assignment,
            assignment_id=_village(round_).id,
            reason=ReturnReason.WRONG_AREA,
            note="不在本村",
        )


def test_a_county_signs_for_no_township(round_, unchanged):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    with in_workspace(round_.county.workspace):
        given = Assignment.objects.get(ticket__number=round_.number)
    with unchanged(), pytest.raises(PermissionDenied):
        round_.city.do(round_.county, sign_assignment, assignment_id=given.id)
