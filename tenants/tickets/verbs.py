"""What can be done to a ticket, from where, and how a rule about it reads."""

from enum import StrEnum
from typing import NamedTuple

from django.db import models

from custody.states import HandoffKind, State


class Verb(models.TextChoices):
    """What is done to a ticket, and what people call it."""

    REGISTER = "register", "登记"
    DECLINE = "decline", "不予受理"
    ANSWER = "answer", "直接答复"
    CONFERENCE = "conference", "三方通话办结"
    HAND_OVER = "hand_over", "转紧急救助"
    ACCEPT = "accept", "受理"
    DELEGATE = "delegate", "交办"
    EXPRESS = "express", "直通车"
    ESCALATE = "escalate", "上报"
    SIGN = "sign", "签收"
    RETURN = "return", "退单"
    UPHOLD_RETURN = "uphold_return", "同意退单"
    REJECT_RETURN = "reject_return", "驳回退单"
    DISPUTE = "dispute", "提出争议"
    UPHOLD_DISPUTE = "uphold_dispute", "争议裁定成立"
    REJECT_DISPUTE = "reject_dispute", "争议裁定不成立"
    FIRST_RESULT = "first_result", "初步结果"
    REPORT = "report", "反馈"
    ACCEPT_REPORT = "accept_report", "复核通过"
    REWORK = "rework", "发回重办"
    ADD_ASSIST = "add_assist", "加派协办"
    SIGN_ASSIST = "sign_assist", "协办签收"
    RETURN_ASSIST = "return_assist", "协办退单"
    REPORT_ASSIST = "report_assist", "协办反馈"
    WAIVE_ASSIST = "waive_assist", "免除协办"
    REQUEST_EXTENSION = "request_extension", "申请延期"
    DECIDE_EXTENSION = "decide_extension", "审批延期"
    REQUEST_SUSPENSION = "request_suspension", "申请挂账"
    DECIDE_SUSPENSION = "decide_suspension", "审批挂账"
    RESUME = "resume", "恢复计时"
    REPLY = "reply", "答复"
    REPLY_MERGED = "reply_merged", "随主件答复"
    PROVE_REPLY = "prove_reply", "答复送达"
    FOLLOW_UP = "follow_up", "回访"
    FOLLOW_UP_REWORK = "follow_up_rework", "回访重办"
    FOLLOW_UP_DISPATCH = "follow_up_dispatch", "回访重新派遣"
    ARCHIVE = "archive", "归档"
    WITHDRAW = "withdraw", "撤件"
    TERMINATE = "terminate", "终结"
    MERGE = "merge", "合并"
    UNMERGE = "unmerge", "取消合并"
    SPLIT = "split", "拆单"
    REOPEN = "reopen", "重新受理"
    SUPPLEMENT = "supplement", "补充材料"
    CHASE = "chase", "催问"
    RECORD_CONTACT = "record_contact", "联系诉求人"
    SUBMIT_SIGN_OFF = "submit_sign_off", "报请审签"
    DECIDE_SIGN_OFF = "decide_sign_off", "审签"
    INSTRUCT = "instruct", "批示"
    RELEASE_CONTACT = "release_contact", "授权联系"
    MARK_SECRET = "mark_secret", "转为保密件"
    SUCCEED = "succeed", "单位撤并承接"


class Party(StrEnum):
    """The two sides of a giving. A verb that nobody gives has a receiver only."""

    GIVER = "giver"
    RECEIVER = "receiver"
    NOBODY = "nobody"
    UNCHANGED = "unchanged"


class Seat(StrEnum):
    """Where somebody must stand to do a verb."""

    HAND = "hand"  # has the case in hand
    ORIGIN = "origin"  # accepted it from the citizen, whoever has it in hand
    GIVER = "giver"  # gave it and waits
    ASSIST = "assist"  # helps, and never holds
    ANY = "any"  # any place of the case


class Step(NamedTuple):
    """How a verb moves one side. `origin` is the target at the accepting place, if different.

    Without a target the side stays in its state; `ends` says that its part is over.
    """

    sources: frozenset[State]
    target: State | None
    origin: State | None = None
    ends: bool = False


class Rule(NamedTuple):
    """One verb: how it moves both sides, who acts from where, who holds afterwards."""

    giver: Step | None
    receiver: Step | None
    actor: Party
    holder: Party
    handoff: HandoffKind | None
    permissions: frozenset[str]
    seats: frozenset[Seat] = frozenset({Seat.HAND})
    # Also open to the accepting centre: whoever holds the permission on the workspace's own unit.
    centre: bool = False
    # Only at the place that accepted the request from the citizen.
    at_origin: bool = False
