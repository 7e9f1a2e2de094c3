"""反馈: the handler tells the giver what was done."""

import pytest

from tenancy.context import in_workspace
from tests.harness.standings import perform
from tickets.models import Assignment, Ticket
from tickets.states import Verb


def test_across_workspaces(round_, look):
    round_.to_county().sign(round_.county)

    copy = round_.report(round_.county)

    assert look.holder() == ("reviewing", "city", 1, 5)
    assert look.places() == {"city": "reviewing", "county": "reported"}
    assert look.links()[1:] == [("report", "county", "city")]
    assert look.givings() == [("city", "county", "reported", False)]
    assert look.events("chibi")[-1] == ("report", "county", "city", "")
    assert look.events("xianning")[-1] == ("report", "county", "city", "")
    assert look.clocks("chibi") == [("handle", "stopped"), ("sign", "stopped")]
    assert (copy.report, copy.reply_draft) == ("已更换灯具", "路灯已修复")
    assert copy.reported_at is not None
    with in_workspace(round_.dispatcher.workspace):
        giving = Assignment.objects.get(ticket__number=round_.number)
    assert (giving.report, giving.reply_draft) == ("已更换灯具", "路灯已修复")


def test_within_a_workspace(round_, look):
    round_.to_village().sign(round_.village)

    round_.report(round_.village)

    assert look.holder() == ("reviewing", "township", 3, 9)
    assert look.places() == {
        "city": "delegated",
        "county": "delegated",
        "township": "reviewing",
        "village": "reported",
    }
    assert look.links()[3:] == [("report", "village", "township")]
    assert look.givings()[2:] == [("township", "village", "reported", False)]
    assert [verb for verb, *_ in look.events("xianning")].count("report") == 0


def test_what_was_escalated_is_reported_down(round_, look):
    round_.register(round_.county)
    round_.accept(round_.county)
    round_.escalate(round_.county)
    round_.sign(round_.dispatcher)

    round_.report(round_.dispatcher)

    assert look.holder() == ("reviewing", "county", 2, 5)
    assert look.links()[1:] == [("report", "city", "county")]


def test_ones_own_case_has_nobody_to_report_to(round_, city, unchanged):
    from kernel.errors import PermissionDenied
    from tickets.services.reporting import report_assignment

    round_.register()
    ticket = round_.accept()
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(
            round_.dispatcher,
            report_assignment,
            assignment_id=ticket.id,
            report="已办",
            reply_draft="已办",
        )


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"report": ""}, "EMPTY", "report"),
        ({"report": "办" * 20_001}, "TOO_LONG", "report"),
        ({"reply_draft": "\n"}, "EMPTY", "replyDraft"),
        ({"reply_draft": "办" * 20_001}, "TOO_LONG", "replyDraft"),
    ],
    ids=["no report", "long report", "no draft", "long draft"],
)
def test_bad_input(city, standing, refused, said, code, field):
    place = standing("handling")

    with refused(code, field):
        perform(city, Verb.REPORT, place, by=place.actor, **said)


def test_it_cannot_be_reported_twice(round_, city, refused):
    round_.to_county().sign(round_.county)
    giving = round_.giving(round_.county)
    round_.report(round_.county)

    from tickets.services.reporting import report_assignment

    with refused("WRONG_STATE"):
        city.do(
            round_.county,
            report_assignment,
            assignment_id=giving,
            report="再报",
            reply_draft="再报",
        )
    with in_workspace(round_.county.workspace):
        assert Ticket.objects.get(assignment_id=giving).report == "已更换灯具"
