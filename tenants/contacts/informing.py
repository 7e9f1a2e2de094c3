"""Telling the citizen what became of their request, in the transaction that decides it."""

from custody.session import Session
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import CODE, compose
from tenancy.context import WorkspaceRef
from tickets.models import Ticket
from tickets.moves import change
from tickets.query_codes import code_hash, new_code


def can_be_told(ticket: Ticket) -> bool:
    """Whether there is a number to write to. Ask before the session: custody reads no callers."""
    return ticket.caller is not None and bool(ticket.caller.phone)


def inform_caller(session: Session, home: WorkspaceRef, ticket: Ticket, text: str) -> None:
    """Queue a message on the progress of a ticket; a neutral one about a secret ticket."""
    assert ticket.caller_id is not None
    with session.in_workspace(home):
        said = compose(Purpose.PROGRESS, secret=ticket.secret, number=ticket.number, text=text)
        code = ""
        if CODE in said:
            # Nobody knows the code given before: the message brings a new one.
            code = new_code()
            change(Ticket, ticket.id, query_code_hash=code_hash(ticket.number, code))
        queue_message(
            caller_id=ticket.caller_id,
            ticket_id=ticket.id,
            purpose=Purpose.NEUTRAL if ticket.secret else Purpose.PROGRESS,
            text=said,
            code=code,
        )
