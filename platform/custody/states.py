"""The states of a case and of every level's place in it."""

from django.db import models


class State(models.TextChoices):
    """Where one level stands (domain: 工单状态)."""

    REGISTERED = "registered", "待受理"
    DECLINED = "declined", "不予受理"
    ACCEPTED = "accepted", "待派遣"
    DELEGATED = "delegated", "已交办"
    RECEIVED = "received", "待签收"
    HANDLING = "handling", "办理中"
    RETURNED = "returned", "已退单"
    ADJUDICATING = "adjudicating", "待裁定"
    REPORTED = "reported", "已反馈"
    REVIEWING = "reviewing", "待复核"
    REPLYING = "replying", "待答复"
    FOLLOWING_UP = "following_up", "待回访"
    ARCHIVED = "archived", "归档"
    WITHDRAWN = "withdrawn", "已撤件"
    TERMINATED = "terminated", "已终结"
    MERGED = "merged", "已合并"


# Exactly one level of an open case is in one of these: it has the case in hand.
IN_HAND = frozenset(
    {
        State.REGISTERED,
        State.ACCEPTED,
        State.RECEIVED,
        State.HANDLING,
        State.ADJUDICATING,
        State.REVIEWING,
        State.REPLYING,
        State.FOLLOWING_UP,
    }
)
CLOSED = frozenset(
    {State.DECLINED, State.ARCHIVED, State.WITHDRAWN, State.TERMINATED, State.MERGED}
)


class HandoffKind(models.TextChoices):
    """Why custody moved. `register` is the first link of every chain."""

    REGISTER = "register", "登记"
    DELEGATE = "delegate", "交办"
    ESCALATE = "escalate", "上报"
    RETURN = "return", "退单"
    ADJUDICATE = "adjudicate", "裁定退回"
    REPORT = "report", "反馈"
    REWORK = "rework", "发回重办"
    EXPRESS = "express", "直通车"
    RECALL = "recall", "收回"
    SUCCESSION = "succession", "单位撤并承接"
