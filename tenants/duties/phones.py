"""Duty numbers: writing one, and keeping what was there before without its text."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from duties.models import DutyContact
from kernel.clock import now
from privacy.fields import EncryptedTextField
from privacy.personal_text import reveal


class Kept(NamedTuple):
    """A number as the database keeps it (encrypted), and since when."""

    sealed: str
    since: datetime | None


def write_phone(user_id: UUID, phone: str) -> None:
    """The number on which somebody on duty is called; the same again changes nothing."""
    contact = DutyContact.objects.filter(user=user_id).first()
    if contact is None:
        DutyContact.objects.create(user_id=user_id, phone=phone, changed_at=now())
    elif contact.phone != phone:
        _change(contact, phone)


def is_called_on(user_id: UUID, phone: str) -> bool:
    """Whether that is the number already."""
    contact = DutyContact.objects.filter(user=user_id).first()
    return contact is not None and reveal(contact.phone) == phone


def kept_phone(user_id: UUID) -> Kept:
    """What is there now; empty without a number."""
    contact = DutyContact.objects.filter(user=user_id).first()
    if contact is None:
        return Kept("", None)
    return Kept(_field().value_to_string(contact), contact.changed_at)


def put_phone_back(contact: DutyContact, sealed: str) -> None:
    """The number again that `kept_phone` gave; nobody is called if there was none."""
    _change(contact, reveal(_field().from_db_value(sealed, None, connection) or ""))


def _change(contact: DutyContact, phone: str) -> None:
    contact.phone = phone
    contact.changed_at = now()
    contact.save(update_fields=["phone", "changed_at"])


def _field() -> EncryptedTextField:
    field = DutyContact._meta.get_field("phone")
    assert isinstance(field, EncryptedTextField)
    return field
