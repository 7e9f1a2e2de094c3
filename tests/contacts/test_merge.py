"""合并: several citizens, one matter. Every citizen is kept, nothing is in two hands, and back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from clocks.models import Clock
from contacts.services.ending import withdraw_ticket
from contacts.services.merging import merge_tickets, unmerge_ticket
from kernel.clock import now
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST, Round
from tests.harness.standings import WAYS, stand
from tickets.models import Assignment, Ticket
from tickets.states import RULES, Verb

pytestmark = pytest.mark.usefixtures("sound")
LI = replace(REQUEST, caller_name="李四", caller_phone="13900000002", body="我家门口也停水。")


@pytest.fixture
def head(city: Any) -> Round:
    round_ = Round(city)
    round_.register()
    return round_


@pytest.fixture
def child(city: Any) -> Round:
    """Another citizen's request on the same matter, in a village's hands."""
    round_ = Round(city)
    round_.register(request=LI)
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    return round_


def _merge(head: Round, *children: Round, **more: Any) -> Ticket:
    ids = [each.ticket(each.dispatcher).id for each in children]
    ticket = head.ticket(head.dispatcher)
    told = {"ticket_id": ticket.id, "child_ids": ids, **more}
    done: Ticket = head.city.do(head.dispatcher, merge_tickets, **told)
    return done


def _unmerge(child: Round) -> Ticket:
    ticket = child.ticket(child.dispatcher)
    done: Ticket = child.city.do(child.dispatcher, unmerge_ticket, ticket_id=ticket.id)
    return done


def _clocks(round_: Round, actor: Any) -> list[Clock]:
    ticket = round_.ticket(actor)
    with in_workspace(actor.workspace):
        return list(Clock.objects.filter(ticket_id=ticket.id))


def test_the_child_keeps_its_citizen_and_goes_on_under_the_head(head: Round, child: Round) -> None:
    before = child.ticket(child.dispatcher)

    parent = _merge(head, child)

    merged = child.ticket(child.dispatcher)
    assert merged.merged_into_id == parent.id
    assert (merged.caller_id, merged.body) == (before.caller_id, LI.body)
    assert (merged.state, child.case().state) == ("merged", "merged")
    assert (child.case().holder_unit_id, merged.holder_unit_id) == (None, None)
    assert head.case().state == "registered"


def test_what_was_given_of_the_child_is_taken_back(head: Round, child: Round, heard: Any) -> None:
    _merge(head, child)

    below = child.ticket(child.county)
    assert (below.state, below.holder_unit_id) == ("merged", None)
    with in_workspace(child.county.workspace):
        assert {each.state for each in Assignment.objects.filter(ticket=below)} == {"merged"}
    assert all(each.stopped_at for each in _clocks(child, child.county))
    assert heard(child, child.county) == [("merged", None)]
    assert heard(child, child.township) == [("merged", None)]


def test_both_timelines_tell_of_it(head: Round, child: Round) -> None:
    _merge(head, child, note="同一小区")

    notes = []
    for round_ in (head, child):
        with in_workspace(round_.dispatcher.workspace):
            last = round_.ticket(round_.dispatcher).events.order_by("-seq")[0]
        assert last.verb == "merge"
        notes.append(last.note)
    assert notes == [f"并入本件：{child.number}。同一小区", f"并入 {head.number}。同一小区"]


def test_several_at_once(head: Round, child: Round, city: Any) -> None:
    others = [Round(city) for _ in range(2)]
    for other in others:
        other.register()

    parent = _merge(head, child, *others)

    with in_workspace(head.dispatcher.workspace):
        assert Ticket.objects.filter(merged_into=parent.id).count() == 3


# -- back again -----------------------------------------------------------------------------


def test_unmerged_it_is_the_accepting_units_again(head: Round, child: Round, heard: Any) -> None:
    _merge(head, child)

    ticket = _unmerge(child)

    assert (ticket.state, ticket.merged_into_id) == ("accepted", None)
    assert child.case().holder_unit_id == ticket.unit_id
    assert child.case().closed_at is None
    assert heard(child, child.dispatcher)[-1] == ("unmerged", None)
    child.delegate(child.dispatcher, child.county_unit)
    assert child.case().state == "received"


def test_its_own_clock_goes_on_without_loss_or_gain(head: Round, city: Any) -> None:
    child = Round(city)
    child.register(request=LI)
    monday = now().replace(year=2026, month=11, day=30, hour=1, minute=0)
    with time_machine.travel(monday, tick=False):
        due = child.accept().due_at
    with time_machine.travel(monday + timedelta(days=1), tick=False):
        _merge(head, child)
    with time_machine.travel(monday + timedelta(days=3), tick=False):
        ticket = _unmerge(child)

    assert ticket.due_at - due == timedelta(days=2)
    assert ticket.due_at == ticket.holder_due_at == child.case().due_at


def test_what_had_not_been_accepted_begins_its_time(head: Round, city: Any) -> None:
    child = Round(city)
    child.register(request=LI)
    _merge(head, child)

    assert _unmerge(child).due_at is not None


def test_it_can_be_merged_anew(head: Round, child: Round) -> None:
    _merge(head, child)
    _unmerge(child)

    _merge(head, child)

    assert child.case().state == "merged"


# -- refusals -------------------------------------------------------------------------------


def test_not_into_itself(head: Round, refused: Any) -> None:
    with refused("MERGE_INTO_ITSELF", "childIds"):
        _merge(head, head)


@pytest.mark.parametrize("many", [0, 51])
def test_not_nothing_and_not_everything(head: Round, refused: Any, many: int) -> None:
    ticket = head.ticket(head.dispatcher)

    with refused("MERGE_NOTHING", "childIds"):
        head.city.do(
            head.dispatcher,
            merge_tickets,
            ticket_id=ticket.id,
            child_ids=[uuid7() for _ in range(many)],
        )


def test_no_family_in_circles(head: Round, child: Round, city: Any, refused: Any) -> None:
    _merge(head, child)
    other = Round(city)
    other.register()

    with refused("WRONG_STATE"):
        _merge(child, head)
    with refused("WRONG_STATE"):
        _merge(child, other)
    with refused("HAS_MERGED_CHILDREN"):
        _merge(other, head)


def test_a_head_does_not_end_before_its_children(
    head: Round, child: Round, refused: Any, at_origin: Any
) -> None:
    _merge(head, child)

    with refused("HAS_MERGED_CHILDREN"):
        at_origin(head, withdraw_ticket, reason="已解决")

    _unmerge(child)
    assert at_origin(head, withdraw_ticket, reason="已解决").state == "withdrawn"


def test_a_secret_one_is_not_merged_with_an_ordinary_one(
    head: Round, child: Round, refused: Any, database: str
) -> None:
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET secret = true WHERE number = %s", [child.number]
        )

    for parent, other in ((head, child), (child, head)):
        with refused("MERGE_SECRET_WITH_ORDINARY", "childIds"):
            _merge(parent, other)


WRONG = [name for name, way in WAYS.items() if way.state not in RULES[Verb.MERGE].receiver.sources]


@pytest.mark.parametrize(
    "name", [name for name in WRONG if WAYS[name].at_origin and not WAYS[name].assists]
)
def test_a_child_in_a_wrong_state(head: Round, city: Any, refused: Any, name: str) -> None:
    place = stand(city, name)

    with refused("WRONG_STATE"):
        _merge(head, place.round_)


def test_a_child_that_was_accepted_elsewhere(head: Round, city: Any, refused: Any) -> None:
    given = Round(city)
    given.register(given.county)
    given.accept(given.county)
    given.escalate(given.county)

    with refused("WRONG_STATE"):
        _merge(head, given)


def test_absent_and_forbidden_are_refused_alike(
    head: Round, child: Round, city: Any, unchanged: Any
) -> None:
    mine = child.ticket(child.dispatcher).id
    ticket = head.ticket(head.dispatcher).id

    for actor, ids in (
        (head.dispatcher, [mine, uuid7()]),
        (city.actor("city.agent"), [mine]),
        (city.actor("xianan.dispatcher"), [mine]),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(actor, merge_tickets, ticket_id=ticket, child_ids=ids)
