"""A city enters with data alone, whatever its structure, and as often as one likes."""

import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from django.core.management import CommandError
from django.db import connection

from hierarchy.models import Change, Unit, UnitVersion, today
from hierarchy.onboarding.writing import write_units
from hierarchy.selectors import children_of, root_unit, unit_by_code
from hierarchy.services.closing import close_unit
from tenancy.context import in_public, in_workspace, workspace_ref
from tenancy.models import Workspace
from tests.harness.databases import ROOT
from tickets.models import Ticket


def slugs(city):
    """Slug, level and parent of a city's workspaces."""
    found = Workspace.objects.filter(division_code__startswith=city[:2]).order_by("division_code")
    return [(each.slug, each.level, each.parent and each.parent.slug) for each in found]


def workspace_of(code):
    return unit_by_code(code).workspace.slug


def test_city_with_a_namesake_and_a_county_without_townships(office):
    out, err = office("anqing").onboard()

    # 通城 of the demo city took the reading first.
    assert slugs("340800") == [
        ("anqing", "city", None),
        ("huaining", "county", "anqing"),
        ("tongcheng-340881", "county", "anqing"),
    ]
    assert "created 15" in out
    assert err == ""
    village = unit_by_code("340822000201")
    assert (village.level, village.path, workspace_of(village.code)) == (
        4,
        "/340800/340822/340822000201/",
        "huaining",
    )
    assert [
        each.code for each in Unit.objects.filter(path__startswith="/340800/", is_statistical=True)
    ] == (["340881400", "340881400498"])
    team = unit_by_code("340881-D01-A")
    assert (team.level, team.parent.code, workspace_of(team.code)) == (
        2,
        "340881-D01",
        "tongcheng-340881",
    )
    assert workspace_of("340800-U01") == "anqing"


def test_municipality(office):
    office("chongqing").onboard()

    assert slugs("500000") == [
        ("chongqing", "city", None),
        ("yuzhong", "county", "chongqing"),
        ("shizhu", "county", "chongqing"),
    ]


def test_city_without_counties_works_in_one_workspace(office):
    office("dongguan").onboard("--since", "2020-01-01")

    assert slugs("441900") == [("dongguan", "city", None)]
    assert {
        workspace_of(unit.code) for unit in Unit.objects.filter(path__startswith="/441900/")
    } == ({"dongguan"})
    assert unit_by_code("441900003").valid_from == date(2020, 1, 1)
    assert children_of(unit_by_code("441900").id).count() == 2


def test_new_workspaces_work_and_are_walled_off(office):
    office("dongguan").onboard()
    ref = workspace_ref("dongguan")

    with in_workspace(ref):
        assert Ticket.objects.count() == 0
        assert root_unit(ref).name == "东莞市"
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM chibi.tickets_ticket")
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_second_run_changes_nothing_and_says_so(office, states):
    dongguan = office("dongguan")
    dongguan.onboard()
    before = states()

    out, err = dongguan.onboard()

    assert out.startswith("没有变化 nothing changed。")
    assert "unchanged 5" in out
    assert err == ""
    assert states() == before


def test_new_names_and_units_of_a_later_table(office):
    dongguan = office("dongguan")
    dongguan.onboard("--since", "2020-01-01")
    dongguan.row("441900")["name"] = "东莞特别市"
    dongguan.row("441900003")["name"] = "东城镇"
    dongguan.rows.append({**dongguan.row("441900101"), "code": "441900102", "name": "茶山镇"})

    out, _ = dongguan.onboard()

    assert "created 1，更名 renamed 2，调整 moved 0，未变 unchanged 3" in out
    renamed = unit_by_code("441900003")
    version = UnitVersion.objects.get(unit=renamed)
    assert (renamed.name, version.name, version.change) == ("东城镇", "东城街道", Change.RENAMED)
    assert (version.valid_from, version.valid_to) == (date(2020, 1, 1), today())
    workspace = Workspace.objects.get(slug="dongguan")
    assert (workspace.name, workspace.schema_name) == ("东莞特别市", "dongguan")
    assert workspace_of("441900102") == "dongguan"


def test_village_under_another_township_moves(office):
    dongguan = office("dongguan")
    dongguan.onboard()
    # Before the reform the village stood directly under the city.
    Unit.objects.filter(code="441900003001").update(
        parent=unit_by_code("441900"), path="/441900/441900003001/"
    )

    out, _ = dongguan.onboard()

    assert "moved 1" in out
    assert unit_by_code("441900003001").path == "/441900/441900003/441900003001/"


def test_what_a_table_leaves_out_is_reported_and_stays(office, states):
    dongguan = office("dongguan")
    dongguan.onboard()
    before = states()
    dongguan.rows.remove(dongguan.row("441900101001"))

    out, err = dongguan.onboard()

    assert "nothing changed" in out
    assert err == "表中没有、系统中仍有（未撤销） 1 个：441900101001\n"
    assert states() == before


def test_what_was_closed_here_stays_closed(office, states):
    dongguan = office("dongguan")
    dongguan.onboard()
    close_unit(unit_id=unit_by_code("441900101001").id, reason="撤村")
    before = states()

    out, err = dongguan.onboard()

    assert "nothing changed" in out
    assert err == "表中有、系统中已撤销（未恢复） 1 个：441900101001\n"
    assert states() == before


def test_new_county_of_a_later_table_gets_its_workspace(office):
    chongqing = office("chongqing")
    late = [row for row in chongqing.rows if "500240" in (row["code"], row["code"][:6])]
    chongqing.rows = [row for row in chongqing.rows if row not in late]
    chongqing.onboard()
    chongqing.rows += late

    out, _ = chongqing.onboard()

    assert "workspaces：shizhu" in out
    assert workspace_of("500240100200") == "shizhu"


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda rows: rows[3].update(name=" "), "第 5 行（line 5）：名称为空"),
        (lambda rows: rows[4].update(code="44190010100"), "第 6 行（line 6）："),
        (lambda rows: rows[3].update(parent_code="441900999"), "第 5 行（line 5）："),
        (lambda rows: rows[0].update(code="441800"), "第 2 行（line 2）："),
        (lambda rows: rows[0].update(name="·"), "路径名"),
        (lambda rows: rows[0].update(name="长" * 20 + "市"), "路径名"),
        (lambda rows: [row.pop("parent_code") for row in rows], "缺少列 parent_code"),
    ],
)
def test_bad_table_changes_nothing(office, states, spoil, problem):
    dongguan = office("dongguan")
    spoil(dongguan.rows)
    before = states()

    with pytest.raises(CommandError) as refusal:
        dongguan.onboard()

    assert str(refusal.value).startswith(problem)
    assert str(refusal.value).endswith("未作任何更改。Nothing was changed.")
    assert states() == before


def test_refusal_in_the_midst_of_changes_changes_nothing(office, states):
    chongqing = office("chongqing")
    chongqing.onboard()
    before = states()
    # The city could be renamed first; but then a village cannot leave its county.
    chongqing.row("500000")["name"] = "新重庆市"
    chongqing.row("500240100200")["parent_code"] = "500000"

    with pytest.raises(CommandError) as refusal:
        chongqing.onboard()

    assert str(refusal.value).startswith("第 8 行（line 8）：新重庆市属于另一个工作区")
    assert states() == before


def test_a_code_of_another_city_is_refused(office, states):
    office("dongguan").onboard()
    Unit.objects.filter(code="441900101").update(code="500103001", path="/441900/500103001/")
    before = states()

    with pytest.raises(CommandError, match=r"line 5.*已属于另一城市 441900"):
        office("chongqing").onboard()

    assert states() == before


def test_run_killed_halfway_is_completed_by_the_next(office, own_database):
    anqing = office("anqing")
    anqing.write()
    command = [sys.executable, str(ROOT / "manage.py"), "onboard_city", str(anqing.path)]
    process = subprocess.Popen(
        [*command, "--city", anqing.city], stdout=subprocess.DEVNULL, env=os.environ.copy()
    )
    deadline = time.monotonic() + 60
    while not Workspace.objects.filter(slug="huaining").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    states = dict(
        Workspace.objects.filter(division_code__startswith="34").values_list("slug", "state")
    )
    assert "huaining" in states
    assert set(states.values()) != {Workspace.State.READY} or len(states) < 3

    out, _ = anqing.onboard()

    assert "created 0" in out
    assert "tongcheng-340881" in out
    assert [slug for slug, *_ in slugs("340800")] == ["anqing", "huaining", "tongcheng-340881"]
    assert not Unit.objects.filter(path__startswith="/340800/", workspace=None).exists()
    with in_workspace(workspace_ref("huaining")):
        assert Ticket.objects.count() == 0


def test_a_large_city_is_written_in_seconds(own_database, tmp_path):
    from hierarchy.onboarding.reading import read_table
    from tenancy.owner import as_owner

    path = tmp_path / "large.csv"
    lines = ["code,name,level,parent_code", "990000,大同市,city,"]
    for county in (f"9900{number:02d}" for number in range(1, 9)):
        lines.append(f"{county},试验县{county},county,990000")
        for township in (f"{county}{number}" for number in range(100, 120)):
            lines.append(f"{township},第{township[-3:]}镇,township,{county}")
            lines += [
                f"{township}{number},长山{number}村村委会,village,{township}"
                for number in range(200, 325)
            ]
    path.write_text("\n".join(lines), encoding="utf-8")
    start = time.process_time()

    rows = read_table(path)
    with as_owner():
        outcome = write_units(rows, city_code="990000")

    assert outcome.created == len(lines) - 1 == 20_169
    assert time.process_time() - start < 20
