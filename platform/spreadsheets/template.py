"""The workbook to download and fill in."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from spreadsheets.kinds import Column, ImportKind, Scope
from spreadsheets.reading import GUIDE, OPTIONS

HEAD = PatternFill("solid", fgColor="FFDCE6F1")
NEEDED = PatternFill("solid", fgColor="FFFCE4D6")
EXAMPLE = Font(italic=True, color="FF7F7F7F")
WRAPPED = Alignment(wrap_text=True, vertical="top")
WIDTH = 18
TEXT = "@"
RULES = (
    "橙色表头的列必填，其余可空。请勿改动表头文字；列的顺序可以调整，可以增加自己的列。",
    "灰色的一行是示例，导入时不读取，可以删去。空行不读取。",
    "单元格请填数值或文字，不要填公式。代码、电话请按文本填写。",
    "先试导入：所有问题一次列出，不写入任何数据。有一行有误则整个文件不导入。",
    "同一文件可以重复导入：已有且相同的不变。导入后可以整批撤销。",
)


def template_of(kind: ImportKind[Any], scope: Scope) -> bytes:
    """The template of a kind as an XLSX file. Reading it back as it is finds no row."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = kind.label
    guide, lists = book.create_sheet(GUIDE), _lists(kind, scope)
    options = book.create_sheet(OPTIONS) if lists else None
    for place, column in enumerate(kind.columns, start=1):
        _head(sheet, place, column, kind.max_rows)
        if options is not None and column.key in lists:
            _offer(sheet, options, place, lists[column.key], kind.max_rows)
    sheet.freeze_panes = "A2"
    _explain(guide, kind)
    if options is not None:
        options.sheet_state = "hidden"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _lists(kind: ImportKind[Any], scope: Scope) -> dict[str, list[str]]:
    found = {each.key: list(each.choices) for each in kind.columns if each.choices}
    return found | {key: list(words) for key, words in kind.choices(scope).items() if words}


def _head(sheet: Worksheet, place: int, column: Column, rows: int) -> None:
    letter = get_column_letter(place)
    head = sheet.cell(1, place, column.heading)
    head.font, head.fill = Font(bold=True), NEEDED if column.required else HEAD
    # The whole column is text, so that a code keeps its zeros and a phone its digits.
    sheet.column_dimensions[letter].number_format = TEXT
    sheet.column_dimensions[letter].width = max(WIDTH, 2 * len(column.heading) + 4)
    example = sheet.cell(2, place)
    example.number_format, example.font = TEXT, EXAMPLE
    if column.example:
        example.value = column.example
        example.data_type = "s"


def _offer(sheet: Worksheet, options: Worksheet, place: int, words: list[str], rows: int) -> None:
    """A list to choose from. A short list in the rule itself ends at 255 characters: a range."""
    for number, word in enumerate(words, start=1):
        options.cell(number, place, word).data_type = "s"
    letter = get_column_letter(place)
    source = f"{quote_sheetname(OPTIONS)}!${letter}$1:${letter}${len(words)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "请从列表中选择", "此列只能填写列表中的词"
    rule.add(f"{letter}2:{letter}{rows + 2}")
    sheet.add_data_validation(rule)


def _explain(guide: Worksheet, kind: ImportKind[Any]) -> None:
    guide.append(["列", "必填", "说明", "示例"])
    for column in kind.columns:
        words = f"可填：{'、'.join(column.choices)}。" if column.choices else ""
        needed = "是" if column.required else ""
        guide.append([column.heading, needed, f"{column.help}{words}", column.example])
    guide.append([])
    for rule in RULES:
        guide.append([rule])
    for cell in guide[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
    for letter, width in (("A", 18), ("B", 8), ("C", 70), ("D", 24)):
        guide.column_dimensions[letter].width = width
    for row in guide.iter_rows(min_row=2, max_row=len(kind.columns) + 1):
        for cell in row:
            cell.alignment = WRAPPED
            cell.data_type = "s"
