"""批示: a leader writes on a case; whoever works on it below reads it, and nothing moves."""

import pytest

from clocks.models import ClockEvent
from kernel.errors import PermissionDenied
from notices.models import Notice
from outbox.delivering import drain
from signoffs.models import Instruction
from signoffs.services.instructing import instruct_ticket
from tenancy.context import in_public, in_workspace
from yihao.verification.verifying import verify_custody

TEXT = "请城管部门牵头，三日内报结果，联系人13800000001。"


@pytest.fixture
def boss(city):
    return city.actor("city.manager")


def test_every_copy_has_it_screened_below_and_the_holder_is_told(round_, boss, look):
    round_.to_county()
    before = look.holder()
    with in_workspace(round_.county.workspace):
        ledger = ClockEvent.objects.count()

    round_.city.do(boss, instruct_ticket, ticket_id=round_.ticket(boss).id, text=TEXT)

    assert look.holder() == (*before[:3], before[3] + 1)
    with in_workspace(boss.workspace):
        assert Instruction.objects.get(ticket__number=round_.number).text == TEXT
    with in_workspace(round_.county.workspace):
        below = Instruction.objects.get(ticket__number=round_.number)
        assert (below.by_name, "13800000001" in below.text) == (boss.name, False)
        assert "三日内报结果" in below.text
        assert ClockEvent.objects.count() == ledger
    with in_public():
        drain()
    with in_workspace(round_.county.workspace):
        told = Notice.objects.get(ticket__number=round_.number, kind="instructed")
        assert told.unit_id == round_.county_unit.id
    assert look.events("chibi")[-1][0] == "instruct"
    assert verify_custody().breaches == []


@pytest.mark.parametrize("who", ["city.dispatcher", "city.agent", "xianan.dispatcher"])
def test_only_leaders_instruct(round_, city, unchanged, who):
    round_.to_county()
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(
            city.actor(who),
            instruct_ticket,
            ticket_id=round_.ticket(round_.dispatcher).id,
            text="请抓紧",
        )


def test_with_words(round_, boss, refused):
    round_.register()
    with refused("EMPTY", "text"):
        round_.city.do(boss, instruct_ticket, ticket_id=round_.ticket(boss).id, text=" ")
    with refused("DOCUMENT_UNKNOWN", "documentId"):
        round_.city.do(
            boss,
            instruct_ticket,
            ticket_id=round_.ticket(boss).id,
            text="请办",
            document_id=round_.ticket(boss).id,
        )
