"""What a receiver was given and what it did with it: the columns both sides of a giving share."""

from typing import Any

from django.db import models

from custody.states import State
from tenancy.grants import Policy
from tickets.models.vocabulary import Direction, ReturnReason, Role


def unit_column(null: bool = False, help_text: str = "") -> Any:
    return models.ForeignKey(
        "hierarchy.Unit",
        on_delete=models.PROTECT,
        null=null,
        related_name="+",
        help_text=help_text,
    )


def until_archived(table: str) -> tuple[Policy, ...]:
    """Archived rows can be read for ever and changed never: an update of one touches no row."""
    return tuple(
        Policy(f"{table}_{name}_{to}", verb, to, using=using, check=check)
        for to in ("workspace", "custody")
        for name, verb, using, check in (
            ("read", "SELECT", "true", ""),
            ("add", "INSERT", "", "true"),
            ("change", "UPDATE", "archived_at IS NULL", "true"),
        )
    )


class Receipt(models.Model):
    """What a receiver was given and what it did with it.

    Written on the row the receiver works on; where that is a ticket of another workspace, the
    giver's assignment carries the same values.
    """

    role = models.CharField(max_length=10, choices=Role, default=Role.LEAD)
    state = models.CharField("状态", max_length=20, choices=State)
    direction = models.CharField(max_length=6, choices=Direction, blank=True)
    express = models.BooleanField("直通车", default=False)
    requirement = models.TextField("办理要求", blank=True)
    due_at = models.DateTimeField("办理时限", null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_unit = unit_column(null=True, help_text="代签: the unit above that signed for it")

    return_until = models.DateTimeField(null=True, help_text="the end of the return window")
    return_window_reopened = models.BooleanField(default=False)
    returns_before = models.PositiveSmallIntegerField(
        default=0, help_text="how often the giver's units had returned it when it was given"
    )
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=24, choices=ReturnReason, blank=True)
    return_note = models.TextField(blank=True)
    return_basis = models.CharField("退单依据", max_length=200, blank=True)
    return_binding = models.BooleanField(
        default=False, help_text="found competent by adjudication: may not return it again"
    )
    suggested_unit = unit_column(null=True)

    suspended_until = models.DateTimeField("挂账至", null=True)
    contacted_at = models.DateTimeField(
        "首次联系诉求人", null=True, help_text="when the unit first contacted the citizen"
    )
    contact_released = models.BooleanField(
        default=False, help_text="the level above let this one reach the citizen for the task"
    )

    reported_at = models.DateTimeField(null=True)
    reported_by_unit = unit_column(null=True, help_text="代报: the unit above that reported for it")
    report = models.TextField("办理情况", blank=True)
    reply_draft = models.TextField("拟答复意见", blank=True)
    waived_at = models.DateTimeField(null=True, help_text="the giver no longer waits for it")
    waive_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
