"""The field that says what can be read out, for every type that shows a ticket."""

import graphene

from api.contacts.loaders import FactsByTicket
from api.core.context import Info
from api.core.enums import enum_of
from contacts.speaking.facts import Language
from contacts.speaking.sentences import speak
from kernel.clock import now
from tickets.models import Ticket
from workdays.calendar import current_calendar

LanguageEnum = enum_of(Language, name="Language", description="语言")


def speakable_status() -> graphene.Field:
    """The field that `resolve_speakable_status` answers."""
    return graphene.Field(
        graphene.String,
        required=True,
        language=LanguageEnum(),
        description="One or two sentences to read out to the citizen; neutral for a secret ticket.",
    )


async def resolve_speakable_status(
    ticket: Ticket, info: Info, language: Language | None = None
) -> str:
    facts = await FactsByTicket.of(info.context).load(ticket.id)
    assert facts is not None
    chosen = language or Language.ZH
    return speak(facts, at=now(), calendar=current_calendar(), language=chosen)
