"""What a person may do now: the state table ∧ the grants on the place ∧ the circumstances."""

from collections.abc import Callable

from hierarchy.selectors import parent_of
from people.actor import Actor
from tickets.access import home_of, is_granted, receivers_below
from tickets.assists import open_assists
from tickets.gates import would_pass
from tickets.models import Direction, Ticket
from tickets.places import Place, receipt_of, seated
from tickets.states import Seat, Verb, verbs_from

Circumstance = Callable[[Actor, Ticket, Place], bool]

# Comes along with another verb, and is never asked for by itself.
DONE_BY_THE_WAY = frozenset({Verb.REPLY_MERGED})
_circumstances: dict[Verb, list[Circumstance]] = {}


def circumstance(*verbs: Verb) -> Callable[[Circumstance], Circumstance]:
    """Offer these verbs only where the function says so, beyond state and grant.

    Filled when the apps start. An offer is a courtesy; the service refuses all the same.
    """

    def register(asked: Circumstance) -> Circumstance:
        for verb in verbs:
            _circumstances.setdefault(verb, []).append(asked)
        return asked

    return register


def allowed_verbs(actor: Actor, ticket: Ticket) -> list[Verb]:
    """What the actor may do now to the ticket, in the order of the trade."""
    if ticket.archived_at is not None:
        return []
    home = home_of(actor)
    allowed = {
        verb
        for seat in Seat
        for place in seated(home, ticket, frozenset({seat}))
        for verb in verbs_from(place.state, seat)
        if is_granted(actor, verb, place)
        and _fits(actor, verb, ticket, place)
        and would_pass(actor, verb, ticket, place)
    }
    return [verb for verb in Verb if verb in allowed - DONE_BY_THE_WAY]


def _fits(actor: Actor, verb: Verb, ticket: Ticket, place: Place) -> bool:
    return all(asked(actor, ticket, place) for asked in _circumstances.get(verb, ()))


@circumstance(Verb.REPORT, Verb.RETURN, Verb.REQUEST_EXTENSION)
def _was_given(_actor: Actor, _ticket: Ticket, place: Place) -> bool:
    return not place.is_origin


@circumstance(Verb.RETURN)
def _may_still_be_returned(_actor: Actor, _ticket: Ticket, place: Place) -> bool:
    return not receipt_of(place).return_binding


@circumstance(Verb.DELEGATE)
def _has_receivers(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    return receivers_below(ticket, place.unit_id).exists()


@circumstance(Verb.ESCALATE)
def may_go_up(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    """Only what was not given from above can be escalated; the rest is returned or reported."""
    came_from_above = not place.is_origin and receipt_of(place).direction == Direction.DOWN
    return not came_from_above and parent_of(place.unit_id) is not None


@circumstance(Verb.ARCHIVE)
def _was_followed_up(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.followed_up_at is not None


@circumstance(Verb.FOLLOW_UP, Verb.FOLLOW_UP_REWORK, Verb.FOLLOW_UP_DISPATCH)
def _waits_for_follow_up(_actor: Actor, ticket: Ticket, _place: Place) -> bool:
    return ticket.followed_up_at is None


@circumstance(Verb.WAIVE_ASSIST)
def _has_open_assists(_actor: Actor, _ticket: Ticket, place: Place) -> bool:
    return open_assists(place).exists()
