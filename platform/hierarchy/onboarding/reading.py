"""Reading a division table: its encoding, its header, its cells. Knows nothing of the tree."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REQUIRED = ("code", "name", "level", "parent_code")
OPTIONAL = ("kind",)
CHUNK = 1 << 20
NAME_LIMIT = 100
PROBLEMS_SHOWN = 20


class TableRefused(Exception):
    """The table cannot be used. Says why in one sentence for each line; nothing was changed.

    `problems` holds all of them; the message shows the first ones.
    """

    def __init__(self, text: str, problems: Sequence["Problem"] = ()) -> None:
        super().__init__(text)
        self.problems = list(problems)


@dataclass(frozen=True)
class Problem:
    line: int
    text: str

    def __str__(self) -> str:
        return f"第 {self.line} 行（line {self.line}）：{self.text}"


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    code: str
    name: str
    level: str
    parent_code: str
    kind: str = ""


def refuse(problems: list[Problem]) -> None:
    """Raise TableRefused if there are problems, the first line first."""
    if not problems:
        return
    problems = sorted(problems, key=lambda problem: problem.line)
    shown = [str(problem) for problem in problems[:PROBLEMS_SHOWN]]
    if len(problems) > PROBLEMS_SHOWN:
        shown.append(f"……另有 {len(problems) - PROBLEMS_SHOWN} 处问题")
    raise TableRefused("\n".join(shown), problems)


def read_table(path: Path) -> list[Row]:
    """Every row of the file; TableRefused names the first lines at fault."""
    encoding = encoding_of(path)
    try:
        with path.open(encoding=encoding, errors="strict", newline="") as file:
            return list(_rows(file))
    except csv.Error as error:
        raise TableRefused(f"{path.name} 不是有效的 CSV 文件：{error}") from error


def encoding_of(path: Path) -> str:
    """UTF-8 with or without BOM, or GB18030 (of which GBK and GB2312 are parts)."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise TableRefused(f"无法读取 {path}：{error.strerror}") from error
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TableRefused(f"{path.name} 的编码是 UTF-16，请另存为“CSV UTF-8”")
    if _decodes(path, "utf-8"):
        return "utf-8-sig"
    if head.startswith(codecs.BOM_UTF8):
        raise TableRefused(
            f"{path.name} 带有 UTF-8 标记（BOM），内容却不是 UTF-8，请另存为“CSV UTF-8”"
        )
    if _decodes(path, "gb18030"):
        return "gb18030"
    raise TableRefused(f"{path.name} 的编码既不是 UTF-8 也不是 GB18030（GBK），请另存为“CSV UTF-8”")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rows(file: Iterable[str]) -> Iterator[Row]:
    reader = csv.reader(file, strict=True)
    header = [cell.strip().lower() for cell in next(reader, [])]
    places = _places(header)
    problems: list[Problem] = []
    line = reader.line_num + 1
    for cells in reader:
        start, line = line, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(Problem(start, f"应有 {len(header)} 列，实有 {len(cells)} 列"))
            continue
        row = Row(start, **{name: cells[place].strip() for name, place in places.items()})
        fault = _fault_of(row)
        if fault:
            problems.append(Problem(start, fault))
        else:
            yield row
    refuse(problems)


def _places(header: list[str]) -> dict[str, int]:
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise TableRefused(
            f"缺少列 {'、'.join(missing)}：表头应为 {','.join(REQUIRED)}，可另加 {OPTIONAL[0]}"
        )
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise TableRefused(f"表头中列 {'、'.join(doubled)} 重复")
    return {name: header.index(name) for name in (*REQUIRED, *OPTIONAL) if name in header}


def _fault_of(row: Row) -> str | None:
    if not row.name:
        return "名称为空"
    if len(row.name) > NAME_LIMIT:
        return f"名称过长，最多 {NAME_LIMIT} 个字"
    if not row.name.isprintable() or "\ufffd" in row.name or _has_private_use(row.name):
        return f"名称 {row.name!r} 含有无法识别的字符"
    return None if row.code else "代码为空"


def _has_private_use(text: str) -> bool:
    return any("\ue000" <= mark <= "\uf8ff" for mark in text)
