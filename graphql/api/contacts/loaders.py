"""What lists of found tickets need, each in a few queries a request."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from api.core.batching import Loader
from contacts.models import Contact
from contacts.speaking.facts import Facts
from contacts.standing import facts_of
from tickets.access import tickets_visible_to
from tickets.models import Ticket


class FactsByTicket(Loader[UUID, Facts]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Facts]:
        found = Ticket.objects.filter(pk__in=keys).select_related("case__state")
        return facts_of(list(found))


class ContactsByTicket(Loader[UUID, list[Contact]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Contact]]:
        found: dict[UUID, list[Contact]] = {key: [] for key in keys}
        for contact in Contact.objects.filter(ticket_id__in=keys).order_by("at", "id"):
            found[contact.ticket_id].append(contact)
        return found


@dataclass
class Family:
    """The tickets that one belongs together with, as far as the person may see them."""

    head: Ticket | None = None
    children: list[Ticket] = field(default_factory=list)
    whole: Ticket | None = None
    parts: list[Ticket] = field(default_factory=list)


class FamilyByTicket(Loader[UUID, Family]):
    """Merged and split tickets; of a part, its siblings."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Family]:
        own = Ticket.objects.filter(pk__in=keys).in_bulk()
        wholes = {ticket.split_from_id or ticket.id for ticket in own.values()}
        above = {ticket.merged_into_id for ticket in own.values() if ticket.merged_into_id}
        visible = tickets_visible_to(self.context.person).order_by("id")
        seen = {ticket.id: ticket for ticket in visible.filter(pk__in=above | wholes)}
        children, parts = defaultdict(list), defaultdict(list)
        for ticket in visible.filter(merged_into__in=keys):
            children[ticket.merged_into_id].append(ticket)
        for ticket in visible.filter(split_from__in=wholes):
            parts[ticket.split_from_id].append(ticket)
        return {
            key: Family(
                head=seen.get(ticket.merged_into_id) if ticket.merged_into_id else None,
                children=children[key],
                whole=seen.get(ticket.split_from_id) if ticket.split_from_id else None,
                parts=[each for each in parts[ticket.split_from_id or key] if each.id != key],
            )
            for key, ticket in own.items()
        }
