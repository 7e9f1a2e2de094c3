"""One case in every state a place can be in, and every verb as it is said there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hierarchy.selectors import children_of
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.act import GIVEN, RECEIVED, TICKET, Act, Arguments, Way
from tests.harness.acts import collected
from tests.harness.rounds import Round
from tickets.models import Assignment, Ticket
from tickets.states import RULES, State, Verb, acting_step

__all__ = [
    "ACTS",
    "GIVEN",
    "RECEIVED",
    "TICKET",
    "WAYS",
    "Standing",
    "perform",
    "person_for",
    "sources",
    "stand",
]

# The county stands where it can, because it both receives and gives.
WAYS: dict[str, Way] = collected("WAYS")
ACTS: dict[Verb, Act] = collected("ACTS")


@dataclass(frozen=True)
class Standing:
    """A place in a case: who stands there, in which state, and the givings on both sides."""

    name: str
    state: State
    actor: Actor
    round_: Round
    ticket_id: UUID
    version: int
    received: UUID | None
    given: UUID | None


def stand(city: Any, name: str) -> Standing:
    """A new case carried to where somebody stands in it as named."""
    way = WAYS[name]
    round_ = Round(city)
    actor = way.go(round_)
    with in_workspace(actor.workspace):
        ticket = round_.ticket(actor)
        given = Assignment.objects.filter(ticket=ticket, parent__isnull=True)
        latest = given.order_by("-handoff_seq").first()
    assert ticket.state == way.state, (name, ticket.state)
    return Standing(
        name=name,
        state=way.state,
        actor=actor,
        round_=round_,
        ticket_id=ticket.id,
        version=round_.case().version,
        received=ticket.assignment_id,
        given=latest.id if latest else None,
    )


NOTHING = UUID(int=7)


def perform(city: Any, verb: Verb, standing: Standing, *, by: Actor, **more: Any) -> Ticket:
    """Do a verb at a place, as anybody. Where the place has no such giving, an id of nothing."""
    act = ACTS[verb]
    told: Arguments = {**act.told, **(act.more(standing) if act.more else {}), **more}
    if act.names == TICKET:
        told["ticket_id"] = standing.ticket_id
    else:
        told["assignment_id"] = getattr(standing, act.names) or NOTHING
    if verb is Verb.DELEGATE:
        told["to_unit_id"] = _unit_below(standing)
    return city.do(by, act.service, **told)


def _unit_below(standing: Standing) -> UUID:
    (unit_id,) = standing.actor.grants
    with in_workspace(standing.actor.workspace):
        below = children_of(unit_id).first()
    assert below is not None
    return below.id


def person_for(city: Any, verb: Verb, standing: Standing) -> Actor:
    """Who does the verb there: the place's own person, or at the centre whoever may."""
    by = ACTS[verb].by
    return city.actor(by) if by and WAYS[standing.name].at_origin else standing.actor


def sources(verb: Verb) -> list[str]:
    """The standings from which the state table lets `verb` start."""
    rule = RULES[verb]
    return [
        name
        for name, way in WAYS.items()
        if way.state in acting_step(rule).sources and way.seats() & rule.seats
    ]
