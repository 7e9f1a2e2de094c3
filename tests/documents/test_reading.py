"""Who reads a document: who may see its ticket, and the units it was addressed to."""

import pytest

from documents.access import document_for, documents_visible_to
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tests.harness.papers import addressed_to, issue

WATER = "421200-U01"


def _sees(city, username, document):
    actor = city.actor(username)
    with city.at(actor):
        listed = documents_visible_to(actor).filter(pk=document.pk).exists()
        try:
            found = document_for(actor, document.pk)
        except PermissionDenied:
            found = None
    assert listed == (found is not None)
    return listed


def test_by_way_of_the_ticket(city, round_):
    document = issue(city, round_.register().id)

    assert _sees(city, "city.dispatcher", document)
    assert _sees(city, "city.agent", document)
    assert not _sees(city, "city.shuiwu.handler", document)
    assert not _sees(city, "city.administrator", document)
    assert not _sees(city, "chibi.dispatcher", document)


def test_by_being_addressed(city, round_):
    water = addressed_to(city, WATER, is_copy=True)
    document = issue(city, round_.register().id, recipients=[water])

    assert _sees(city, "city.shuiwu.handler", document)
    assert not _sees(city, "city.gongdian.handler", document)


def test_being_addressed_is_not_enough_for_a_confidential_one(city, round_):
    water = addressed_to(city, WATER)
    document = issue(city, round_.register().id, recipients=[water], confidential=True)

    assert not _sees(city, "city.shuiwu.handler", document)
    assert _sees(city, "city.dispatcher", document)


def test_without_a_ticket_the_issuing_unit_reads(city):
    document = issue(city, None)

    assert _sees(city, "city.dispatcher", document)
    assert not _sees(city, "city.shuiwu.handler", document)


def test_a_ticket_that_does_not_exist_shows_nothing(city):
    assert not _sees(city, "city.dispatcher", issue(city, uuid7()))


@pytest.mark.parametrize("document_id", [None, uuid7()])
def test_absent(city, document_id):
    actor = city.actor("city.dispatcher")
    with city.at(actor), pytest.raises(PermissionDenied):
        document_for(actor, document_id)
