"""A division table as people really send it: saved by this program or that."""

from pathlib import Path

import pytest

from hierarchy.onboarding.reading import Row, TableRefused, read_table

HEADER = "code,name,level,parent_code"
TABLE = f"{HEADER}\n421200,咸宁市,city,420000\n421281,赤壁市,county,421200\n"
ROWS = [
    Row(2, "421200", "咸宁市", "city", "420000"),
    Row(3, "421281", "赤壁市", "county", "421200"),
]


@pytest.fixture
def table(tmp_path):
    def write(content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_reads_what_offices_save(table, encoding, ending):
    assert read_table(table(TABLE.replace("\n", ending), encoding)) == ROWS


def test_reads_rare_characters_of_gb18030(table):
    rows = read_table(table(TABLE.replace("赤壁", "㴩口𠙶"), "gb18030"))

    assert rows[1].name == "㴩口𠙶市"


def test_columns_in_any_order_with_others_beside(table):
    text = "备注,Level, kind ,name,parent_code,code\n无,county,department,财政局,421281,421281-D9\n"

    assert read_table(table(text)) == [
        Row(2, "421281-D9", "财政局", "county", "421281", "department")
    ]


def test_blank_lines_and_spaces_do_not_matter(table):
    text = f"{HEADER}\n\n 421200 ,咸宁市 ,city,420000\n,,,\n421281,赤壁市,county,421200\n\n"

    assert [(row.line, row.code, row.name) for row in read_table(table(text))] == [
        (3, "421200", "咸宁市"),
        (5, "421281", "赤壁市"),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TABLE.encode("utf-16"), "table.csv 的编码是 UTF-16，请另存为“CSV UTF-8”"),
        (
            b"\xef\xbb\xbf" + TABLE.encode("gbk"),
            "table.csv 带有 UTF-8 标记（BOM），内容却不是 UTF-8，请另存为“CSV UTF-8”",
        ),
        (
            b"\xff\x80\xff\x80,",
            "table.csv 的编码既不是 UTF-8 也不是 GB18030（GBK），请另存为“CSV UTF-8”",
        ),
        (
            "code,name,level\n421200,咸宁市,city\n",
            "缺少列 parent_code：表头应为 code,name,level,parent_code，可另加 kind",
        ),
        (
            "",
            f"缺少列 code、name、level、parent_code：表头应为 {HEADER}，可另加 kind",
        ),
        (f"{HEADER},name\n", "表头中列 name 重复"),
    ],
)
def test_refuses_the_whole_file_in_one_sentence(table, content, sentence):
    with pytest.raises(TableRefused) as refusal:
        read_table(table(content))

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("421281,赤壁市,county", "应有 4 列，实有 3 列"),
        ("421281,赤壁市,county,421200,", "应有 4 列，实有 5 列"),
        ("421281, ,county,421200", "名称为空"),
        (",赤壁市,county,421200", "代码为空"),
        (f"421281,{'市' * 101},county,421200", "名称过长，最多 100 个字"),
        ("421281,赤\ufffd市,county,421200", "名称 '赤\ufffd市' 含有无法识别的字符"),
        ('421281,"赤壁\n市",county,421200', "名称 '赤壁\\n市' 含有无法识别的字符"),
    ],
)
def test_refuses_a_row_with_its_line_number(table, line, problem):
    with pytest.raises(TableRefused) as refusal:
        read_table(table(f"{TABLE}{line}\n"))

    assert str(refusal.value) == f"第 4 行（line 4）：{problem}"


def test_names_the_first_lines_at_fault_and_counts_the_rest(table):
    with pytest.raises(TableRefused) as refusal:
        read_table(table(TABLE + "421282,,county,421200\n" * 25))

    lines = str(refusal.value).splitlines()
    assert lines[0] == "第 4 行（line 4）：名称为空"
    assert lines[-1] == "……另有 5 处问题"
    assert len(lines) == 21


def test_line_numbers_count_lines_not_rows(table):
    text = f'{HEADER},note\n421200,咸宁市,city,420000,"两\n行"\n421281,,county,421200,\n'

    with pytest.raises(TableRefused) as refusal:
        read_table(table(text))

    assert str(refusal.value) == "第 4 行（line 4）：名称为空"


def test_refuses_broken_quotes_and_missing_files(table, tmp_path):
    with pytest.raises(TableRefused, match="不是有效的 CSV"):
        read_table(table(f'{HEADER}\n421200,"咸宁市,city,420000\n'))
    with pytest.raises(TableRefused, match="无法读取"):
        read_table(tmp_path / "nowhere.csv")
    with pytest.raises(TableRefused, match="无法读取"):
        read_table(tmp_path)
