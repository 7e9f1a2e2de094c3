"""签发: a document gets its number and is frozen, in the transaction of the act it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from documents.canonical import digest_of
from documents.kinds import DocumentKind, Form, form_of
from documents.models import Document, DocumentRecipient, Office
from documents.numbering import next_serial, spelled
from documents.services.offices import current_office
from documents.sheet import Filled, Sheet, checked, chinese_date, lines_of
from hierarchy.selectors import unit_by_id
from kernel.clock import now
from kernel.ids import uuid7
from people.actor import Actor
from privacy.screening import screen_text
from tenancy.models import Workspace


@dataclass(frozen=True)
class Recipient:
    """A unit of the platform, or (without `unit_id`) a body outside it."""

    name: str
    unit_id: UUID | None = None
    is_copy: bool = False


def issue_document(
    *,
    kind: DocumentKind,
    ticket_id: UUID | None,
    unit_id: UUID,
    fields: Filled,
    actor: Actor,
    recipients: Sequence[Recipient] = (),
    assignment_id: UUID | None = None,
    confidential: bool = False,
    at: datetime | None = None,
) -> Document:
    """Issue in the workspace one stands in, inside the caller's open transaction, in whose name
    `unit_id` signs. Works under the custody role and under the workspace's own.

    Texts are screened: no number of a person ever stands on a document, and the identity of the
    citizen has no field on any form. The number is locked until the transaction ends, so call
    this as late in it as can be. Wrong fields are a bug: ValueError.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a document is issued in the transaction of its act")
    at = at or now()
    form = form_of(kind)
    filled = {name: _screened(value) for name, value in checked(form, fields).items()}
    unit = unit_by_id(unit_id)
    assert unit is not None, unit_id
    office = current_office()
    year, serial = next_serial(kind, at)
    number = spelled(office.code, form.series, year, serial)
    sheet = _sheet(form, office, number, filled, recipients, actor, at)
    document = Document(
        id=uuid7(),
        kind=kind,
        number=number,
        year=year,
        serial=serial,
        issuing_workspace_id=_here(),
        ticket_id=ticket_id,
        assignment_id=assignment_id,
        unit_id=unit_id,
        unit_name=unit.name,
        issued_by=actor.user_id,
        issued_by_name=actor.name,
        issued_at=at,
        confidential=confidential,
        fields=filled,
        sheet=sheet.as_json(),
        text=sheet.as_text(),
    )
    addressed = _addressed(document, recipients)
    document.digest = digest_of(document, addressed)
    document.save(force_insert=True)
    DocumentRecipient.objects.bulk_create(addressed)
    return document


@dataclass(frozen=True)
class Issued:
    """A document's rows as plain values, to be carried into another workspace."""

    values: dict[str, object]
    recipients: tuple[dict[str, object], ...]


_CARRIED = (
    *("kind", "number", "year", "serial", "issuing_workspace_id", "unit_id", "unit_name"),
    *("issued_by", "issued_by_name", "issued_at", "confidential"),
    *("fields", "sheet", "text", "digest"),
)


def issued(document: Document) -> Issued:
    """Read a document, standing in its workspace."""
    values = {name: getattr(document, name) for name in _CARRIED}
    rows = document.recipients.order_by("position")
    recipients = tuple(rows.values("position", "name", "unit_id", "is_copy"))
    return Issued({**values, "original_id": document.original_id or document.id}, recipients)


def keep_copy(
    carried: Issued, *, ticket_id: UUID | None, assignment_id: UUID | None = None
) -> Document:
    """Keep a copy in the workspace one stands in now, under custody, for its own ticket."""
    copy = Document(id=uuid7(), ticket_id=ticket_id, assignment_id=assignment_id, **carried.values)
    copy.save(force_insert=True)
    DocumentRecipient.objects.bulk_create(
        [DocumentRecipient(document=copy, **each) for each in carried.recipients]
    )
    return copy


def _sheet(
    form: Form,
    office: Office,
    number: str,
    filled: Filled,
    recipients: Sequence[Recipient],
    actor: Actor,
    at: datetime,
) -> Sheet:
    contact = "　".join(
        f"{label}：{value}"
        for label, value in (("联系人", office.contact), ("联系电话", office.phone))
        if value
    )
    return Sheet(
        layout=form.layout,
        head=office.head,
        number=number,
        title=form.heading,
        addressees=[each.name for each in recipients if not each.is_copy],
        lines=lines_of(form, filled),
        closing=list(form.closing),
        attachments=list(filled.get("attachments", [])),
        signature=office.head,
        issued_by=actor.name,
        date=chinese_date(at),
        copies=[each.name for each in recipients if each.is_copy],
        contact=contact,
        has_receipt_slip=form.has_receipt_slip,
    )


def _addressed(document: Document, recipients: Sequence[Recipient]) -> list[DocumentRecipient]:
    return [
        DocumentRecipient(
            id=uuid7(),
            document=document,
            position=position,
            name=each.name,
            unit_id=each.unit_id,
            is_copy=each.is_copy,
        )
        for position, each in enumerate(recipients, start=1)
    ]


def _screened(value: str | list[str]) -> str | list[str]:
    if isinstance(value, str):
        return screen_text(value)
    return [screen_text(each) for each in value]


def _here() -> UUID:
    """The workspace one stands in; custody steps into schemas without naming a tenant."""
    schema: str = connection.schema_name  # type: ignore[attr-defined]
    return Workspace.objects.values_list("id", flat=True).get(schema_name=schema)
