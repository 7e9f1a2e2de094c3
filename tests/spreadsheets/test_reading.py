"""What a workbook says: rows, row errors all at once, and files refused as a whole."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from kernel.clock import LOCAL
from kernel.errors import DomainError
from spreadsheets import reading
from spreadsheets.kinds import Scope
from spreadsheets.reading import read_workbook
from spreadsheets.template import template_of
from tests.spreadsheets.books import Messages, book

KIND = Messages()
TYPED = datetime.fromisoformat("2026-11-25 09:30")  # as a workbook has it: without a zone


def told(sheet):
    return [str(error) for error in sheet.errors]


def test_cells_become_values_whatever_their_type():
    content = book(
        [
            ["Ａ－０１", "  修  路 ", "３", "甲", "2026年11月25日"],
            [17, "二", 4.0, "乙", TYPED],
            [None, None, None, None, None],
            ["z", "三", None, None, "2026/11/25 8:05"],
        ]
    )

    sheet = read_workbook(content, KIND)

    assert sheet.errors == []
    assert [(line.number, dict(line.values)) for line in sheet.lines] == [
        (
            2,
            {
                "key": "A-01",
                "topic": "修 路",
                "attempts": 3,
                "note": "a",
                "at": datetime(2026, 11, 25, 17, 30, tzinfo=LOCAL),
            },
        ),
        (
            3,
            {
                "key": "17",
                "topic": "二",
                "attempts": 4,
                "note": "b",
                "at": datetime(2026, 11, 25, 9, 30, tzinfo=LOCAL),
            },
        ),
        (
            5,
            {
                "key": "z",
                "topic": "三",
                "attempts": 0,
                "note": "",
                "at": datetime(2026, 11, 25, 8, 5, tzinfo=LOCAL),
            },
        ),
    ]


def test_all_that_is_wrong_is_said_at_once():
    content = book(
        [
            ["a", "", 3, "甲", ""],
            ["b", "名" * 21, "十", "丙", "明天"],
            ["c", "对", "=1+1", "", ""],
            ["d", "对", 10, "", "2026-13-01"],
        ]
    )

    sheet = read_workbook(content, KIND)

    assert sheet.lines == []
    assert told(sheet) == [
        "第 2 行「名称」：此项不能为空",
        "第 3 行「名称」：内容过长，最多 20 个字",
        "第 3 行「次数」：“十”应为 0 到 9 之间的整数",
        "第 3 行「选择」：没有“丙”这一项，可填：甲、乙",
        "第 3 行「时间」：“明天”不是时间，请写成 2026-11-25 17:30",
        "第 4 行「次数」：单元格是公式，请粘贴为数值",
        "第 5 行「次数」：“10”应为 0 到 9 之间的整数",
        "第 5 行「时间」：“2026-13-01”不是时间，请写成 2026-11-25 17:30",
    ]


def test_columns_may_move_be_left_out_and_be_added():
    sheet = read_workbook(
        book([["x", "备忘", "k1"]], headings=["名称 *", "我的备注", "编号"], title="Sheet1"), KIND
    )

    assert sheet.unknown_headings == ["我的备注"]
    assert [(line["key"], line["topic"], line["attempts"]) for line in sheet.lines] == [
        ("k1", "x", 0)
    ]


def test_a_template_read_back_has_no_row_and_keeps_what_is_filled_in():
    template = template_of(KIND, Scope("421200"))
    filled = load_workbook(io.BytesIO(template))
    filled["示例"].append(["k9", "填了"])
    written = io.BytesIO()
    filled.save(written)

    empty, sheet = read_workbook(template, KIND), read_workbook(written.getvalue(), KIND)

    assert (empty.lines, empty.errors, empty.unknown_headings) == ([], [], [])
    assert [(line.number, line["key"]) for line in sheet.lines] == [(3, "k9")]


def test_a_template_explains_and_offers_lists():
    opened = load_workbook(io.BytesIO(template_of(KIND, Scope("421200"))))

    assert opened.sheetnames == ["示例", "填写说明", "选项"]
    assert [cell.value for cell in opened["示例"][1]] == ["编号", "名称", "次数", "选择", "时间"]
    (rule,) = opened["示例"].data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("'选项'!$D$1:$D$2", "D2:D22")
    assert [row[3].value for row in opened["选项"]["A1:D2"]] == ["甲", "乙"]
    assert opened["选项"].sheet_state == "hidden"
    guide = [row[:3] for row in opened["填写说明"].iter_rows(values_only=True)]
    assert guide[1:3] == [("编号", "是", "唯一。"), ("名称", "是", "名称。")]
    assert guide[4] == ("选择", None, "可填：甲、乙。")


def refusal_of(content):
    with pytest.raises(DomainError) as refusal:
        read_workbook(content, KIND)
    assert refusal.value.field == "file"
    return refusal.value.code, refusal.value.message


def test_a_file_that_is_no_workbook_is_refused():
    assert refusal_of("编号,名称\n1,a".encode())[0] == "FILE_UNREADABLE"
    assert refusal_of(b"")[0] == "FILE_UNREADABLE"
    assert refusal_of(book([])[:-200])[0] == "FILE_UNREADABLE"


def test_a_zip_of_something_else_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal_of(packed.getvalue())[0] == "FILE_UNREADABLE"


def test_entities_are_refused():
    content = io.BytesIO(book([["a", "b"]]))
    bomb = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(bomb, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            target.writestr(part.filename, data)
    assert refusal_of(bomb.getvalue())[0] == "FILE_UNREADABLE"


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    content = book([["a" * 30_000, "b"]] * 20)
    monkeypatch.setattr(reading, "UNPACKED_BYTES", 20_000)
    assert refusal_of(content) == (
        "FILE_TOO_LARGE",
        "文件过大，最多 5 MB，请拆成几个文件",
    )


def test_a_file_of_too_many_bytes_is_refused():
    assert refusal_of(b"P" * (reading.FILE_BYTES + 1))[0] == "FILE_TOO_LARGE"


def test_twenty_rows_are_read_and_one_more_is_refused():
    rows = [[f"k{number}", "x"] for number in range(21)]
    assert len(read_workbook(book(rows[:20]), KIND).lines) == 20
    assert refusal_of(book(rows)) == ("TOO_MANY_ROWS", "超过 20 行，请拆成几个文件")


def test_missing_and_doubled_columns_are_named():
    assert refusal_of(book([], headings=["名称", "选择"])) == (
        "COLUMNS_MISSING",
        "第 1 行缺少列「编号」，请下载模板并保留表头",
    )
    assert refusal_of(book([], headings=["编号", "名称", "名称"])) == (
        "COLUMNS_MISSING",
        "第 1 行的列「名称」出现了两次，请删去一列",
    )


def test_a_workbook_of_the_guide_alone_is_refused():
    built = Workbook()
    built.active.title = "填写说明"
    written = io.BytesIO()
    built.save(written)
    assert refusal_of(written.getvalue())[0] == "FILE_UNREADABLE"
