"""What stands on the page of a document, before it becomes text, a web page, DOCX or PDF. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from documents.kinds import Form, Layout
from kernel.clock import LOCAL

Filled = Mapping[str, str | list[str]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The page, part by part in the order of GB/T 9704 (版头、主体、版记)."""

    layout: str
    head: str
    number: str
    title: str
    addressees: list[str]
    lines: list[tuple[str, str]]
    closing: list[str]
    attachments: list[str]
    signature: str
    issued_by: str
    date: str
    copies: list[str]
    contact: str
    has_receipt_slip: bool

    @property
    def is_red(self) -> bool:
        return self.layout == Layout.RED_HEAD

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        lines = [(label, text) for label, text in stored["lines"]]
        return cls(**{**stored, "lines": lines})

    def as_text(self) -> str:
        """The whole page as plain text."""
        parts = [self.head, self.number, "", self.title, ""]
        if self.addressees:
            parts += ["、".join(self.addressees) + "：", ""]
        parts += [f"{label}：{text}" for label, text in self.lines]
        parts += ["", *self.closing]
        if self.attachments:
            parts += ["", *(f"附件{n}：{name}" for n, name in enumerate(self.attachments, 1))]
        parts += ["", f"签发人：{self.issued_by}", self.signature, self.date]
        if self.copies:
            parts += ["", "抄送：" + "，".join(self.copies)]
        if self.contact:
            parts += ["", self.contact]
        return "\n".join(parts).strip()


def chinese_date(at: datetime) -> str:
    """成文日期: 2026年3月2日."""
    day = at.astimezone(LOCAL)
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_minute(at: datetime) -> str:
    """2026年3月2日9时05分."""
    moment = at.astimezone(LOCAL)
    return f"{chinese_date(at)}{moment.hour}时{moment.minute:02d}分"


def checked(form: Form, fields: Filled) -> dict[str, str | list[str]]:
    """The fields in the form's order. ValueError for an unknown, a missing or a mistyped one."""
    known = {blank.name for blank in form.blanks}
    if unknown := set(fields) - known:
        raise ValueError(f"no such fields on this form: {', '.join(sorted(unknown))}")
    filled: dict[str, str | list[str]] = {}
    for blank in form.blanks:
        value = fields.get(blank.name, [] if blank.many else "")
        if isinstance(value, str) == blank.many:
            raise ValueError(f"{blank.name} is {'a list' if blank.many else 'a text'}")
        if blank.required and not value:
            raise ValueError(f"{blank.name} must be filled in")
        filled[blank.name] = value
    return filled


def lines_of(form: Form, filled: Filled) -> list[tuple[str, str]]:
    """Label and text of every blank that was filled in; attachments stand apart."""
    lines = []
    for blank in form.blanks:
        value = filled[blank.name]
        if value and blank.name != "attachments":
            lines.append((blank.label, value if isinstance(value, str) else "、".join(value)))
    return lines
