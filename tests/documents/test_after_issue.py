"""回执、送达、批示: what is noted about a document afterwards, each for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from documents.models import Document, DocumentDelivery, DocumentReceipt
from documents.selectors import instructions_of, unconfirmed
from documents.services.delivering import cite_document, record_delivery
from documents.services.issuing import Recipient
from documents.services.offices import current_office, set_office
from documents.services.receiving import confirm_receipt
from kernel.clock import now
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.papers import addressed_to, copy_to, errand_in, issue


@pytest.fixture
def report(city, round_):
    """A document on a ticket of the city, addressed to the water company and to 赤壁."""
    return _issue(city, round_.register().id)


def _issue(city, ticket_id):
    units = [addressed_to(city, code) for code in ("421200-U01", "421281")]
    return issue(city, ticket_id, recipients=[*units, Recipient("市委办公室")])


@pytest.fixture
def copied(city, round_):
    """The same, with 赤壁's copy: the original and the copy."""
    round_.to_county()
    original = _issue(city, round_.ticket(round_.dispatcher).id)
    return original, copy_to(city, original, "chibi", round_.ticket(round_.county).id)


def _receipts(city, slug, document):
    with in_workspace(city.ref(slug)):
        found = DocumentReceipt.objects.filter(document_id=document.pk)
        return list(found.values_list("unit__code", "by_name"))


def test_a_recipient_confirms(city, report):
    actor = city.actor("city.shuiwu.handler")

    city.do(actor, confirm_receipt, document_id=report.pk)

    assert _receipts(city, "xianning", report) == [("421200-U01", actor.name)]
    with city.at(actor):
        assert not unconfirmed(Document.objects.all(), actor).filter(pk=report.pk).exists()


def test_repeating_it_changes_nothing(city, report, unchanged):
    actor = city.actor("city.shuiwu.handler")
    city.do(actor, confirm_receipt, document_id=report.pk)

    with unchanged():
        city.do(actor, confirm_receipt, document_id=report.pk)


def test_a_colleague_hears_that_it_was_done(city, report, refused):
    actor = city.actor("city.shuiwu.handler")
    city.do(actor, confirm_receipt, document_id=report.pk)

    with refused("RECEIPT_GIVEN"):
        city.do(replace(actor, user_id=uuid7()), confirm_receipt, document_id=report.pk)


def test_the_issuer_sees_a_receipt_from_another_workspace(city, copied):
    original, copy = copied
    actor = city.actor("chibi.dispatcher")

    city.do(actor, confirm_receipt, document_id=copy.pk)

    assert _receipts(city, "chibi", copy) == [("421281", actor.name)]
    assert _receipts(city, "xianning", original) == [("421281", actor.name)]


@pytest.mark.parametrize(
    "username", ["city.dispatcher", "city.supervisor", "city.gongdian.handler", "xianan.dispatcher"]
)
def test_nobody_else_confirms(city, report, unchanged, username):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(username), confirm_receipt, document_id=report.pk)


def test_not_for_a_unit_one_has_nothing_to_do_with(city, report, unchanged):
    actor = city.actor("city.shuiwu.handler")
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(actor, confirm_receipt, document_id=report.pk, unit_id=city.unit("421281").id)


def _deliver(city, document, username="city.dispatcher", **more):
    told = {"to": "市政府办公室", "at": now(), "how": "专人送达", **more}
    return city.do(city.actor(username), record_delivery, document_id=document.pk, **told)


def test_a_delivery_is_noted(city, report):
    at = now()
    _deliver(city, report, at=at)

    with in_workspace(city.ref("xianning")):
        row = DocumentDelivery.objects.get(document_id=report.pk)
    assert (row.to, row.at, row.how) == ("市政府办公室", at, "专人送达")
    assert row.by_name == city.actor("city.dispatcher").name


def test_a_delivery_noted_again_changes_nothing(city, report, unchanged):
    at = now()
    _deliver(city, report, at=at)

    with unchanged():
        _deliver(city, report, at=at)


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"to": " "}, "EMPTY", "to"),
        ({"how": ""}, "EMPTY", "how"),
        ({"to": "甲" * 101}, "TOO_LONG", "to"),
        ({"at": now() + timedelta(days=2)}, "DELIVERY_IN_FUTURE", "at"),
        ({"at": now() - timedelta(days=2)}, "DELIVERY_BEFORE_ISSUE", "at"),
    ],
)
def test_a_wrong_delivery(city, report, refused, told, code, field):
    with refused(code, field):
        _deliver(city, report, **told)


@pytest.mark.parametrize(
    "username", ["city.shuiwu.handler", "city.supervisor", "xianan.dispatcher"]
)
def test_only_the_issuer_delivers(city, report, unchanged, username):
    with unchanged(), pytest.raises(PermissionDenied):
        _deliver(city, report, username)


def test_a_copy_is_not_delivered_again(city, copied, unchanged):
    with unchanged(), pytest.raises(PermissionDenied):
        _deliver(city, copied[1], "chibi.dispatcher")


def test_an_instruction_cites_the_document_once(city, report):
    instruction, at = uuid7(), now()
    for _ in range(2):
        with errand_in(city, "xianning"):
            cite_document(document_id=report.pk, instruction_id=instruction, at=at)

    with in_workspace(city.ref("xianning")):
        assert instructions_of([report.pk]) == {report.pk: [instruction]}


def test_a_new_office_code_holds_from_now_on(city, report, unchanged, worker_database):
    administrator = city.actor("city.administrator")
    told = {
        "code": "咸热办",
        "head": "咸宁市热线办",
        "contact": "值班室",
        "phone": "0715-8888888",
    }
    with time_machine.travel(now() + timedelta(minutes=1), tick=False):
        city.do(administrator, set_office, **told)
    with unchanged():
        city.do(administrator, set_office, **told)
    later = _issue(city, None)
    with in_workspace(city.ref("xianning")), transaction.atomic():
        earlier = Document.objects.get(pk=report.pk)

    assert earlier.number == f"咸热线专报〔{earlier.year}〕{earlier.serial}号"
    assert later.number == f"咸热办专报〔{later.year}〕{earlier.serial + 1}号"
    assert later.text.endswith("联系人：值班室　联系电话：0715-8888888")
    with in_workspace(city.ref("chibi")):
        assert current_office().code == "赤壁热线"
    with admin_cursor(worker_database) as cursor:
        cursor.execute("DELETE FROM xianning.documents_office WHERE code = '咸热办'")


@pytest.mark.parametrize("username", ["city.dispatcher", "city.manager", "city.authority"])
def test_only_an_administrator_changes_the_office(city, unchanged, username):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(username), set_office, code="咸热办", head="热线办")


@pytest.mark.parametrize("code", ["X1", "咸", "咸热线办公室一二三四五六", "咸 热"])
def test_a_malformed_code(city, refused, code):
    with refused("OFFICE_CODE_MALFORMED", "code"):
        city.do(city.actor("city.administrator"), set_office, code=code, head="热线办")
