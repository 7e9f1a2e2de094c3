"""What a unit's people may not do without their leader."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kernel.errors import DomainError
from people.actor import Actor
from signoffs.errors import SignOffError
from signoffs.models import Act, SignOff
from signoffs.selectors import acts_of, may_sign
from tickets.gates import gate
from tickets.models import Ticket, Urgency
from tickets.offers import circumstance
from tickets.places import Place
from tickets.states import Verb

ACT_OF: dict[Verb, Act] = {
    Verb.RETURN: Act.RETURN,
    Verb.REQUEST_EXTENSION: Act.EXTENSION,
    Verb.REQUEST_SUSPENSION: Act.SUSPENSION,
    Verb.REPORT: Act.REPORT,
    Verb.REPLY: Act.REPLY,
    Verb.TERMINATE: Act.TERMINATE,
}

_approved: ContextVar[bool] = ContextVar("approved", default=False)


def register() -> None:
    """Called when the apps start."""
    gate(refuse_without_leader)
    circumstance(Verb.SUBMIT_SIGN_OFF)(_needs_a_leader)
    circumstance(Verb.DECIDE_SIGN_OFF)(_waits_for_signature)


@contextmanager
def approved() -> Iterator[None]:
    """Within it the leader has approved what is done."""
    token = _approved.set(True)
    try:
        yield
    finally:
        _approved.reset(token)


def refuse_without_leader(actor: Actor, verb: Verb, ticket: Ticket, place: Place) -> None:
    """Raise SIGN_OFF_REQUIRED if the unit's policy wants its leader for this act."""
    act = ACT_OF.get(verb)
    if act is None or _approved.get() or actor.person_id is None:
        return
    if is_needed(act, acts_of(place.unit_id), ticket) and not may_sign(actor, place.unit_id):
        raise DomainError(
            SignOffError.SIGN_OFF_REQUIRED,
            f"本单位规定“{act.label}”须经负责人审签，请先报请审签",
        )


def is_needed(act: Act, needed: frozenset[Act], ticket: Ticket) -> bool:
    """Whether a policy covers the act on this ticket."""
    major = act is Act.REPORT and ticket.urgency == Urgency.MAJOR
    return act in needed or (major and Act.REPORT_MAJOR in needed)


def _needs_a_leader(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    needed = acts_of(place.unit_id)
    return any(is_needed(act, needed, ticket) for act in ACT_OF.values())


def _waits_for_signature(_actor: Actor, ticket: Ticket, place: Place) -> bool:
    waiting = SignOff.objects.filter(
        ticket=ticket, unit_id=place.unit_id, state=SignOff.State.PENDING
    )
    return waiting.exists()
