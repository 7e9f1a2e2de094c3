"""Noting that a unit spoke to the citizen."""

from typing import Any

import graphene

from api.core.enums import enum_of
from api.core.scalars import ID, DateTime
from api.tickets.mutations import NOTE, TicketMutation
from tickets.models import Ticket
from tickets.services.contacting import ContactMethod, record_contact

ContactMethodEnum = enum_of(ContactMethod, name="ContactMethod", description="联系方式")


class RecordContact(TicketMutation):
    class Meta:
        description = "Note that the unit contacted the citizen (联系诉求人). No clock moves."
        versioned = True

    class Arguments:
        assignment_id = ID(required=True)
        method = ContactMethodEnum(required=True)
        at = DateTime(description="Between the dispatch and now; now if none is given.")
        note = graphene.String(description=NOTE)

    @classmethod
    def carry_out(cls, *, note: str | None = None, **arguments: Any) -> Ticket:
        return record_contact(note=note or "", **arguments)


class CheckupMutations(graphene.ObjectType):
    record_contact = RecordContact.Field()
