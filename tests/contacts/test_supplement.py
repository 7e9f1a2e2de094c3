"""补充材料: in full in the body, screened elsewhere, for whoever has it now or later."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine

from attachments.models import Attachment
from contacts.models import Contact
from contacts.services.supplementing import supplement_ticket
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.attachments.conftest import media  # noqa: F401 - a fixture
from tests.attachments.test_binding import _upload
from tests.harness.rounds import REQUEST, Round

pytestmark = pytest.mark.usefixtures("sound")
SAID = "我是欧阳小红，三楼也漏水，电话 13912345678。"


@pytest.fixture
def held(round_: Round) -> Round:
    round_.register(request=replace(REQUEST, caller_name="欧阳小红"))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.sign(round_.county)
    return round_


def _contact(round_: Round, actor: Any) -> Contact:
    with in_workspace(actor.workspace):
        return Contact.objects.get(ticket__number=round_.number)


def test_in_full_in_the_body_and_screened_everywhere_else(held: Round, at_origin: Any) -> None:
    with time_machine.travel("2026-11-26T02:00:00Z"):
        ticket = at_origin(held, supplement_ticket, text=SAID)

    below = held.ticket(held.county)
    assert ticket.body == f"{REQUEST.body}\n\n【11月26日补充】{SAID}"
    screened = _contact(held, held.county).text
    assert _contact(held, held.dispatcher).text == screened
    assert "三楼也漏水" in screened
    assert below.body_shared.endswith(f"\n\n【11月26日补充】{screened}")
    for told in (screened, below.body_shared, ticket.body_shared):
        assert "欧阳" not in told
        assert "13912345678" not in told


def test_the_holder_is_told(held: Round, at_origin: Any, heard: Any) -> None:
    at_origin(held, supplement_ticket, by="city.agent", text="三楼也漏水")

    assert heard(held, held.county) == [("supplemented", None)]
    assert heard(held, held.dispatcher) == []


def test_whoever_gets_it_later_reads_it_too(round_: Round, at_origin: Any) -> None:
    round_.register()
    at_origin(round_, supplement_ticket, text="三楼也漏水")
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)

    assert "三楼也漏水" in round_.ticket(round_.county).body_shared


def test_files_go_with_it(held: Round, at_origin: Any, city: Any) -> None:
    photo = _upload(city, held.dispatcher)

    at_origin(held, supplement_ticket, text="见照片", attachment_ids=[photo.id])

    for actor in (held.dispatcher, held.county):
        ticket = held.ticket(actor)
        with in_workspace(actor.workspace):
            assert Attachment.objects.filter(ticket_id=ticket.id).count() == 1


def test_an_unknown_file_undoes_all(held: Round, at_origin: Any, refused: Any) -> None:
    with refused("ATTACHMENT_UNKNOWN", "attachmentIds"):
        at_origin(held, supplement_ticket, text="见照片", attachment_ids=[uuid7()])


@pytest.mark.parametrize(("text", "code"), [(" ", "EMPTY"), ("长" * 2001, "TOO_LONG")])
def test_faulty_text(held: Round, at_origin: Any, refused: Any, text: str, code: str) -> None:
    with refused(code, "text"):
        at_origin(held, supplement_ticket, text=text)


def test_no_limit_moves(held: Round, at_origin: Any) -> None:
    before = held.ticket(held.county).due_at, held.ticket(held.dispatcher).due_at

    at_origin(held, supplement_ticket, text="三楼也漏水")

    assert (held.ticket(held.county).due_at, held.ticket(held.dispatcher).due_at) == before


def test_another_workspace_sees_nothing(held: Round, at_origin: Any, city: Any) -> None:
    at_origin(held, supplement_ticket, text="三楼也漏水")

    with in_workspace(city.ref("xianan")):
        assert not Contact.objects.exists()
