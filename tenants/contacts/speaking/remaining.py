"""How much time is left, as people say it. Pure."""

from datetime import date, datetime, timedelta

from kernel.clock import LOCAL
from workdays.arithmetic import WorkCalendar

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_chinese(at: datetime, *, now: datetime) -> str:
    """`11月20日`; with the year where it is not this one."""
    day, today = _days(at, now)
    return f"{'' if day.year == today.year else f'{day.year}年'}{day.month}月{day.day}日"


def day_in_english(at: datetime, *, now: datetime) -> str:
    """`20 November`; with the year where it is not this one."""
    day, today = _days(at, now)
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def limit_in_chinese(due_at: datetime | None, *, now: datetime, calendar: WorkCalendar) -> str:
    """A clause to put behind another, beginning with its comma; empty without a limit."""
    if due_at is None:
        return ""
    day = day_in_chinese(due_at, now=now)
    if due_at <= now:
        return f"，原定{day}办结，现已超过时限"
    left = working_days_left(due_at, now=now, calendar=calendar)
    if _same_day(due_at, now):
        return f"，应在今天{_clock(due_at)}前办结"
    if left == 0:
        return f"，应在{day}{_clock(due_at)}前办结"
    return f"，还有 {left} 个工作日，最迟{day}办结"


def limit_in_english(due_at: datetime | None, *, now: datetime, calendar: WorkCalendar) -> str:
    """The same in English."""
    if due_at is None:
        return ""
    day = day_in_english(due_at, now=now)
    if due_at <= now:
        return f"; it was due by {day} and is now late"
    left = working_days_left(due_at, now=now, calendar=calendar)
    if _same_day(due_at, now):
        return f"; it is due today by {_clock(due_at)}"
    if left == 0:
        return f"; it is due on {day} by {_clock(due_at)}"
    days = "1 working day is" if left == 1 else f"{left} working days are"
    return f"; {days} left, until {day}"


def working_days_left(due_at: datetime, *, now: datetime, calendar: WorkCalendar) -> int:
    """Working days after today, up to the day of the limit and with it."""
    day, today = _days(due_at, now)
    ahead = (today + timedelta(days=n) for n in range(1, (day - today).days + 1))
    return sum(calendar.is_working_day(each) for each in ahead)


def _days(at: datetime, now: datetime) -> tuple[date, date]:
    return at.astimezone(LOCAL).date(), now.astimezone(LOCAL).date()


def _same_day(at: datetime, now: datetime) -> bool:
    day, today = _days(at, now)
    return day == today


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M}"
