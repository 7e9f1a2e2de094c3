"""What else must hold before a verb is carried out, asked of the apps above.

A gate refuses by raising a DomainError. It runs in the actor's workspace before the transaction
is opened, and again when the verb is offered; so it is cheap, and changes nothing.
"""

from collections.abc import Callable

from kernel.errors import DomainError
from people.actor import Actor
from tickets.models import Ticket
from tickets.places import Place
from tickets.verbs import Verb

Gate = Callable[[Actor, Verb, Ticket, Place], None]

_gates: list[Gate] = []


def gate(asked: Gate) -> Gate:
    """Ask this before every verb. Called in `AppConfig.ready`."""
    if asked not in _gates:
        _gates.append(asked)
    return asked


def pass_gates(actor: Actor, verb: Verb, ticket: Ticket, place: Place) -> None:
    """Raise the first refusal there is."""
    for asked in _gates:
        asked(actor, verb, ticket, place)


def would_pass(actor: Actor, verb: Verb, ticket: Ticket, place: Place) -> bool:
    """Whether no gate refuses now."""
    try:
        pass_gates(actor, verb, ticket, place)
    except DomainError:
        return False
    return True
