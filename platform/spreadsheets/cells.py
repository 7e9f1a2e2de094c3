"""What a cell says: text as people mean it, and readers that turn it into values.

A reader takes the cell's text (never empty) and answers a value, or raises RowRefused with one
sentence that says what to write instead.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

from kernel.clock import LOCAL
from spreadsheets.errors import RowRefused

Reader = Callable[[str], Any]
T = TypeVar("T")

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
# What input methods leave behind in codes, dates and numbers.
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("　"): " "}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
CLOCKS = ("%H:%M", "%H:%M:%S", "%H时%M分")


def text_of(raw: object) -> str:
    """A cell's content as text: numbers without a trailing `.0`, days in ISO form."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == time() else f"{raw:%Y-%m-%d %H:%M:%S}"
    if isinstance(raw, date | time):
        return raw.isoformat()
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    return CONTROL.sub("", str(raw).replace("_x000D_", "")).translate(DIGITS).strip()


def line(limit: int = 200) -> Reader:
    """One line of text, white space folded."""

    def read(said: str) -> str:
        folded = " ".join(said.split())
        if len(folded) > limit:
            raise RowRefused(f"内容过长，最多 {limit} 个字")
        return folded

    return read


def body(limit: int = 20_000) -> Reader:
    """Text of several lines."""

    def read(said: str) -> str:
        if len(said) > limit:
            raise RowRefused(f"内容过长，最多 {limit} 个字")
        return "\n".join(each.rstrip() for each in said.splitlines())

    return read


def code(limit: int = 40) -> Reader:
    """A code: no blanks, full-width letters and digits made plain."""

    def read(said: str) -> str:
        plain = "".join(said.translate(FULL_WIDTH).split())
        if len(plain) > limit:
            raise RowRefused(f"代码过长，最多 {limit} 位")
        return plain

    return read


def whole(least: int, most: int) -> Reader:
    """A whole number between two bounds, both included."""

    def read(said: str) -> int:
        plain = said.translate(FULL_WIDTH).strip()
        if not re.fullmatch(r"[+-]?\d{1,15}", plain) or not least <= int(plain) <= most:
            raise RowRefused(f"“{said}”应为 {least} 到 {most} 之间的整数")
        return int(plain)

    return read


def day() -> Reader:
    """A day: 2026-11-25, 2026/11/25, 2026年11月25日 or a date cell."""

    def read(said: str) -> date:
        found = _day(said)
        if found is None:
            raise RowRefused(f"“{said}”不是日期，请写成 2026-11-25")
        return found

    return read


def moment(*, at: time) -> Reader:
    """A moment of the city's local time; a day alone means that day `at` this time."""

    def read(said: str) -> datetime:
        plain = said.translate(FULL_WIDTH).strip().replace("T", " ")
        written, _, clock = plain.partition(" ")
        found = _day(written)
        then = _clock(clock.strip()) if clock.strip() else at
        if found is None or then is None:
            raise RowRefused(f"“{said}”不是时间，请写成 2026-11-25 17:30")
        return datetime.combine(found, then, tzinfo=LOCAL)

    return read


def clock_time() -> Reader:
    """A time of day: 08:30."""

    def read(said: str) -> time:
        found = _clock(said.translate(FULL_WIDTH).strip())
        if found is None:
            raise RowRefused(f"“{said}”不是时刻，请写成 08:30")
        return found

    return read


def one_of(known: Mapping[str, T]) -> Reader:
    """One of some words; the template offers them as a list."""

    def read(said: str) -> T:
        if said not in known:
            raise RowRefused(f"没有“{said}”这一项，可填：{'、'.join(known)}")
        return known[said]

    return read


def yes_or_no() -> Reader:
    return one_of({"是": True, "否": False})


def _day(said: str) -> date | None:
    plain = said.translate(FULL_WIDTH).strip()
    for form in DAYS:
        try:
            found = datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return found if 1900 <= found.year <= 2200 else None
    return None


def _clock(said: str) -> time | None:
    for form in CLOCKS:
        try:
            return datetime.strptime(said, form).time()  # noqa: DTZ007 - nor has a time of day
        except ValueError:
            continue
    return None
