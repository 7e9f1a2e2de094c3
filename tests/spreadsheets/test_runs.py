"""Dry run, apply, apply again, undo: over a shared kind and over one of a workspace."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.errors import DomainError
from kernel.ids import uuid7
from outbox.inbox.models import InboxEntry
from outbox.models import OutboxMessage
from spreadsheets.kinds import Scope
from spreadsheets.local.models import ImportRun
from spreadsheets.models import SharedImportedRow, SharedImportRun
from spreadsheets.services.importing import apply_workbook, check_workbook
from spreadsheets.services.undoing import undo_run
from tenancy.context import in_public, in_workspace
from tests.spreadsheets.books import Entries, Messages, book

KIND = Messages()
CITY = Scope("421200")


def counts(report):
    return report.new, report.changed, report.unchanged, report.wrong


def messages():
    with in_public():
        return sorted(OutboxMessage.objects.values_list("key", "topic", "attempts", "last_error"))


def apply(rows, scope=CITY):
    return apply_workbook(kind=KIND, content=book(rows), scope=scope)


def refusal_of(**arguments):
    with pytest.raises(DomainError) as refusal:
        undo_run(kind=KIND, scope=CITY, **arguments)
    return refusal.value.code, refusal.value.message


def test_a_dry_run_counts_and_writes_nothing(database):
    report = check_workbook(kind=KIND, content=book([["a", "x"], ["b", "y"]]), scope=CITY)

    assert counts(report) == (2, 0, 0, 0)
    assert (report.run_id, report.applied, messages()) == (None, False, [])
    assert not SharedImportRun.objects.exists()


def test_the_same_file_again_changes_nothing_and_leaves_no_run(database):
    first = apply([["a", "x"], ["b", "y", 2]])
    again = apply([["a", "x"], ["b", "y", 2]])
    third = apply([["a", "x"], ["b", "z", 2], ["c", "n"]])

    assert [counts(each) for each in (first, again, third)] == [
        (2, 0, 0, 0),
        (0, 0, 2, 0),
        (1, 1, 1, 0),
    ]
    assert (first.applied, again.applied, again.run_id) == (True, True, None)
    runs = SharedImportRun.objects.order_by("at").values_list("id", "new", "changed", "state")
    assert list(runs) == [(first.run_id, 2, 0, "applied"), (third.run_id, 1, 1, "applied")]
    kept = SharedImportedRow.objects.filter(run=third.run_id).order_by("seq")
    assert [(row.line, row.outcome, row.before and row.before["topic"]) for row in kept] == [
        (3, "changed", "y"),
        (4, "new", None),
    ]


def test_one_wrong_row_keeps_all_out(database):
    report = apply([["a", "x"], ["a", "y"], ["b", ""]])

    assert counts(report)[3] == 2
    assert [str(error) for error in report.errors] == [
        "第 3 行「编号」：与第 2 行重复",
        "第 4 行「名称」：此项不能为空",
    ]
    assert (report.applied, report.run_id, messages()) == (False, None, [])
    assert not SharedImportRun.objects.exists()


def test_undo_restores_and_happens_once(database):
    apply([["a", "x"], ["b", "y"]])
    before = messages()
    run = apply([["a", "q", 3, "乙"], ["c", "n"]]).run_id

    undone = undo_run(kind=KIND, run_id=run, scope=Scope("421200", by=(who := uuid7())))

    assert messages() == before
    assert (undone.state, undone.undone_by) == ("undone", who)
    assert refusal_of(run_id=run) == ("RUN_UNDONE", "这次导入已经撤销过了")
    assert counts(apply([["a", "q", 3, "乙"], ["c", "n"]]))[:2] == (1, 1)


def test_undo_names_what_was_changed_since_and_changes_nothing(database):
    run = apply([["a", "x"], ["b", "y"]]).run_id
    apply([["a", "later"]])
    before = messages()

    assert refusal_of(run_id=run) == (
        "RUN_CHANGED_SINCE",
        "“消息a”在导入之后又有改动，不能撤销；请先改回，或单独处理",
    )
    assert messages() == before
    assert SharedImportRun.objects.get(pk=run).state == "applied"


def test_a_run_of_another_division_is_not_found(database):
    run = apply([["a", "x"]], Scope("421281")).run_id

    for unknown in ({"run_id": run, "within": ["421200"]}, {"run_id": uuid7()}, {"run_id": None}):
        assert refusal_of(**unknown) == ("RUN_UNKNOWN", "没有这次导入")
    assert messages() == [("a", "x", 0, "")]


def test_a_workspace_kind_leaves_its_ledger_in_its_workspace(city):
    chibi, jiayu = city.ref("chibi"), city.ref("jiayu")
    kind, content = Entries(), book([["一"], ["二"]], kind=Entries())
    report = apply_workbook(kind=kind, content=content, scope=Scope("421281", chibi))

    assert counts(report) == (2, 0, 0, 0)
    with in_workspace(jiayu):
        assert (ImportRun.objects.count(), InboxEntry.objects.count()) == (0, 0)
        with pytest.raises(DomainError):
            undo_run(kind=kind, run_id=report.run_id, scope=Scope("421221", jiayu))
    with in_workspace(chibi):
        assert ImportRun.objects.count() == 1
    undo_run(kind=kind, run_id=report.run_id, scope=Scope("421281", chibi))
    with in_workspace(chibi):
        assert list(InboxEntry.objects.all()) == []


KEYS = st.sampled_from("abcdef")
ROWS = st.dictionaries(
    KEYS, st.tuples(st.sampled_from("xyz"), st.integers(0, 9), st.sampled_from(["", "甲", "乙"]))
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=ROWS, second=ROWS)
def test_any_workbook_applied_and_undone_leaves_all_as_it_was(database, first, second):
    with in_public():
        OutboxMessage.objects.all().delete()
    apply([[key, *rest] for key, rest in first.items()])
    before = messages()
    content = [[key, *rest] for key, rest in second.items()]

    report = apply(content)
    again = apply(content)
    if report.run_id:
        undo_run(kind=KIND, run_id=report.run_id, scope=CITY)

    assert counts(again)[:2] == (0, 0)
    assert messages() == before
