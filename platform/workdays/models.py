"""The published working calendar: facts of public record, the same for every workspace."""

from datetime import date

from django.db import models

from tenancy.grants import READ, granted
from tenancy.rows import SharedRow
from workdays.arithmetic import YearTable


@granted(public=READ, workspace=READ, custody=READ)
class CalendarYear(SharedRow):
    """One notice on the working days of a year (放假安排). A correction is a new revision.

    `version` names the calendar as it stands from this notice on: this year as given here, every
    other year as last given before. Rows are never changed, so a version always means the same.
    """

    seq = models.PositiveIntegerField("序号", unique=True)
    year = models.PositiveSmallIntegerField("年份")
    revision = models.PositiveSmallIntegerField("版次", default=1)
    version = models.CharField("版本", max_length=16, unique=True)
    source = models.CharField("来源（文号）", max_length=100)
    published_on = models.DateField("发布日期", null=True)
    days_off = models.JSONField("工作日调为休息", help_text="ISO dates")
    make_up_days = models.JSONField("周末调为上班", help_text="ISO dates")

    class Meta:
        verbose_name = "年度工作日历"
        ordering = ("seq",)
        constraints = [
            models.UniqueConstraint(fields=["year", "revision"], name="calendaryear_revision")
        ]

    def __str__(self) -> str:
        return self.version

    def table(self) -> YearTable:
        return YearTable(
            year=self.year,
            days_off=frozenset(map(date.fromisoformat, self.days_off)),
            make_up_days=frozenset(map(date.fromisoformat, self.make_up_days)),
        )
