"""The default limits of a new workspace (docs/limits.md). Data: an administrator changes them."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from clocks.limits import Unit


class Purpose(StrEnum):
    """What a clock is there for: it always says which limit is running."""

    HANDLE = "handle"
    SIGN = "sign"
    RETURN = "return"
    REVIEW = "review"
    REPLY = "reply"
    FOLLOW_UP = "follow_up"
    FIRST_CONTACT = "first_contact"
    FIRST_RESULT = "first_result"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Purpose.HANDLE: "办理",
    Purpose.SIGN: "签收",
    Purpose.RETURN: "退单",
    Purpose.REVIEW: "复核",
    Purpose.REPLY: "答复",
    Purpose.FOLLOW_UP: "回访",
    Purpose.FIRST_CONTACT: "首次联系",
    Purpose.FIRST_RESULT: "初步结果",
}


class Default(NamedTuple):
    """A limit and the matter it is for; what is left blank fits every matter."""

    purpose: Purpose
    value: Decimal | int
    unit: Unit
    kind: str = ""
    urgency: str = ""
    unit_kind: str = ""


HALF_AN_HOUR = Decimal("0.5")

DEFAULTS = (
    Default(Purpose.HANDLE, 10, Unit.WORKING_DAY),
    Default(Purpose.HANDLE, 1, Unit.WORKING_DAY, kind="consultation"),
    Default(Purpose.HANDLE, 5, Unit.WORKING_DAY, kind="help"),
    Default(Purpose.HANDLE, 5, Unit.WORKING_DAY, kind="suggestion"),
    Default(Purpose.HANDLE, 10, Unit.WORKING_DAY, kind="complaint"),
    Default(Purpose.HANDLE, 10, Unit.WORKING_DAY, kind="report"),
    Default(Purpose.HANDLE, 15, Unit.WORKING_DAY, kind="complex"),
    Default(Purpose.HANDLE, 24, Unit.HOUR, unit_kind="utility"),
    Default(Purpose.HANDLE, 24, Unit.HOUR, urgency="emergency"),
    Default(Purpose.FIRST_RESULT, 2, Unit.HOUR, urgency="emergency"),
    Default(Purpose.SIGN, 2, Unit.WORKING_HOUR),
    Default(Purpose.SIGN, HALF_AN_HOUR, Unit.HOUR, urgency="emergency"),
    Default(Purpose.RETURN, 4, Unit.WORKING_HOUR),
    Default(Purpose.FIRST_CONTACT, 24, Unit.HOUR),
    Default(Purpose.REVIEW, 1, Unit.WORKING_DAY),
    Default(Purpose.REPLY, 1, Unit.WORKING_DAY),
    Default(Purpose.FOLLOW_UP, 2, Unit.WORKING_DAY),
)
