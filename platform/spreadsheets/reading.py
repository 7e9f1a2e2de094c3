"""Reading a workbook within limits. Formulas are never evaluated."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kernel.errors import DomainError
from spreadsheets.cells import text_of
from spreadsheets.errors import RowRefused, SheetError
from spreadsheets.kinds import Column, ImportKind, Line, RowError

FILE_BYTES = 5 * 1024 * 1024
UNPACKED_BYTES = 60 * 1024 * 1024
PARTS = 500
DOCTYPE = b"<!DOCTYPE"
MOST_COLUMNS = 60
# People copy a note below the table or format a thousand empty rows: not endless, though.
BLANK_ROWS = 2_000
GUIDE = "填写说明"
OPTIONS = "选项"


@dataclass
class Sheet:
    """What a workbook says: rows that could be read, and what is wrong with the others."""

    lines: list[Line] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    unknown_headings: list[str] = field(default_factory=list)


def read_workbook(content: bytes, kind: ImportKind[Any]) -> Sheet:
    """Every row of the sheet named after the kind (or the first one), by its headings.

    Refuses the file as a whole with FILE_TOO_LARGE, FILE_UNREADABLE, COLUMNS_MISSING or
    TOO_MANY_ROWS; whatever is wrong with rows is collected.
    """
    _refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            sheet = _sheet_of(book, kind)
            sheet.reset_dimensions()
            return _read(sheet, kind)
        finally:
            book.close()
    except DomainError:
        raise
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError) as problem:
        raise _unreadable() from problem
    except SyntaxError as problem:  # the parser's ParseError is one
        raise _unreadable() from problem


def _unreadable() -> DomainError:
    return DomainError(
        SheetError.FILE_UNREADABLE,
        "无法读取该文件，请用表格软件另存为“Excel 工作簿（.xlsx）”后重试",
        field="file",
    )


def _refuse_bombs(content: bytes) -> None:
    too_large = DomainError(
        SheetError.FILE_TOO_LARGE,
        f"文件过大，最多 {FILE_BYTES // 1024 // 1024} MB，请拆成几个文件",
        field="file",
    )
    if len(content) > FILE_BYTES:
        raise too_large
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
                raise too_large
            for part in parts:
                # A workbook has no document types; entities are how an XML file explodes.
                if part.filename.endswith((".xml", ".rels")) and DOCTYPE in packed.read(part):
                    raise _unreadable()
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as problem:
        raise _unreadable() from problem


def _sheet_of(book: Any, kind: ImportKind[Any]) -> Any:
    named = {sheet.title: sheet for sheet in book.worksheets}
    if kind.label in named:
        return named[kind.label]
    found = next((named[title] for title in named if title not in {GUIDE, OPTIONS}), None)
    if found is None:
        raise _unreadable()
    return found


def _read(sheet: Any, kind: ImportKind[Any]) -> Sheet:
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    headings = [_heading(cell) for cell in next(rows, ())]
    places = _places(headings, kind)
    found = Sheet(unknown_headings=_unknown(headings, kind))
    for count, (number, texts, faults) in enumerate(_filled(rows, places, kind), start=1):
        if count > kind.max_rows:
            raise DomainError(
                SheetError.TOO_MANY_ROWS,
                f"超过 {kind.max_rows} 行，请拆成几个文件",
                field="file",
            )
        _take(found, kind, number, texts, faults)
    return found


def _heading(cell: Any) -> str:
    return "".join(text_of(cell.value).split()).rstrip("*＊")


def _places(headings: Sequence[str], kind: ImportKind[Any]) -> dict[str, int]:
    missing = [each.heading for each in kind.columns if each.heading not in headings]
    doubled = sorted({name for name in headings if name and headings.count(name) > 1})
    needed = {each.heading for each in kind.columns if each.required}
    if needed & set(missing):
        names = "、".join(f"「{name}」" for name in missing if name in needed)
        raise DomainError(
            SheetError.COLUMNS_MISSING,
            f"第 1 行缺少列{names}，请下载模板并保留表头",
            field="file",
        )
    if doubled:
        raise DomainError(
            SheetError.COLUMNS_MISSING,
            f"第 1 行的列「{doubled[0]}」出现了两次，请删去一列",
            field="file",
        )
    return {
        each.key: headings.index(each.heading) for each in kind.columns if each.heading in headings
    }


def _unknown(headings: Sequence[str], kind: ImportKind[Any]) -> list[str]:
    known = {each.heading for each in kind.columns}
    return [name for name in headings if name and name not in known]


Filled = tuple[int, dict[str, str], dict[str, str]]


def _filled(rows: Iterator[Any], places: dict[str, int], kind: ImportKind[Any]) -> Iterator[Filled]:
    """Rows that say something, with the text and the fault of each cell."""
    example = {each.key: each.example for each in kind.columns if each.key in places}
    blank = 0
    for number, cells in enumerate(rows, start=2):
        texts, faults = {}, {}
        for key, place in places.items():
            cell = cells[place] if place < len(cells) else None
            texts[key] = text_of(cell.value) if cell is not None else ""
            kind_of_cell = getattr(cell, "data_type", "n")
            if kind_of_cell == "f":
                faults[key] = "单元格是公式，请粘贴为数值"
            elif kind_of_cell == "e":
                faults[key] = f"单元格是错误值 {texts[key]}"
        if not any(texts.values()):
            blank += 1
            if blank > BLANK_ROWS:
                return
        elif texts != example:
            yield number, texts, faults


def _take(
    found: Sheet,
    kind: ImportKind[Any],
    number: int,
    texts: dict[str, str],
    faults: dict[str, str],
) -> None:
    values: dict[str, Any] = {}
    wrong = [RowError(number, fault, kind.heading(key)) for key, fault in faults.items()]
    for column in kind.columns:
        if column.key in faults:
            continue
        try:
            values[column.key] = _value(column, texts.get(column.key, ""))
        except RowRefused as refusal:
            wrong.append(RowError(number, refusal.sentence, column.heading))
    if wrong:
        found.errors.extend(wrong)
    else:
        found.lines.append(Line(number, values))


def _value(column: Column, said: str) -> Any:
    if said:
        return column.read(said)
    if column.required:
        raise RowRefused("此项不能为空")
    return column.default
