"""The trade's words as GraphQL enums."""

from enum import StrEnum

from api.core.enums import enum_of
from api.taxonomy.types import TicketKind as TicketKind
from custody.states import HandoffKind, State
from followups.models import Satisfaction
from tickets.models import (
    Assignment,
    Channel,
    Direction,
    ReturnReason,
    TicketEvent,
    Urgency,
)
from tickets.states import Verb


class Action(StrEnum):
    """What a person can be offered on a ticket."""

    ACCEPT = "accept"
    DELEGATE = "delegate"
    ESCALATE = "escalate"
    SIGN = "sign"
    RETURN = "return"
    ADJUDICATE = "adjudicate"
    REPORT = "report"
    REVIEW = "review"
    REPLY = "reply"
    FOLLOW_UP = "follow_up"
    ARCHIVE = "archive"


# Verbs that are decided in one form are one action.
ACTION_OF: dict[Verb, Action] = {
    Verb.ACCEPT: Action.ACCEPT,
    Verb.DELEGATE: Action.DELEGATE,
    Verb.ESCALATE: Action.ESCALATE,
    Verb.SIGN: Action.SIGN,
    Verb.RETURN: Action.RETURN,
    Verb.UPHOLD_RETURN: Action.ADJUDICATE,
    Verb.REJECT_RETURN: Action.ADJUDICATE,
    Verb.REPORT: Action.REPORT,
    Verb.ACCEPT_REPORT: Action.REVIEW,
    Verb.REWORK: Action.REVIEW,
    Verb.REPLY: Action.REPLY,
    Verb.FOLLOW_UP: Action.FOLLOW_UP,
    Verb.FOLLOW_UP_REWORK: Action.FOLLOW_UP,
    Verb.ARCHIVE: Action.ARCHIVE,
}


class Box(StrEnum):
    """Which tickets a list shows."""

    INBOX = "inbox"
    GIVEN = "given"
    ALL = "all"


TicketState = enum_of(State, name="TicketState", description="Where a level stands.")
TicketAction = enum_of(Action, name="TicketAction", description="What a person may do now.")
TicketVerb = enum_of(TicketEvent.Change, name="TicketVerb", description="What happened.")
TicketUrgency = enum_of(Urgency, name="Urgency", description="紧急程度")
TicketChannel = enum_of(Channel, name="Channel", description="来源渠道")
ReturnReasonEnum = enum_of(ReturnReason, name="ReturnReason", description="退单理由")
AssignmentRole = enum_of(Assignment.Role, name="AssignmentRole", description="主办或协办")
DirectionEnum = enum_of(Direction, name="Direction", description="交办或上报")
HandoffKindEnum = enum_of(HandoffKind, name="HandoffKind", description="交接缘由")
SatisfactionEnum = enum_of(Satisfaction, name="Satisfaction", description="满意度")
TicketBox = enum_of(
    Box,
    name="TicketBox",
    description=(
        "INBOX: waits for the person's units, most urgent first. GIVEN: their units gave it and"
        " wait. ALL: everything they may see, newest first."
    ),
)
