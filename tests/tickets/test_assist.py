"""加派协办: other units help; the lead stays the lead, and waits for them."""

import pytest

from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tickets.models import Assignment, ReturnReason, Ticket
from tickets.offers import allowed_verbs
from tickets.selectors import action_assignment, inbox_of
from tickets.services.assisting import add_assist, waive_assist
from tickets.services.reporting import report_assignment
from tickets.services.returning import return_assignment
from tickets.services.signing import sign_assignment
from tickets.states import Verb
from yihao.verification.verifying import verify_custody

REPORT = {"report": "7月3日已协助清理", "reply_draft": "已清理"}


@pytest.fixture
def helper(city):
    """A department of the city that helps."""
    return city.actor("city.chengguan.handler", "xianning")


def _call_in(round_, actor, *codes):
    ids = [round_.city.unit(code).id for code in codes]
    ticket = round_.ticket(actor)
    return round_.city.do(
        actor, add_assist, ticket_id=ticket.id, unit_ids=ids, requirement="请协助"
    )


def _given(round_, actor, code):
    with in_workspace(actor.workspace):
        return Assignment.objects.get(
            ticket__number=round_.number, role="assist", to_unit__code=code
        )


def test_the_lead_holds_and_the_helper_has_a_clock_of_its_own(round_, look, helper):
    round_.to_county()
    before = look.holder()
    _call_in(round_, round_.dispatcher, "421200-D05")

    state, holder, level, version = look.holder()
    assert (state, holder, level) == before[:3]
    assert version == before[3] + 1
    given = _given(round_, round_.dispatcher, "421200-D05")
    assert (given.state, given.role, given.requirement) == ("received", "assist", "请协助")
    with in_workspace(helper.workspace):
        ticket = inbox_of(helper).get(number=round_.number)
        assert action_assignment(helper, ticket) == given.id
        assert allowed_verbs(helper, ticket) == [Verb.SIGN_ASSIST, Verb.RETURN_ASSIST]
    assert len(look.links()) == 1
    assert verify_custody().breaches == []


def test_the_lead_reports_only_after_the_helper(round_, helper, refused):
    round_.to_county()
    _call_in(round_, round_.dispatcher, "421200-D05")
    round_.sign(round_.county)
    lead = round_.giving(round_.county)

    with refused("ASSISTS_OPEN"):
        round_.city.do(round_.county, report_assignment, assignment_id=lead, **REPORT)

    given = _given(round_, round_.dispatcher, "421200-D05")
    round_.city.do(helper, sign_assignment, assignment_id=given.id)
    round_.city.do(helper, report_assignment, assignment_id=given.id, **REPORT)
    round_.report(round_.county)

    done = _given(round_, round_.dispatcher, "421200-D05")
    assert (done.state, done.report) == ("reported", REPORT["report"])
    assert done.ended_at is not None
    assert round_.case().state == "reviewing"
    assert verify_custody().breaches == []


def test_a_helper_of_another_workspace_works_on_a_copy_of_its_own(round_, look, city):
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, city.unit("421200-D05"))
    _call_in(round_, round_.dispatcher, "421281")

    with in_workspace(round_.county.workspace):
        copy = Ticket.objects.get(number=round_.number)
        assert (copy.role, copy.state, copy.body, copy.caller_id) == (
            "assist",
            "received",
            "",
            None,
        )
        assert inbox_of(round_.county).filter(pk=copy.pk).exists()
    assert look.holder()[1] == "421200-D05"
    city.do(round_.county, sign_assignment, assignment_id=copy.assignment_id)
    city.do(round_.county, report_assignment, assignment_id=copy.assignment_id, **REPORT)
    seen = _given(round_, round_.dispatcher, "421281")
    assert (seen.state, seen.report) == ("reported", REPORT["report"])
    assert verify_custody().breaches == []


def test_the_giver_may_waive_a_helper_with_a_reason(round_, refused):
    round_.to_county()
    _call_in(round_, round_.dispatcher, "421200-D05")
    round_.sign(round_.county)
    given = _given(round_, round_.dispatcher, "421200-D05")
    with refused("EMPTY", "reason"):
        round_.city.do(round_.dispatcher, waive_assist, assignment_id=given.id, reason=" ")

    round_.city.do(round_.dispatcher, waive_assist, assignment_id=given.id, reason="已无必要")

    waived = _given(round_, round_.dispatcher, "421200-D05")
    assert (waived.state, waived.waive_reason) == ("withdrawn", "已无必要")
    assert waived.ended_at == waived.waived_at
    round_.report(round_.county)
    assert verify_custody().breaches == []


def test_a_helper_hands_back_without_moving_the_case(round_, helper, look):
    round_.to_county()
    _call_in(round_, round_.dispatcher, "421200-D05")
    given = _given(round_, round_.dispatcher, "421200-D05")

    round_.city.do(
        helper,
        return_assignment,
        assignment_id=given.id,
        reason=ReturnReason.WRONG_FUNCTION,
        note="不是我单位职责",
    )

    assert _given(round_, round_.dispatcher, "421200-D05").state == "returned"
    assert look.holder()[:2] == ("received", "county")
    assert verify_custody().breaches == []


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        ([], "UNIT_REQUIRED"),
        (["421200"], "NOT_IN_AREA"),
        (["421200-D05", "421200-D05"], None),
    ],
)
def test_only_units_of_ones_own_area(round_, refused, codes, error):
    round_.to_county()
    if error is None:
        _call_in(round_, round_.dispatcher, *codes)
        with refused("ASSIST_TWICE", "unitIds"):
            _call_in(round_, round_.dispatcher, codes[0])
        return
    with refused(error, "unitIds"):
        _call_in(round_, round_.dispatcher, *codes)


def test_a_county_calls_in_nobody_of_a_neighbour(round_, refused):
    round_.to_county().sign(round_.county)
    with refused("NOT_IN_AREA", "unitIds"):
        _call_in(round_, round_.county, "421202")


def test_a_helper_neither_delegates_nor_adds_helpers(round_, helper, unchanged):
    round_.to_county()
    _call_in(round_, round_.dispatcher, "421200-D05")

    with unchanged(), pytest.raises(PermissionDenied):
        _call_in(round_, helper, "421200-D05")


def test_a_rework_leaves_reported_helpers_alone(city):
    round_ = Round(city)
    round_.to_county()
    _call_in(round_, round_.dispatcher, "421200-D05")
    helper = city.actor("city.chengguan.handler", "xianning")
    given = _given(round_, round_.dispatcher, "421200-D05")
    city.do(helper, sign_assignment, assignment_id=given.id)
    city.do(helper, report_assignment, assignment_id=given.id, **REPORT)
    round_.sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher, accepted=False)

    assert _given(round_, round_.dispatcher, "421200-D05").state == "reported"
    assert round_.case().state == "handling"
    assert verify_custody().breaches == []
