"""What a notice can be about. An app that announces something new adds a line here."""

from django.db import models


class NoticeKind(models.TextChoices):
    """Why a unit is told. The moves of a case keep the names of their handoffs."""

    REGISTER = "register", "登记"
    DELEGATE = "delegate", "交办"
    ESCALATE = "escalate", "上报"
    EXPRESS = "express", "直通车"
    RETURN = "return", "退单"
    ADJUDICATE = "adjudicate", "裁定退回"
    REPORT = "report", "反馈"
    REWORK = "rework", "发回重办"
    RECALL = "recall", "收回"
    SUCCESSION = "succession", "单位撤并承接"

    CHASED = "chased", "催问"
    CHASED_OFTEN = "chased_often", "多次催问"
    SUPPLEMENTED = "supplemented", "补充材料"
    WITHDRAWN = "withdrawn", "诉求人撤件"
    TERMINATED = "terminated", "终结"
    REOPENED = "reopened", "恢复办理"
    MERGED = "merged", "合并"
    UNMERGED = "unmerged", "取消合并"
    EXTENSION = "extension", "延期待审批"
    SUSPENSION = "suspension", "挂账待审批"
    DISPUTE = "dispute", "争议待裁定"
    DECIDED = "decided", "申请已审批"
    SIGN_OFF = "sign_off", "待审签"
    SIGNED_OFF = "signed_off", "审签结果"
    INSTRUCTED = "instructed", "领导批示"
    PRAISED = "praised", "表扬"
    DUTY_CALLED = "duty_called", "值班呼叫"
    EXPRESS_PASSING = "express_passing", "直通车途经本级"
    ROSTER_MISSING = "roster_missing", "下级无值班安排"
    EXPRESS_UNANSWERED = "express_unanswered", "直通车无人应答"
