"""What else must hold before a request ends or begins again."""

from datetime import datetime, timedelta

from contacts.access import merged_children
from contacts.errors import ContactError
from contacts.policy import current_policy
from kernel.clock import now
from kernel.errors import DomainError
from people.actor import Actor
from tickets.models import Ticket
from tickets.places import Place
from tickets.states import Verb

ENDS = frozenset({Verb.WITHDRAW, Verb.TERMINATE, Verb.ARCHIVE})


def children_first(_actor: Actor, verb: Verb, ticket: Ticket, _place: Place) -> None:
    """A ticket does not end while others that go on under it are open: HAS_MERGED_CHILDREN."""
    if verb in ENDS:
        refuse_merged_children(ticket)


def refuse_merged_children(ticket: Ticket) -> None:
    """Other citizens' requests hang on this one: HAS_MERGED_CHILDREN."""
    if merged_children(ticket).exists():
        raise DomainError(
            ContactError.HAS_MERGED_CHILDREN,
            "该工单合并了其他诉求，请先办结这些诉求或取消合并",
        )


def within_the_window(_actor: Actor, verb: Verb, ticket: Ticket, _place: Place) -> None:
    """What has ended can be reopened for some days only: REOPEN_WINDOW_OVER."""
    if verb is Verb.REOPEN and now() > reopen_until(ticket):
        raise DomainError(
            ContactError.REOPEN_WINDOW_OVER,
            "已超过可恢复办理的期限，请登记新的诉求并注明原编号",
        )


def reopen_until(ticket: Ticket) -> datetime:
    """Until when, as it was fixed when the ticket ended; by today's rule if nothing was."""
    if ticket.reopen_until is not None:
        return ticket.reopen_until
    ended_at = ticket.case.state.closed_at
    assert ended_at is not None
    return ended_at + timedelta(days=current_policy().reopen_days)
