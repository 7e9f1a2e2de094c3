"""The templates a workspace begins with. Data: an administrator changes them.

A template says what it may name: `{number}` the request, `{code}` its query code, and so on.
"""

from enum import StrEnum
from typing import NamedTuple

# The only text ever sent about a secret ticket: phones are shared (domain.md §6).
NEUTRAL = "neutral"


class Purpose(StrEnum):
    """Purposes that have a template. Other texts may be queued under a code of their own."""

    REGISTERED = "registered"
    DECLINED = "declined"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    PROGRESS = "progress"
    REPLY = "reply"
    RATING = "rating"
    INCIDENT_CHANGED = "incident_changed"
    INCIDENT_ENDED = "incident_ended"
    NEUTRAL = "neutral"


class Default(NamedTuple):
    label: str
    text: str
    placeholders: frozenset[str]
    required: frozenset[str]


def _default(label: str, text: str, may: str, must: str) -> Default:
    return Default(label, text, frozenset(may.split()), frozenset(must.split()))


DEFAULTS: dict[Purpose, Default] = {
    Purpose.REGISTERED: _default(
        "登记告知",
        "【12345】您的诉求已登记，编号{number}，查询码{code}。凭编号和查询码可查询进度，请勿告知他人。",
        "number code",
        "number code",
    ),
    Purpose.DECLINED: _default(
        "不予受理告知",
        "【12345】您的诉求{number}不予受理：{reason}。如有异议，请致电12345。",
        "number reason code",
        "number reason",
    ),
    Purpose.EXTENDED: _default(
        "延期告知",
        "【12345】您的诉求{number}办理时限延至{due}，感谢您的理解。",
        "number due code",
        "number due",
    ),
    Purpose.SUSPENDED: _default(
        "挂账告知",
        "【12345】您的诉求{number}暂不具备办理条件，已挂账至{due}，条件具备后继续办理。",
        "number due code",
        "number due",
    ),
    Purpose.PROGRESS: _default(
        "进展告知", "【12345】您的诉求{number}：{text}", "number text code", "number text"
    ),
    Purpose.REPLY: _default(
        "答复", "【12345】您的诉求{number}答复如下：{text}", "number text code", "number text"
    ),
    Purpose.RATING: _default(
        "评价邀请",
        "【12345】您的诉求{number}已答复，请评价：{link}，查询码{code}。评价仅限一次。",
        "number code link",
        "number code link",
    ),
    Purpose.INCIDENT_CHANGED: _default(
        "突发事件进展",
        "【12345】您来电反映的“{title}”：{text}{until}",
        "title text until",
        "title text",
    ),
    Purpose.INCIDENT_ENDED: _default(
        "突发事件结束",
        "【12345】您来电反映的“{title}”已结束：{text}如仍未恢复，请致电12345。",
        "title text until",
        "title text",
    ),
    Purpose.NEUTRAL: _default(
        "保密件通知", "【12345】编号{number}，查询码{code}。", "number code", "number code"
    ),
}
