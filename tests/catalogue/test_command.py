"""`manage.py import_catalogue`: dry run, import, again, undo; errors with row and column."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import CatalogueRow
from catalogue.selectors import rules
from catalogue.workbook import CatalogueWorkbook
from tenancy.context import in_workspace
from tests.catalogue.conftest import STREETS, WATER
from tests.spreadsheets.books import book

HEADINGS = ["事项类别代码", "区域", "主办单位", "时限", "时限单位"]


@pytest.fixture
def run(tmp_path):
    def ran(rows=None, *options):
        path = tmp_path / "catalogue.xlsx"
        if rows is not None:
            title = CatalogueWorkbook.label
            path.write_bytes(book(rows, headings=HEADINGS, title=title))
        out = io.StringIO()
        files = [str(path)] if rows is not None else []
        call_command("import_catalogue", *files, "--workspace", "chibi", *options, stdout=out)
        return out.getvalue()

    return ran


ROWS = [[WATER, "", "421281-D04", "3", "工作日"], [STREETS, "", "属地", "", ""]]


def _count(city):
    with in_workspace(city.ref("chibi")):
        return rules().count()


def test_dry_then_for_good_then_again_then_back(city, run):
    assert "2" in run(ROWS, "--dry-run")
    assert _count(city) == 0

    told = run(ROWS)
    assert _count(city) == 2
    (run_id,) = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", told)

    run(ROWS)
    with in_workspace(city.ref("chibi")):
        assert CatalogueRow.objects.count() == 2

    run(None, "--undo", run_id)
    assert _count(city) == 0


def test_a_wrong_row_is_named_and_nothing_written(city, run, capsys):
    with pytest.raises(CommandError, match="未写入任何数据"):
        run([*ROWS, [WATER, "火星", "属地", "", ""]])

    assert "第 4 行「区域」：本工作区没有单位“火星”" in capsys.readouterr().err
    assert _count(city) == 0


def test_the_template_is_written(run, tmp_path):
    out = tmp_path / "template.xlsx"
    run(None, "--template", str(out))
    assert out.stat().st_size > 0
