"""Calling units in to help (协办)."""

from typing import Any

from api.tickets.enums import Action
from people.actor import Actor
from tests.harness.act import GIVEN, RECEIVED, TICKET, Act, Arguments, Said, Way
from tests.harness.rounds import Round
from tickets.models import ReturnReason
from tickets.services.assisting import add_assist, waive_assist
from tickets.services.reporting import report_assignment
from tickets.services.returning import return_assignment
from tickets.services.signing import sign_assignment
from tickets.states import State, Verb


def _called_in(round_: Round) -> Actor:
    """The county helps a department of the city, on a copy of its own."""
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.city.unit("421200-D05"))
    round_.city.do(
        round_.dispatcher,
        add_assist,
        ticket_id=round_.ticket(round_.dispatcher).id,
        unit_ids=[round_.county_unit.id],
    )
    return round_.county


def _helping(round_: Round) -> Actor:
    county = _called_in(round_)
    round_.city.do(county, sign_assignment, assignment_id=round_.ticket(county).assignment_id)
    return county


def _somebody(standing: Any) -> Arguments:
    return {"unit_ids": [standing.round_.township_unit.id]}


WAYS: dict[str, Way] = {
    "called in": Way(State.RECEIVED, _called_in, assists=True),
    "helping": Way(State.HANDLING, _helping, assists=True),
}
ACTS: dict[Verb, Act] = {
    Verb.ADD_ASSIST: Act(add_assist, TICKET, more=_somebody),
    Verb.WAIVE_ASSIST: Act(waive_assist, GIVEN, {"reason": "已无必要"}),
    Verb.SIGN_ASSIST: Act(sign_assignment, RECEIVED),
    Verb.RETURN_ASSIST: Act(
        return_assignment, RECEIVED, {"reason": ReturnReason.WRONG_FUNCTION, "note": "无此职能"}
    ),
    Verb.REPORT_ASSIST: Act(report_assignment, RECEIVED, {"report": "已查", "reply_draft": "已查"}),
}
SAID: dict[Action, Said] = {
    Action.ADD_ASSIST: Said("addAssist", TICKET, ({"unitIds": []},)),
    Action.WAIVE_ASSIST: Said("waiveAssist", GIVEN, ({"reason": "已无必要"},)),
}
