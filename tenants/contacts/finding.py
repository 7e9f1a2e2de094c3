"""Finding a citizen's ticket again by what they can say of it."""

import unicodedata
from dataclasses import dataclass, fields
from datetime import timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Collate, Replace, Reverse

from callers.selectors import find_by_name, find_by_phone
from contacts.access import SEARCHING, findable_by, ordinary
from contacts.errors import ContactError
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import TITLE_LIMIT, clean_line
from people.actor import Actor
from tickets.access import tickets_visible_to
from tickets.models import Ticket
from trail.recording import record

TAIL_LENGTH = 4
# Where no index helps, only what is recent is looked through.
TEXT_SINCE = timedelta(days=365)
WORDS = 5


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What the citizen says; whatever is given must fit all together."""

    phone: str = ""
    name: str = ""
    number: str = ""
    address: str = ""
    text: str = ""

    def cleaned(self) -> "Sought":
        said = {
            field.name: clean_line(
                getattr(self, field.name), field=field.name, limit=TITLE_LIMIT, required=False
            )
            for field in fields(self)
        }
        if not any(said.values()):
            raise DomainError(
                ContactError.NOTHING_SOUGHT, "请至少填写电话、姓名、编号、地址、内容中的一项"
            )
        return Sought(**said)

    @property
    def by_number_alone(self) -> bool:
        return bool(self.number) and not (self.phone or self.name or self.address or self.text)

    def said(self) -> str:
        """Which things were asked by, without what was asked: fit for the trail."""
        return ",".join(each.name for each in fields(self) if getattr(self, each.name))


def find_tickets(actor: Actor, sought: Sought) -> QuerySet[Ticket]:
    """Tickets that fit what the citizen says, for people at the accepting centre.

    A secret ticket, and one accepted elsewhere, is found by its number only. Raises
    NOTHING_SOUGHT, NUMBER_TOO_SHORT, PHONE_MALFORMED. The search is noted in the trail.
    """
    found = findable_by(actor)
    sought = sought.cleaned()
    if sought.number:
        found = _numbered(found, sought.number)
    if not sought.by_number_alone:
        found = _described(ordinary(found), sought)
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb="tickets.find",
        object_kind="ticket",
        object_id=None,
        reason=sought.said(),
    )
    return found


def history_of_caller(actor: Actor, phone: str) -> QuerySet[Ticket]:
    """Everything asked from that number that the person may see, while a request is taken down.

    Raises PHONE_MALFORMED. Without secret tickets; noted in the trail.
    """
    if not any(actor.units_with(each) for each in SEARCHING):
        raise PermissionDenied
    found = ordinary(tickets_visible_to(actor)).filter(
        caller__in=find_by_phone(phone, field="phone").order_by()
    )
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb="caller.history",
        object_kind="caller",
        object_id=None,
    )
    return found


def _numbered(found: QuerySet[Ticket], number: str) -> QuerySet[Ticket]:
    """By the whole number or its end, as people read it out: hyphens do not matter."""
    typed = unicodedata.normalize("NFKC", number)
    digits = "".join(mark for mark in typed if mark.isalnum())
    if len(digits) < TAIL_LENGTH or not digits.isdigit() or not digits.isascii():
        raise DomainError(
            ContactError.NUMBER_TOO_SHORT,
            f"请填写完整编号，或编号的最后 {TAIL_LENGTH} 位以上数字",
            field="number",
        )
    # Written as the index has it: the end of a number is the beginning of its reverse.
    backwards = Collate(Reverse(Replace(F("number"), Value("-"), Value(""))), "C")
    return found.alias(backwards=backwards).filter(backwards__startswith=digits[::-1])


def _described(found: QuerySet[Ticket], sought: Sought) -> QuerySet[Ticket]:
    if sought.phone:
        found = found.filter(caller__in=find_by_phone(sought.phone, field="phone").order_by())
    if sought.name:
        found = found.filter(caller__in=find_by_name(sought.name).order_by())
    if sought.address or sought.text:
        found = found.filter(created_at__gte=now() - TEXT_SINCE)
    if sought.address:
        found = found.filter(address__icontains=sought.address)
    for word in sought.text.split()[:WORDS]:
        found = found.filter(Q(title__icontains=word) | Q(body__icontains=word))
    return found
