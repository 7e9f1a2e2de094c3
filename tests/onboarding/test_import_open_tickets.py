"""在办件导入: each goes on here where it stood there, with its time, and can be taken back."""

from datetime import datetime

import pytest

from custody.models import CaseState
from kernel.clock import LOCAL
from onboarding.kinds import open_tickets
from privacy.personal_text import reveal
from spreadsheets.kinds import Scope
from spreadsheets.local.models import ImportedRow, ImportRun
from tenancy.context import in_workspace
from tests.onboarding.sheets import apply, check, command, counts, told, undo, workbook
from tickets.models import Ticket, TicketEvent
from tickets.selectors import matching
from tickets.services.signing import sign_assignment
from tickets.states import State
from yihao.verification.verifying import verify_custody

DUE = datetime(2026, 12, 31, 17, 30, tzinfo=LOCAL)


@pytest.fixture
def units(city):
    """The city's and a county's office, a township, its village, a department of the city."""
    township, village = city.walkthrough_units()
    return {
        "city": "421200",
        "county": "421281",
        "township": township.code,
        "village": village.code,
        "department": "421200-D05",
    }


@pytest.fixture
def scope(city):
    actor = city.actor("city.dispatcher")
    return Scope("421200", workspace=actor.workspace, by=actor.user_id)


def row(number, holder, **more):
    return {
        "number": number,
        "title": "路灯不亮",
        "body": "村口路灯坏了，电话 13800000001。",
        "kind": "求助",
        "holder": holder,
        "due": "2026-12-31",
        "caller": "张三",
        "phone": "13800000001",
        **more,
    }


def cases(city):
    """Original number → holder's code, state and due time of the case."""
    with in_workspace(city.ref("xianning")):
        tickets = Ticket.objects.filter(is_origin=True).select_related("case__state")
        found = {each.original_number: each.case.state for each in tickets}
        return {
            number: (state.holder_unit and state.holder_unit.code, state.state, state.due_at)
            for number, state in found.items()
        }


def test_each_is_carried_to_its_holder_with_its_due_time(city, units, scope, database):
    rows = [row(f"OLD-{place}", code) for place, code in units.items()]
    rows.append(row("OLD-late", units["village"], due="2026-01-05"))

    report = apply("open_tickets", rows, scope)

    assert (counts(report), told(report), report.applied) == ((6, 0, 0, 0), [], True)
    late = datetime(2026, 1, 5, 17, 30, tzinfo=LOCAL)
    assert cases(city) == {
        "OLD-city": ("421200", "accepted", DUE),
        "OLD-county": ("421281", "received", DUE),
        "OLD-township": (units["township"], "received", DUE),
        "OLD-village": (units["village"], "received", DUE),
        "OLD-department": ("421200-D05", "received", DUE),
        "OLD-late": (units["village"], "received", late),
    }
    assert verify_custody().breaches == []
    again = apply("open_tickets", rows, scope)
    assert (counts(again), again.run_id) == ((0, 0, 6, 0), None)
    with in_workspace(city.ref("xianning")):
        ticket = Ticket.objects.get(original_number="OLD-village")
        assert reveal(ticket.caller.phone).endswith("13800000001")
        assert "13800000001" not in ticket.body_shared
        assert [each.original_number for each in matching(Ticket.objects.all(), "OLD-village")] == [
            "OLD-village"
        ]
    with in_workspace(city.ref("chibi")):
        copy = Ticket.objects.get(original_number="OLD-village")
        assert (copy.caller_id, copy.holder_due_at) == (None, DUE)
        assert ImportRun.objects.count() == 0


def test_a_dry_run_writes_nothing(city, units, scope, database):
    report = check("open_tickets", [row("OLD-1", units["village"])], scope)

    assert (counts(report), report.run_id) == ((1, 0, 0, 0), None)
    assert cases(city) == {}


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(city, units, scope, database):
    report = apply(
        "open_tickets",
        [
            row("OLD-1", units["village"]),
            row("OLD-1", units["village"]),
            row("OLD-2", "999999"),
            row("OLD-3", units["village"], kind="抱怨", due="明年"),
            row("OLD-4", units["village"], area="000000"),
            row("OLD-5", units["village"], category="no-such"),
            row("OLD-6", units["village"], title=""),
        ],
        scope,
    )

    assert [(error.line, error.heading) for error in report.errors] == [
        (3, "原编号"),
        (4, "承办单位代码"),
        (5, "类型"),
        (5, "办理时限"),
        (6, "事发地代码"),
        (7, "分类代码"),
        (8, "标题"),
    ]
    assert (report.applied, cases(city)) == (False, {})


def test_a_county_takes_over_its_own_alone(city, units, database):
    actor = city.actor("chibi.dispatcher")
    scope = Scope("421281", workspace=actor.workspace, by=actor.user_id)

    refused = apply("open_tickets", [row("OLD-1", "421221")], scope)
    taken = apply("open_tickets", [row("OLD-1", units["village"])], scope)

    assert told(refused) == ["第 2 行「承办单位代码」：赤壁市之下没有这个单位"]
    assert taken.applied
    with in_workspace(actor.workspace):
        state = CaseState.objects.get()
        assert (state.holder_unit.code, state.origin_workspace.slug) == (units["village"], "chibi")


def test_undo_withdraws_what_nobody_has_worked_on(city, units, scope, database):
    rows = [row("OLD-1", units["village"]), row("OLD-2", units["village"])]
    run = apply("open_tickets", rows, scope).run_id
    handler = city.actor(city.user_for(units["village"]), "chibi")
    with in_workspace(handler.workspace):
        copy = Ticket.objects.get(original_number="OLD-2")
        given = copy.holder_assignment_id
    city.do(handler, sign_assignment, assignment_id=given)

    undone = undo("open_tickets", run, scope)

    assert (undone.state, undone.kept) == ("undone", 1)
    assert cases(city) == {
        "OLD-1": (None, "withdrawn", DUE),
        "OLD-2": (units["village"], "handling", DUE),
    }
    assert verify_custody().breaches == []
    # What was withdrawn may be brought in again; what goes on is known.
    assert counts(apply("open_tickets", rows, scope)) == (1, 0, 1, 0)
    assert verify_custody().breaches == []


def test_a_run_that_broke_off_is_finished_by_the_same_workbook(
    city, units, scope, database, monkeypatch
):
    rows = [row(f"OLD-{number}", units["village"]) for number in (1, 2, 3)]
    carry, done = open_tickets.take_over_ticket, []

    def stops_on_the_way(**arguments):
        if len(done) == 1:
            from tickets.services import taking_over

            give, given = taking_over.give_case, []

            def once(**gift):
                if given:
                    raise ConnectionError
                given.append(gift)
                return give(**gift)

            monkeypatch.setattr(taking_over, "give_case", once)
        done.append(arguments)
        return carry(**arguments)

    with monkeypatch.context() as patched, pytest.raises(ConnectionError):
        patched.setattr(open_tickets, "take_over_ticket", stops_on_the_way)
        apply("open_tickets", rows, scope)
    monkeypatch.undo()
    assert {number: held[0] for number, held in cases(city).items()} == {
        "OLD-1": units["village"],
        "OLD-2": "421281",
    }
    with in_workspace(city.ref("xianning")):
        assert ImportRun.objects.get().state == "broken_off"

    report = apply("open_tickets", rows, scope)

    assert (counts(report), report.applied) == ((1, 1, 1, 0), True)
    assert {held for held, _, _ in cases(city).values()} == {units["village"]}
    assert counts(apply("open_tickets", rows, scope)) == (0, 0, 3, 0)
    assert verify_custody().breaches == []


def test_the_ledger_holds_no_personal_data(city, units, scope, database):
    apply("open_tickets", [row("OLD-1", units["village"])], scope)

    with in_workspace(city.ref("xianning")):
        (kept,) = ImportedRow.objects.all()
        assert (kept.label, set(kept.after)) == ("OLD-1", {"holder"})
        verbs = set(TicketEvent.objects.values_list("verb", flat=True))
        assert verbs == {"register", "accept", "delegate", "sign"}


def test_the_command(city, units, database, tmp_path):
    file = tmp_path / "t.xlsx"
    file.write_bytes(workbook("open_tickets", [row("OLD-1", units["township"])]))

    dry = command("import_open_tickets", file, "--workspace", "xianning", "--dry-run")
    out, err, failure = command("import_open_tickets", file, "--workspace", "xianning")

    assert dry[0].startswith("试导入（未写入）dry run：新增 new 1")
    assert (err, failure) == ("", "")
    run = out.strip().rsplit("：", 1)[1]
    assert cases(city)["OLD-1"][0] == units["township"]
    undone = command("import_open_tickets", "--undo", run, "--workspace", "xianning")
    assert undone == ("已撤销 undone\n", "", "")
    assert cases(city)["OLD-1"][1] == State.WITHDRAWN
    missing = command("import_open_tickets", file, "--workspace", "nowhere")[2]
    assert missing.startswith("没有工作区“nowhere”")
