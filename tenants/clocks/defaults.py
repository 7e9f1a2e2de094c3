"""The default limits of a new workspace (domain.md §3). Data: an administrator changes them."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from clocks.limits import Limit, clock_hours, working_days, working_hours


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
    limit: Limit
    kind: str = ""
    urgency: str = ""
    unit_kind: str = ""


HALF_AN_HOUR = Decimal("0.5")

DEFAULTS = (
    Default(Purpose.HANDLE, working_days(10)),
    Default(Purpose.HANDLE, working_days(1), kind="consultation"),
    Default(Purpose.HANDLE, working_days(5), kind="help"),
    Default(Purpose.HANDLE, working_days(5), kind="suggestion"),
    Default(Purpose.HANDLE, working_days(10), kind="complaint"),
    Default(Purpose.HANDLE, working_days(10), kind="report"),
    Default(Purpose.HANDLE, working_days(15), kind="complex"),
    Default(Purpose.HANDLE, clock_hours(24), unit_kind="utility"),
    Default(Purpose.HANDLE, clock_hours(24), urgency="emergency"),
    Default(Purpose.FIRST_RESULT, clock_hours(2), urgency="emergency"),
    Default(Purpose.SIGN, working_hours(2)),
    Default(Purpose.SIGN, clock_hours(HALF_AN_HOUR), urgency="emergency"),
    Default(Purpose.RETURN, working_hours(4)),
    Default(Purpose.FIRST_CONTACT, clock_hours(24)),
    Default(Purpose.REVIEW, working_days(1)),
    Default(Purpose.REPLY, working_days(1)),
    Default(Purpose.FOLLOW_UP, working_days(2)),
)
