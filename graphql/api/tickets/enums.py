"""The trade's words as GraphQL enums."""

from enum import StrEnum

from api.core.enums import enum_of
from api.taxonomy.types import TicketKind as TicketKind
from custody.states import HandoffKind, State
from tickets.models import RECEIVE, Channel, Direction, ReturnReason, Role, Urgency, Way
from tickets.verbs import Verb


class Action(StrEnum):
    """What a person can be offered on a ticket."""

    ACCEPT = "accept"
    DECLINE = "decline"
    ANSWER = "answer"
    CONFERENCE = "conference"
    HAND_OVER = "hand_over"
    DELEGATE = "delegate"
    EXPRESS = "express"
    ESCALATE = "escalate"
    SIGN = "sign"
    RETURN = "return"
    ADJUDICATE = "adjudicate"
    DISPUTE = "dispute"
    FIRST_RESULT = "first_result"
    REPORT = "report"
    REVIEW = "review"
    ADD_ASSIST = "add_assist"
    WAIVE_ASSIST = "waive_assist"
    REQUEST_EXTENSION = "request_extension"
    DECIDE_EXTENSION = "decide_extension"
    REQUEST_SUSPENSION = "request_suspension"
    DECIDE_SUSPENSION = "decide_suspension"
    RESUME = "resume"
    REPLY = "reply"
    DELIVER_REPLY = "deliver_reply"
    FOLLOW_UP = "follow_up"
    ARCHIVE = "archive"
    SPLIT = "split"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SUPPLEMENT = "supplement"
    CHASE = "chase"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    REOPEN = "reopen"
    SUBMIT_FOR_SIGN_OFF = "submit_for_sign_off"
    DECIDE_SIGN_OFF = "decide_sign_off"
    INSTRUCT = "instruct"
    RECORD_CONTACT = "record_contact"
    RELEASE_CONTACT = "release_contact"
    MARK_SECRET = "mark_secret"  # noqa: S105 - no password


# Verbs that are decided in one form are one action.
_FORMS: dict[Verb, Action] = {
    Verb.UPHOLD_RETURN: Action.ADJUDICATE,
    Verb.REJECT_RETURN: Action.ADJUDICATE,
    Verb.ACCEPT_REPORT: Action.REVIEW,
    Verb.REWORK: Action.REVIEW,
    Verb.FOLLOW_UP_REWORK: Action.FOLLOW_UP,
    Verb.FOLLOW_UP_DISPATCH: Action.FOLLOW_UP,
    Verb.SIGN_ASSIST: Action.SIGN,
    Verb.RETURN_ASSIST: Action.RETURN,
    Verb.REPORT_ASSIST: Action.REPORT,
    Verb.PROVE_REPLY: Action.DELIVER_REPLY,
    Verb.SUBMIT_SIGN_OFF: Action.SUBMIT_FOR_SIGN_OFF,
}
# Done by the platform, before there is a ticket, or on a desk of its own.
NOT_OFFERED = frozenset(
    {
        *(Verb.REGISTER, Verb.REPLY_MERGED, Verb.UPHOLD_DISPUTE, Verb.REJECT_DISPUTE),
        Verb.SUCCEED,
    }
)
ACTION_OF: dict[Verb, Action] = _FORMS | {
    verb: Action[verb.name] for verb in Verb if verb not in _FORMS and verb not in NOT_OFFERED
}


class Box(StrEnum):
    """Which tickets a list shows."""

    INBOX = "inbox"
    GIVEN = "given"
    ALL = "all"


TicketState = enum_of(State, name="TicketState", description="Where a level stands.")
TicketAction = enum_of(Action, name="TicketAction", description="What a person may do now.")
TicketVerb = enum_of(
    StrEnum("TicketChange", [("RECEIVE", RECEIVE), *((verb.name, verb.value) for verb in Verb)]),
    name="TicketVerb",
    description="What happened.",
)
TicketUrgency = enum_of(Urgency, name="Urgency", description="紧急程度")
TicketChannel = enum_of(Channel, name="Channel", description="来源渠道")
ReturnReasonEnum = enum_of(ReturnReason, name="ReturnReason", description="退单理由")
WayEnum = enum_of(Way, name="Way", description="办理方式")
AssignmentRole = enum_of(Role, name="AssignmentRole", description="主办或协办")
DirectionEnum = enum_of(Direction, name="Direction", description="交办或上报")
HandoffKindEnum = enum_of(HandoffKind, name="HandoffKind", description="交接缘由")
TicketBox = enum_of(
    Box,
    name="TicketBox",
    description=(
        "INBOX: waits for the person's units, most urgent first. GIVEN: their units gave it and"
        " wait. ALL: everything they may see, newest first."
    ),
)
