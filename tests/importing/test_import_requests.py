"""Loading a CSV of messages: through the services, resumable, each bad row named by its line."""

import csv
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from kernel.clock import LOCAL
from tenancy.context import in_workspace
from tickets.models import Channel, Kind, Ticket
from yihao.verification.verifying import verify_custody

GOOD = [
    {"title": "路灯不亮", "body": "村口路灯坏了\n已经半个月", "date": "2026-03-02 09:30:00"},
    {"title": "建议增设公交站", "body": "学校门口没有站点", "kind": "建议", "channel": "wechat"},
]


def _write(path, rows, encoding="utf-8"):
    names = ["title", "body", "kind", "channel", "date", "area code"]
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def _tickets(city):
    with in_workspace(city.ref("xianning")):
        return list(Ticket.objects.order_by("id"))


def _load(path, **options):
    call_command("import_requests", path, workspace="xianning", **options)


def test_every_row_becomes_a_registered_ticket(city, tmp_path, capsys):
    _load(_write(tmp_path / "ok.csv", GOOD))

    first, second = _tickets(city)
    assert (first.title, first.kind, first.channel) == ("路灯不亮", Kind.HELP, Channel.IMPORT)
    assert first.body == "村口路灯坏了\n已经半个月"
    assert first.registered_at == datetime(2026, 3, 2, 9, 30, tzinfo=LOCAL)
    assert (second.kind, second.channel) == (Kind.SUGGESTION, Channel.WECHAT)
    assert "导入 2 件，已有 0 件，有误 0 行。" in capsys.readouterr().out
    assert verify_custody().breaches == []


def test_second_run_adds_nothing(city, tmp_path, capsys):
    path = _write(tmp_path / "ok.csv", GOOD)
    _load(path)
    _load(path)

    assert len(_tickets(city)) == 2
    assert "导入 0 件，已有 2 件" in capsys.readouterr().out


def test_run_goes_on_where_one_broke_off(city, tmp_path):
    _load(_write(tmp_path / "half.csv", GOOD[:1]))
    _load(_write(tmp_path / "whole.csv", GOOD))

    assert [ticket.title for ticket in _tickets(city)] == ["路灯不亮", "建议增设公交站"]


BAD = {
    "empty title": ({"title": " ", "body": "x"}, "title：此项不能为空"),
    "title too long": ({"title": "长" * 201, "body": "x"}, "title：内容过长，最多 200 个字"),
    "unknown kind": ({"title": "t", "body": "x", "kind": "闲聊"}, "kind：没有“闲聊”这一项"),
    "bad date": ({"title": "t", "body": "x", "date": "昨天"}, "date：无法识别的日期“昨天”"),
    "future date": (
        {"title": "t", "body": "x", "date": "2099-01-01"},
        "date：日期“2099-01-01”在将来",
    ),
    "unknown area": ({"title": "t", "body": "x", "area code": "999"}, "没有代码为“999”的地区"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_row_is_named_by_its_line_and_the_rest_comes_in(city, tmp_path, capsys, what):
    row, reason = BAD[what]
    path = _write(tmp_path / "mixed.csv", [GOOD[0], row, GOOD[1]])

    with pytest.raises(CommandError):
        _load(path)

    # The first row's text has two lines, so the bad one starts on the fourth.
    assert f"第 4 行：{reason}" in capsys.readouterr().err
    assert len(_tickets(city)) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("title,body\n路灯,坏了\n".encode("gbk"), "文件不是 UTF-8 编码"),
        (b"\xef\xbb\xbf" + "title,body\n路灯,坏了\n".encode("gbk"), "文件不是 UTF-8 编码"),
        ("title,text\n路灯,坏了\n".encode(), "文件缺少必需的列：body"),
        (b"", "文件缺少必需的列：title、body"),
        ('title,body\n"路灯,坏了\n'.encode(), "不是有效的 CSV"),
    ],
    ids=["gbk", "gbk behind a bom", "missing column", "empty", "open quote"],
)
def test_unusable_file_is_one_sentence_and_changes_nothing(city, tmp_path, content, sentence):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=sentence) as refusal:
        _load(str(path))

    assert "\n" not in str(refusal.value)
    assert _tickets(city) == []


def test_utf8_with_bom_is_read(city, tmp_path):
    _load(_write(tmp_path / "bom.csv", GOOD, encoding="utf-8-sig"))

    assert len(_tickets(city)) == 2


def test_unknown_workspace_is_one_sentence(city, tmp_path):
    with pytest.raises(CommandError, match="没有工作区“nowhere”"):
        call_command("import_requests", _write(tmp_path / "ok.csv", GOOD), workspace="nowhere")


def test_person_without_the_grant_cannot_import(city, tmp_path):
    with pytest.raises(CommandError, match="没有可以在咸宁市登记工单的人员"):
        _load(_write(tmp_path / "ok.csv", GOOD), username="chibi.dispatcher")
    assert _tickets(city) == []
