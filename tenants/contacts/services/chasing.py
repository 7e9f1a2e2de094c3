"""催问: the citizen asks again. Counted and told; it never touches a clock, nor makes a ticket."""

from uuid import UUID

from django.db.models import F

from contacts.facts import TicketChased, TicketChasedOften
from contacts.models import ContactKind
from contacts.policy import current_policy
from contacts.recording import put_on_record
from contacts.telling import Audience, holder_of, tell
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from tickets.access import acting_place, centre_of
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.models import Channel, Ticket
from tickets.moves import change
from tickets.states import Verb


def record_chase(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    note: str = "",
    channel: Channel = Channel.PHONE,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Note that the citizen asked again; the holder hears of it, every third time the centre too.

    Counted on every copy down to the holder. How often the centre is alerted is data.
    """
    ticket, place = acting_place(actor, Verb.CHASE, ticket_id, expected_version)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    per_alert = current_policy().chases_per_alert
    centre = centre_of(place.workspace)
    with command(
        actor=actor, verb=Verb.CHASE, ticket=ticket, place=place, once=once, note=note
    ) as move:
        session = move.session
        for ref, copy in put_on_record(move, ContactKind.CHASE, channel=channel):
            with session.in_workspace(ref):
                change(Ticket, copy.id, chase_count=F("chase_count") + 1, chased_at=session.at)
        count = ticket.chase_count + 1
        tell(session, TicketChased, holder_of(session), count=count)
        if count % per_alert == 0:
            here = Audience(place.workspace, ticket.id, (centre,))
            tell(session, TicketChasedOften, here, count=count)
    return again(actor, ticket.id)
