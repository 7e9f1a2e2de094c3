"""Reading a CSV of messages: all of it is checked before any of it is used."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kernel.clock import LOCAL, now
from kernel.errors import DomainError
from tickets.models import Channel, Kind
from tickets.services.registering import Request

T = TypeVar("T")
REQUIRED = ("title", "body")
KINDS = {**{kind.value: kind for kind in Kind}, **{kind.label: kind for kind in Kind}}
CHANNELS = {
    **{channel.value: channel for channel in Channel},
    **{channel.label: channel for channel in Channel},
}
DATE_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
)


class UnreadableFile(Exception):
    """The file as a whole cannot be used; says why in one sentence."""


@dataclass(frozen=True)
class Row:
    line: int
    external_id: str
    request: Request
    area_code: str = ""


@dataclass
class Parsed:
    rows: list[Row] = field(default_factory=list)
    bad: list[tuple[int, str]] = field(default_factory=list)


def read_requests(path: Path) -> Parsed:
    """Every row of the file, as a request or as a reason against it with its line number.

    To be called within a workspace: its city's words say which kinds there are.
    """
    parsed = Parsed()
    for line, values in _lines(path):
        try:
            parsed.rows.append(_row(line, values))
        except DomainError as refusal:
            parsed.bad.append((line, f"{refusal.field}：{refusal.message}"))
        except ValueError as refusal:
            parsed.bad.append((line, str(refusal)))
    return parsed


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise UnreadableFile(f"无法读取文件 {path}：{problem.strerror}。") from problem
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableFile(
            "文件不是 UTF-8 编码（可能是 GBK），请在表格软件中另存为“CSV UTF-8”后重试。"
            " The file is not UTF-8 (perhaps GBK): save it as “CSV UTF-8” and try again."
        ) from problem


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
        if missing:
            names = "、".join(missing)
            raise UnreadableFile(
                f"文件缺少必需的列：{names}。The file lacks the column(s) {', '.join(missing)}."
            )
        line = reader.line_num + 1
        for values in reader:
            yield line, {name: (text or "").strip() for name, text in values.items() if name}
            line = reader.line_num + 1
    except csv.Error as problem:
        raise UnreadableFile(
            f"第 {reader.line_num} 行不是有效的 CSV。Line {reader.line_num} is not valid CSV."
        ) from problem


def _row(line: int, values: dict[str, str]) -> Row:
    said = "\x1f".join(values.get(name, "") for name in ("id", "title", "body", "date"))
    external_id = "csv:" + hashlib.sha256(said.encode()).hexdigest()[:32]
    request = Request(
        kind=_choice(KINDS, values.get("kind", ""), Kind.HELP, "kind"),
        title=values["title"],
        body=values["body"],
        channel=_choice(CHANNELS, values.get("channel", ""), Channel.IMPORT, "channel"),
        external_id=external_id,
        registered_at=_moment(values.get("date", "")),
    ).cleaned()
    return Row(line, external_id, request, values.get("area code") or values.get("area_code", ""))


def _choice(known: dict[str, T], said: str, default: T, name: str) -> T:
    if not said:
        return default
    if said not in known:
        raise ValueError(f"{name}：没有“{said}”这一项")
    return known[said]


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    for form in DATE_FORMATS:
        try:
            moment = datetime.strptime(said, form).replace(tzinfo=LOCAL)
        except ValueError:
            continue
        if moment > now():
            raise ValueError(f"date：日期“{said}”在将来")
        return moment
    raise ValueError(f"date：无法识别的日期“{said}”")
