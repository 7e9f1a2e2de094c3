"""拆单: several matters, one citizen; each its own case and clock, and no time gained."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from clocks.models import Clock
from contacts.services.splitting import MOST_PARTS, Part, split_ticket
from custody.models import Case, CaseState
from kernel.clock import now
from kernel.errors import PermissionDenied
from messages.models import Message
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tickets.models import Kind, Ticket

pytestmark = pytest.mark.usefixtures("sound")
LID = Part(title="井盖丢失", body="路口少了一个井盖，我叫张三，电话 13912345678。")
NOISE = Part(title="夜间施工", body="半夜还在施工。", kind=Kind.COMPLAINT)


def _parts(ticket: Ticket, round_: Round) -> list[Ticket]:
    with in_workspace(round_.dispatcher.workspace):
        found = Ticket.objects.select_related("case__state").filter(split_from=ticket.id)
        return list(found.order_by("number"))


def test_each_part_is_a_case_of_the_same_citizen(round_: Round, at_origin: Any) -> None:
    round_.register()

    whole = at_origin(round_, split_ticket, parts=[LID, NOISE])

    lid, noise = _parts(whole, round_)
    assert [lid.title, noise.title] == ["井盖丢失", "夜间施工"]
    assert [lid.kind, noise.kind] == ["help", "complaint"]
    assert len({whole.number, lid.number, noise.number}) == 3
    for part in (lid, noise):
        assert part.caller_id == whole.caller_id
        assert part.registered_at == whole.registered_at
        assert (part.channel, part.unit_id) == (whole.channel, whole.unit_id)
        assert (part.state, part.case.state.state) == ("registered", "registered")
        assert part.case.state.version == 1
        assert part.case.opened_at == whole.registered_at


def test_the_request_keeps_its_own_part(round_: Round, at_origin: Any) -> None:
    before = round_.register()

    whole = at_origin(round_, split_ticket, parts=[LID])

    assert (whole.title, whole.body, whole.state) == (before.title, before.body, before.state)
    [part] = _parts(whole, round_)
    with in_workspace(round_.dispatcher.workspace):
        last = whole.events.order_by("-seq")[0]
    assert (last.verb, last.note) == ("split", f"拆出：{part.number}")


def test_what_leaves_of_a_part_is_screened(round_: Round, at_origin: Any) -> None:
    whole = round_.register()

    at_origin(round_, split_ticket, parts=[LID])

    [part] = _parts(whole, round_)
    assert part.body == LID.body
    assert "张三" not in part.body_shared
    assert "13912345678" not in part.body_shared


def test_a_part_of_an_accepted_request_is_accepted_and_gains_no_time(
    round_: Round, at_origin: Any
) -> None:
    round_.register()
    monday = now().replace(year=2026, month=11, day=30, hour=1, minute=0)
    with time_machine.travel(monday, tick=False):
        accepted = round_.accept()
    with time_machine.travel(monday + timedelta(days=2), tick=False):
        whole = at_origin(round_, split_ticket, parts=[LID, NOISE])

    lid, noise = _parts(whole, round_)
    assert [lid.state, noise.state] == ["accepted", "accepted"]
    assert lid.due_at == lid.holder_due_at == lid.case.state.due_at == accepted.due_at
    assert noise.due_at > accepted.due_at  # complaints have longer
    with in_workspace(round_.dispatcher.workspace):
        clocks = Clock.objects.filter(ticket_id__in=[lid.id, noise.id])
        assert [each.started_at for each in clocks] == [monday, monday]


def test_each_part_goes_its_own_way(round_: Round, at_origin: Any, city: Any) -> None:
    round_.register()
    round_.accept()
    whole = at_origin(round_, split_ticket, parts=[LID])
    [lid] = _parts(whole, round_)

    other = Round(city)
    other.number = lid.number
    other.delegate(other.dispatcher, other.county_unit)

    assert other.case().state == "received"
    assert round_.case().state == "accepted"


def test_the_citizen_hears_each_number(round_: Round, at_origin: Any) -> None:
    whole = round_.register()

    at_origin(round_, split_ticket, parts=[LID])

    [part] = _parts(whole, round_)
    with in_workspace(round_.dispatcher.workspace):
        [message] = Message.objects.filter(ticket_id=part.id)
    assert part.number in message.text
    assert part.query_code_hash


def test_it_is_accepted_like_any_other(round_: Round, at_origin: Any) -> None:
    whole = round_.register()
    at_origin(round_, split_ticket, parts=[LID])
    [part] = _parts(whole, round_)

    again = Round(round_.city)
    again.number = part.number
    assert again.accept().state == "accepted"


@pytest.mark.parametrize("many", [0, MOST_PARTS + 1])
def test_one_to_ten_parts(round_: Round, at_origin: Any, refused: Any, many: int) -> None:
    round_.register()

    with refused("PARTS_OUT_OF_RANGE", "parts"):
        at_origin(round_, split_ticket, parts=[LID] * many)


def test_ten_parts_at_once(round_: Round, at_origin: Any) -> None:
    whole = round_.register()

    at_origin(round_, split_ticket, parts=[LID] * MOST_PARTS)

    assert len(_parts(whole, round_)) == MOST_PARTS


@pytest.mark.parametrize(
    ("part", "code", "field"),
    [
        (Part(title=" ", body="有"), "EMPTY", "title"),
        (Part(title="有", body=" "), "EMPTY", "body"),
        (Part(title="有", body="有", category="9"), "CATEGORY_UNKNOWN", "category"),
    ],
)
def test_a_faulty_part_undoes_all(
    round_: Round, at_origin: Any, refused: Any, part: Part, code: str, field: str
) -> None:
    round_.register()

    with refused(code, field):
        at_origin(round_, split_ticket, parts=[LID, part])


def test_what_was_given_already_is_not_split(round_: Round, at_origin: Any, refused: Any) -> None:
    round_.to_county()

    with refused("WRONG_STATE"):
        at_origin(round_, split_ticket, parts=[LID])


def test_others_do_not_split(round_: Round, at_origin: Any, unchanged: Any) -> None:
    round_.register()

    with unchanged(), pytest.raises(PermissionDenied):
        at_origin(round_, split_ticket, by="city.supervisor", parts=[LID])


def test_another_workspace_sees_none_of_it(round_: Round, at_origin: Any, city: Any) -> None:
    whole = round_.register()
    at_origin(round_, split_ticket, parts=[LID])
    [part] = _parts(whole, round_)

    with in_workspace(city.ref("chibi")):
        assert not Ticket.objects.filter(number=part.number).exists()
        assert not Case.objects.filter(number=part.number).exists()
        assert not CaseState.objects.filter(case__number=part.number).exists()
