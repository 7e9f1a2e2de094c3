"""Asking for time and rulings (延期、挂账、争议), and what leaders write (批示)."""

from datetime import timedelta
from typing import Any

from api.tickets.enums import Action
from applications.services.disputing import dispute_adjudication
from applications.services.extending import request_extension
from applications.services.suspending import request_suspension, resume_ticket
from kernel.clock import now
from signoffs.services.instructing import instruct_ticket
from tests.harness.act import GIVEN, RECEIVED, TICKET, Act, Arguments, Said
from tickets.states import Verb


def _a_month(_standing: Any) -> Arguments:
    return {"until": now() + timedelta(days=30)}


MONTH = (now() + timedelta(days=30)).isoformat()
RETURN = {"act": "RETURN", "returnReason": "WRONG_AREA", "note": "不在辖区"}
ACTS: dict[Verb, Act] = {
    Verb.REQUEST_EXTENSION: Act(
        request_extension, RECEIVED, {"working_days": 1, "reason": "需专家鉴定"}
    ),
    Verb.REQUEST_SUSPENSION: Act(
        request_suspension, TICKET, {"reason": "待汛期过后施工"}, more=_a_month
    ),
    Verb.RESUME: Act(resume_ticket, TICKET),
    Verb.DISPUTE: Act(dispute_adjudication, RECEIVED, {"reason": "不属本单位职责"}),
    Verb.INSTRUCT: Act(instruct_ticket, TICKET, {"text": "请抓紧办理"}, by="city.manager"),
}
SAID: dict[Action, Said] = {
    Action.REQUEST_EXTENSION: Said(
        "requestExtension", RECEIVED, ({"workingDays": 1, "reason": "需专家鉴定"},)
    ),
    Action.DECIDE_EXTENSION: Said("decideExtension", GIVEN, ({"approved": True},)),
    Action.REQUEST_SUSPENSION: Said(
        "requestSuspension", TICKET, ({"until": MONTH, "reason": "待汛期过后"},)
    ),
    Action.DECIDE_SUSPENSION: Said("decideSuspension", TICKET, ({"approved": True},)),
    Action.RESUME: Said("resumeTicket", TICKET),
    Action.DISPUTE: Said("disputeAdjudication", RECEIVED, ({"reason": "不属职责"},)),
    Action.SUBMIT_FOR_SIGN_OFF: Said("submitForSignOff", RECEIVED, (RETURN,)),
    Action.DECIDE_SIGN_OFF: Said("decideSignOff", TICKET, ({"approved": True},)),
    Action.INSTRUCT: Said("instructTicket", TICKET, ({"text": "请抓紧办理"},)),
}
