"""Writing down what a citizen said on a ticket that is there already."""

from contacts.models import Contact, ContactKind
from kernel.ids import uuid7
from tenancy.context import WorkspaceRef
from tickets.copies import open_copies
from tickets.models import Channel, Ticket
from tickets.moves import Move


def put_on_record(
    move: Move, kind: ContactKind, *, channel: Channel
) -> list[tuple[WorkspaceRef, Ticket]]:
    """Put a contact, with the note of the verb, on every open copy; the copies it stands on now.

    The note was screened when the verb began: what is kept for ever names no citizen.
    """
    copies = list(open_copies(move.session))
    for ref, ticket in copies:
        with move.session.in_workspace(ref):
            Contact.objects.create(
                id=uuid7(),
                ticket_id=ticket.id,
                kind=kind,
                channel=channel,
                text=move.note,
                at=move.session.at,
                actor_id=move.actor.user_id,
                actor_name=move.actor.name,
            )
        move.tell(ref, ticket.id)
    return copies
