"""What a seat does about a request itself: decline, answer, confer, hand over an emergency."""

from datetime import UTC, datetime

from api.tickets.enums import Action
from intake.models import Outcome
from intake.services.answering import (
    Participant,
    answer_ticket,
    confer_on_ticket,
    hand_over_emergency,
)
from intake.services.declining import decline_ticket
from people.actor import Actor
from tests.harness.act import TICKET, Act, Said, Way
from tests.harness.rounds import Round
from tickets.states import State, Verb

DECLINED = {
    "refusal_class_code": "refuse_2",
    "explanation": "属民事纠纷，行政机关无权裁断。",
    "guided_to": "人民调解委员会",
}
CALL = {
    "participants": [Participant(name="值班律师", role="律师")],
    "started_at": datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    "duration_seconds": 320,
    "outcome": Outcome.SOLVED,
    "text": "律师已解答。",
}

ACTS: dict[Verb, Act] = {
    Verb.DECLINE: Act(decline_ticket, TICKET, DECLINED),
    Verb.ANSWER: Act(answer_ticket, TICKET, {"text": "请携身份证到窗口办理。"}),
    Verb.CONFERENCE: Act(confer_on_ticket, TICKET, CALL),
    Verb.HAND_OVER: Act(hand_over_emergency, TICKET, {"partner": "119", "received_by": "值班员"}),
}

SAID: dict[Action, Said] = {
    Action.DECLINE: Said(
        "declineTicket",
        TICKET,
        ({"refusalClass": "refuse_2", "explanation": "民事纠纷", "guidedTo": "法院"},),
    ),
    Action.ANSWER: Said("answerTicket", TICKET, ({"text": "请到窗口办理"},)),
    Action.CONFERENCE: Said(
        "conferenceTicket",
        TICKET,
        (
            {
                "participants": [{"name": "值班律师"}],
                "startedAt": "2026-03-02T09:30:00+08:00",
                "durationSeconds": 60,
                "outcome": "SOLVED",
                "text": "已解答",
            },
        ),
    ),
    Action.HAND_OVER: Said("handOverEmergency", TICKET, ({"partner": "110", "receivedBy": "王"},)),
}


def _declined(round_: Round) -> Actor:
    ticket = round_.register()
    round_.city.do(round_.dispatcher, decline_ticket, ticket_id=ticket.id, **DECLINED)
    # Whoever leads the office: may end and reopen, so that only the state can be in the way.
    return round_.city.actor("city.manager")


WAYS: dict[str, Way] = {"declined": Way(State.DECLINED, _declined, at_origin=True)}
