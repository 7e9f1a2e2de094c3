"""复核、发回重办: the giver accepts a report, or sends the case back."""

import pytest
import time_machine

from kernel.clock import now
from tests.harness.standings import perform
from tickets.services.reporting import review_report
from tickets.states import Verb
from workdays.calendar import current_calendar


def test_accepted_at_the_origin_the_citizen_is_answered_next(round_, look):
    round_.to_county().sign(round_.county)
    round_.report(round_.county)

    round_.review(round_.dispatcher)

    assert look.holder() == ("replying", "city", 1, 6)
    assert look.places() == {"city": "replying", "county": "reported"}
    assert [kind for kind, _, _ in look.links()] == ["delegate", "report"]
    assert look.givings() == [("city", "county", "reported", True)]
    assert look.events("xianning")[-1] == ("accept_report", "city", None, "")
    assert look.events("chibi")[-1] == ("accept_report", "city", None, "")


def test_accepted_on_the_way_the_giver_reports_up_itself(round_, look):
    round_.to_village().sign(round_.village)
    round_.report(round_.village)

    round_.review(round_.township)

    assert look.holder() == ("handling", "township", 3, 10)
    assert look.places() == {
        "city": "delegated",
        "county": "delegated",
        "township": "handling",
        "village": "reported",
    }
    assert look.givings()[1:] == [
        ("county", "township", "handling", False),
        ("township", "village", "reported", True),
    ]


def test_sent_back_the_receiver_has_it_again(round_, look):
    at = now()
    with time_machine.travel(at, tick=False):
        round_.to_county().sign(round_.county)
        round_.report(round_.county)
        round_.review(round_.dispatcher, accepted=False)

    assert look.holder() == ("handling", "county", 2, 6)
    assert look.places() == {"city": "delegated", "county": "handling"}
    assert look.links()[2:] == [("rework", "city", "county")]
    assert look.givings() == [("city", "county", "handling", False)]
    assert look.events("xianning")[-1] == ("rework", "city", "county", "请补充照片")
    assert look.events("chibi")[-1] == ("rework", "city", "county", "请补充照片")
    assert look.clocks("chibi") == [("handle", "running"), ("sign", "stopped")]
    city, county = round_.ticket(round_.dispatcher), round_.ticket(round_.county)
    assert (city.rework_count, county.rework_count, round_.case().rework_count) == (1, 1, 1)
    # Half of the five working days that a 求助 has, rounded up to whole ones.
    assert county.due_at == current_calendar().add_working_days(at, 3)
    assert county.due_at == county.holder_due_at == round_.case().due_at


def test_sent_back_within_a_workspace(round_, look):
    round_.to_village().sign(round_.village)
    round_.report(round_.village)

    round_.review(round_.township, accepted=False)

    assert look.holder() == ("handling", "village", 4, 10)
    assert look.links()[4:] == [("rework", "township", "village")]
    assert look.givings()[2:] == [("township", "village", "handling", False)]


def test_sent_back_as_often_as_it_takes(round_, look):
    round_.to_county().sign(round_.county)
    for _ in range(3):
        round_.report(round_.county)
        round_.review(round_.dispatcher, accepted=False)
    round_.report(round_.county)
    round_.review(round_.dispatcher)

    assert look.holder() == ("replying", "city", 1, 12)
    assert round_.case().rework_count == 3


@pytest.mark.parametrize(
    ("accepted", "note", "code"),
    [(False, "", "EMPTY"), (False, "补" * 2001, "TOO_LONG"), (True, "好" * 2001, "TOO_LONG")],
    ids=["no reason", "long reason", "long praise"],
)
def test_bad_input(city, standing, refused, accepted, note, code):
    place = standing("reviewing")

    with refused(code, "note"):
        city.do(
            place.actor,
            review_report,
            assignment_id=place.given,
            accepted=accepted,
            note=note,
        )


@pytest.mark.parametrize("accepted", [True, False])
def test_a_report_accepted_before_is_not_reviewed_again(round_, city, refused, accepted):
    """While another giving is under review, the earlier report stays accepted."""
    round_.to_county().sign(round_.county)
    first = None
    for _ in range(2):
        round_.delegate(round_.county, round_.township_unit)
        first = first or round_.giving(round_.township)
        round_.sign(round_.township)
        round_.report(round_.township)
        if round_.giving(round_.county) == first:
            round_.review(round_.county)

    with refused("WRONG_STATE"):
        city.do(round_.county, review_report, assignment_id=first, accepted=accepted, note="请补充")


@pytest.mark.parametrize("who", ["township", "dispatcher"])
def test_only_the_giver_reviews(city, standing, unchanged, who):
    from kernel.errors import PermissionDenied

    place = standing("reviewing")
    with unchanged(), pytest.raises(PermissionDenied):
        perform(city, Verb.ACCEPT_REPORT, place, by=getattr(place.round_, who))
