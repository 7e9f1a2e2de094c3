"""Issuing documents in tests, in transactions of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from custody.errands import Errand, errand
from documents.kinds import DocumentKind
from documents.models import Document
from documents.services.issuing import Recipient, issue_document, issued, keep_copy

REPORT = {
    "case_number": "4212-2026-000123",
    "summary": "城东停水",
    "situation": "五百户，联系人 13800000001",
    "measures": "抢修",
}


@contextmanager
def errand_in(city: Any, slug: str) -> Iterator[Errand]:
    """An open transaction under custody, standing in one workspace."""
    ref = city.ref(slug)
    with errand() as work, work.in_workspace(ref):
        yield work


def issue(city: Any, ticket_id: Any, slug: str = "xianning", **more: Any) -> Document:
    """A 专报 of a workspace's centre, unless told otherwise."""
    told = {
        "kind": DocumentKind.SPECIAL_REPORT,
        "ticket_id": ticket_id,
        "unit_id": city.unit(city.ref(slug).division_code).id,
        "fields": REPORT,
        "actor": city.actor("city.dispatcher" if slug == "xianning" else f"{slug}.dispatcher"),
        **more,
    }
    with errand_in(city, slug):
        return issue_document(**told)


def addressed_to(city: Any, code: str, **more: Any) -> Recipient:
    unit = city.unit(code)
    return Recipient(unit.name, unit.id, **more)


def copy_to(city: Any, document: Document, slug: str, ticket_id: Any) -> Document:
    """Keep a copy of a document of the city in another workspace."""
    home, other = city.ref("xianning"), city.ref(slug)
    with errand() as work:
        with work.in_workspace(home):
            carried = issued(Document.objects.get(pk=document.pk))
        with work.in_workspace(other):
            return keep_copy(carried, ticket_id=ticket_id)
