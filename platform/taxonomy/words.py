"""The few words of the trade that code decides by; everything else about them is data."""

from django.db import models


class Kind(models.TextChoices):
    """Kinds of request (诉求类型). How a city calls them and treats them is data: `KindVersion`."""

    CONSULTATION = "consultation", "咨询"
    SUGGESTION = "suggestion", "建议"
    HELP = "help", "求助"
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"


class Outcome(models.TextChoices):
    """What is to be done with a request by the rules of scope (受理范围)."""

    ACCEPT = "accept", "受理"
    REFUSE = "refuse", "不予受理"
    TRANSFER = "transfer", "转接"
    HAND_OVER = "hand_over", "移交110、119、120"


class LineMode(models.TextChoices):
    """How the line that owns a matter is joined to the one number (整合方式)."""

    MERGED = "merged", "直接合并"
    INTERCONNECTED = "interconnected", "互联互通"
    EMERGENCY = "emergency", "紧急求助"
