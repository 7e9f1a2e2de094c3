"""初始密码: once, to a file of its owner, for whoever has none."""

import csv
from stat import S_IMODE

import pytest
from django.contrib.auth import authenticate

from people.models import User
from tenancy.context import in_public
from tests.harness.databases import admin_cursor
from tests.onboarding.sheets import apply, command, undo

TOWN = "421281100"
ROWS = [
    {"username": "wang", "name": "王一", "unit": TOWN, "role": "承办员"},
    {"username": "Li.Er", "name": "李二", "unit": TOWN, "role": "承办员"},
]


@pytest.fixture
def run(own_database):
    return apply("people", ROWS).run_id


@pytest.fixture
def out(tmp_path):
    return tmp_path / "initial.csv"


def written(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["用户名"], row["姓名"], row["初始密码"]) for row in csv.DictReader(file)]


def logs_in(username, password):
    with in_public():
        return authenticate(None, username=username, password=password) is not None


def hashes():
    with in_public():
        return dict(User.objects.values_list("username", "password"))


@pytest.mark.parametrize("whose", ["--run", "--unit"])
def test_who_has_none_gets_one_and_logs_in(run, out, whose):
    before = hashes()
    said, err, failure = command(
        "issue_passwords", whose, run if whose == "--run" else TOWN, "--out", out
    )

    assert (said, err, failure) == (f"已为 2 人生成初始密码 issued：{out}\n", "", "")
    assert S_IMODE(out.stat().st_mode) == 0o600
    rows = written(out)
    assert [row[:2] for row in rows] == [("li.er", "李二"), ("wang", "王一")]
    assert [logs_in(username, password) for username, _, password in rows] == [True, True]
    assert rows[0][2] != rows[1][2]
    assert not logs_in("wang", rows[0][2])
    # Who had a password in the unit keeps it.
    after = hashes()
    assert {name for name in after if after[name] != before[name]} == {"li.er", "wang"}


def test_a_second_time_nobody_is_without(run, out, tmp_path):
    command("issue_passwords", "--run", run, "--out", out)
    before, other = hashes(), tmp_path / "again.csv"

    said, _, failure = command("issue_passwords", "--run", run, "--out", other)

    assert (said, failure) == ("没有需要初始密码的人员。Nobody is without a password.\n", "")
    assert (hashes(), other.exists()) == (before, False)


def test_nobody_who_was_disabled(run, out):
    with in_public():
        User.objects.filter(username="wang").update(is_active=False)
    command("issue_passwords", "--run", run, "--out", out)
    assert [row[0] for row in written(out)] == ["li.er"]


def test_a_file_that_is_there_or_cannot_be_is_refused(run, out, tmp_path):
    before = hashes()
    out.write_text("mine", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "elsewhere.csv")

    for path, sentence in (
        (out, f"文件 {out} 已存在，请换一个文件名。{out} exists: choose another name."),
        (link, f"文件 {link} 已存在，请换一个文件名。{link} exists: choose another name."),
        (tmp_path / "no" / "x.csv", "无法写入"),
    ):
        said, _, failure = command("issue_passwords", "--run", run, "--out", path)
        assert (said, failure.startswith(sentence)) == ("", True)
    assert (hashes(), out.read_text(encoding="utf-8")) == (before, "mine")
    assert not (tmp_path / "elsewhere.csv").exists()


def test_if_they_cannot_be_kept_there_is_no_file_either(run, out, own_database):
    before = hashes()
    with admin_cursor(own_database) as cursor:
        cursor.execute("ALTER TABLE people_user ADD CHECK (password LIKE '!%') NOT VALID")

    with pytest.raises(Exception, match="violates check constraint"):
        command("issue_passwords", "--run", run, "--out", out)

    assert (hashes(), out.exists()) == (before, False)


def test_what_is_not_there(run, out):
    undo("people", run)
    for arguments, sentence in (
        (("--unit", "999"), "没有代码为 999 的单位。No unit 999."),
        (("--run", "x"), "没有编号为 x 的人员导入。No run x of import_people."),
        (("--run", run), "这次导入已经撤销。This run was undone."),
    ):
        assert command("issue_passwords", *arguments, "--out", out)[2] == sentence
    assert not out.exists()
