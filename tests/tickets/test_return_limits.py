"""退单: inside its window, at most twice at a level, and once more after a return from below."""

from datetime import timedelta

import time_machine

from kernel.clock import now
from tenancy.context import in_workspace
from tests.workdays.calendars import local
from tickets.models import ReturnReason, Ticket
from tickets.places import own_place, receipt_of
from tickets.services.returning import return_assignment

RETURN = {"reason": ReturnReason.WRONG_AREA, "note": "不在本辖区"}
WEDNESDAY = local("2026-12-02 09:00")


def _return(round_, actor, **more):
    return round_.city.do(
        actor, return_assignment, assignment_id=round_.giving(actor), **{**RETURN, **more}
    )


def test_two_returns_a_third_is_refused(round_, refused, city):
    round_.register()
    round_.accept()
    for code in ("421281", "421202"):
        round_.delegate(round_.dispatcher, city.unit(code))
        receiver = city.actor("chibi.dispatcher" if code == "421281" else "xianan.dispatcher")
        _return(round_, receiver)
        round_.adjudicate(round_.dispatcher, upheld=True)
    round_.delegate(round_.dispatcher, city.unit("421221"))
    third = city.actor("jiayu.dispatcher")

    with in_workspace(third.workspace):
        assert Ticket.objects.get(number=round_.number).returns_before == 2
    with refused("RETURN_LIMIT"):
        _return(round_, third)


def test_after_four_working_hours_it_is_too_late(city, round_, refused):
    with time_machine.travel(WEDNESDAY, tick=False):
        round_.to_county()
        with in_workspace(round_.county.workspace):
            window = Ticket.objects.get(number=round_.number).return_until
    # 09:00 to 12:00 are three hours, and one more after the lunch break.
    assert window == local("2026-12-02 15:30")
    late = window + timedelta(seconds=1)
    with time_machine.travel(late, tick=False), refused("RETURN_WINDOW_OVER"):
        _return(round_, round_.county)
    with time_machine.travel(window, tick=False):
        _return(round_, round_.county)
    assert round_.case().state == "adjudicating"


def test_a_return_from_below_opens_the_window_once_more(round_, refused):
    with time_machine.travel(WEDNESDAY, tick=False):
        round_.to_county().sign(round_.county)
        round_.delegate(round_.county, round_.township_unit)
    late = local("2026-12-02 16:00")
    # The township was given it at the same hour: its own window is over too.
    with time_machine.travel(late, tick=False), refused("RETURN_WINDOW_OVER"):
        _return(round_, round_.township)
    with time_machine.travel(local("2026-12-02 15:00"), tick=False):
        _return(round_, round_.township)
        round_.adjudicate(round_.county, upheld=True)
    with in_workspace(round_.county.workspace):
        county = receipt_of(own_place(round_.county.workspace, round_.ticket(round_.county)))
        assert county.return_window_reopened
        assert county.return_until == local("2026-12-02 17:00")
    with time_machine.travel(local("2026-12-02 17:00"), tick=False):
        _return(round_, round_.county)
    assert round_.case().state == "adjudicating"


def test_the_basis_is_kept_on_both_sides(round_):
    round_.to_county()
    _return(round_, round_.county, legal_basis="《城市道路管理条例》第六条")

    for actor in (round_.county, round_.dispatcher):
        with in_workspace(actor.workspace):
            ticket = round_.ticket(actor)
            row = ticket if not ticket.is_origin else ticket.assignments.get()
            assert row.return_basis == "《城市道路管理条例》第六条"
            assert row.returned_at is not None
            assert row.returned_at <= now()
