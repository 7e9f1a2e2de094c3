"""The life of a ticket, as data. Read this file to know what can happen to one.

A case passes from level to level. Each level has a place in it: the giver waits, the receiver
works. Exactly one level has the case in hand (`custody.states.IN_HAND`).
"""

from enum import StrEnum
from typing import NamedTuple

from custody.states import CLOSED, IN_HAND, HandoffKind, State

__all__ = ["CLOSED", "IN_HAND", "RULES", "HandoffKind", "Party", "Rule", "State", "Step", "Verb"]


class Verb(StrEnum):
    """What a person does to a ticket."""

    REGISTER = "register"
    ACCEPT = "accept"
    DELEGATE = "delegate"
    ESCALATE = "escalate"
    SIGN = "sign"
    RETURN = "return"
    UPHOLD_RETURN = "uphold_return"
    REJECT_RETURN = "reject_return"
    REPORT = "report"
    ACCEPT_REPORT = "accept_report"
    REWORK = "rework"
    REPLY = "reply"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_REWORK = "follow_up_rework"
    ARCHIVE = "archive"


class Party(StrEnum):
    """The two sides of a giving. A verb that nobody gives has a receiver only."""

    GIVER = "giver"
    RECEIVER = "receiver"
    NOBODY = "nobody"


class Step(NamedTuple):
    """How a verb moves one side. `origin` is the target at the accepting place, if different."""

    sources: frozenset[State]
    target: State | None
    origin: State | None = None


class Rule(NamedTuple):
    giver: Step | None
    receiver: Step | None
    actor: Party
    holder: Party
    handoff: HandoffKind | None
    permissions: frozenset[str]
    # Also open to the accepting centre: whoever holds the permission on the workspace's own unit.
    centre: bool = False


def _step(*sources: State, to: State | None, origin: State | None = None) -> Step:
    return Step(frozenset(sources), to, origin)


def _may(*permissions: str) -> frozenset[str]:
    return frozenset(permissions)


_S = State
_WORK = _may("dispatch", "handle")

RULES: dict[Verb, Rule] = {
    Verb.REGISTER: Rule(
        None,
        _step(to=_S.REGISTERED),
        Party.RECEIVER,
        Party.RECEIVER,
        HandoffKind.REGISTER,
        _may("register"),
    ),
    Verb.ACCEPT: Rule(
        None,
        _step(_S.REGISTERED, to=_S.ACCEPTED),
        Party.RECEIVER,
        Party.RECEIVER,
        None,
        _WORK,
    ),
    Verb.DELEGATE: Rule(
        _step(_S.ACCEPTED, _S.HANDLING, to=_S.DELEGATED),
        _step(to=_S.RECEIVED),
        Party.GIVER,
        Party.RECEIVER,
        HandoffKind.DELEGATE,
        _WORK,
    ),
    Verb.ESCALATE: Rule(
        _step(_S.ACCEPTED, _S.HANDLING, to=_S.DELEGATED),
        _step(to=_S.RECEIVED),
        Party.GIVER,
        Party.RECEIVER,
        HandoffKind.ESCALATE,
        _WORK,
    ),
    Verb.SIGN: Rule(
        None,
        _step(_S.RECEIVED, to=_S.HANDLING),
        Party.RECEIVER,
        Party.RECEIVER,
        None,
        _WORK,
    ),
    Verb.RETURN: Rule(
        _step(_S.DELEGATED, to=_S.ADJUDICATING),
        _step(_S.RECEIVED, _S.HANDLING, to=_S.RETURNED),
        Party.RECEIVER,
        Party.GIVER,
        HandoffKind.RETURN,
        _WORK,
    ),
    Verb.UPHOLD_RETURN: Rule(
        _step(_S.ADJUDICATING, to=_S.HANDLING, origin=_S.ACCEPTED),
        _step(_S.RETURNED, to=None),
        Party.GIVER,
        Party.GIVER,
        None,
        _may("dispatch", "review"),
    ),
    Verb.REJECT_RETURN: Rule(
        _step(_S.ADJUDICATING, to=_S.DELEGATED),
        _step(_S.RETURNED, to=_S.HANDLING),
        Party.GIVER,
        Party.RECEIVER,
        HandoffKind.ADJUDICATE,
        _may("dispatch", "review"),
    ),
    Verb.REPORT: Rule(
        _step(_S.DELEGATED, to=_S.REVIEWING),
        _step(_S.HANDLING, to=_S.REPORTED),
        Party.RECEIVER,
        Party.GIVER,
        HandoffKind.REPORT,
        _WORK,
    ),
    Verb.ACCEPT_REPORT: Rule(
        _step(_S.REVIEWING, to=_S.HANDLING, origin=_S.REPLYING),
        _step(_S.REPORTED, to=None),
        Party.GIVER,
        Party.GIVER,
        None,
        _may("review"),
    ),
    Verb.REWORK: Rule(
        _step(_S.REVIEWING, to=_S.DELEGATED),
        _step(_S.REPORTED, to=_S.HANDLING),
        Party.GIVER,
        Party.RECEIVER,
        HandoffKind.REWORK,
        _may("review"),
    ),
    Verb.REPLY: Rule(
        None,
        _step(_S.REPLYING, to=_S.FOLLOWING_UP),
        Party.RECEIVER,
        Party.RECEIVER,
        None,
        _may("reply"),
        centre=True,
    ),
    Verb.FOLLOW_UP: Rule(
        None,
        _step(_S.FOLLOWING_UP, to=_S.FOLLOWING_UP),
        Party.RECEIVER,
        Party.RECEIVER,
        None,
        _may("follow_up"),
        centre=True,
    ),
    Verb.FOLLOW_UP_REWORK: Rule(
        _step(_S.FOLLOWING_UP, to=_S.DELEGATED),
        _step(_S.REPORTED, to=_S.HANDLING),
        Party.GIVER,
        Party.RECEIVER,
        HandoffKind.REWORK,
        _may("follow_up"),
        centre=True,
    ),
    Verb.ARCHIVE: Rule(
        None,
        _step(_S.FOLLOWING_UP, to=_S.ARCHIVED),
        Party.RECEIVER,
        Party.NOBODY,
        None,
        _may("follow_up"),
        centre=True,
    ),
}


def acting_step(rule: Rule) -> Step:
    """The side on which the person who acts stands."""
    step = rule.giver if rule.actor is Party.GIVER else rule.receiver
    assert step is not None
    return step


def verbs_from(state: State) -> list[Verb]:
    """What the holder may do in `state`, before permissions and circumstances are asked."""
    return [verb for verb, rule in RULES.items() if state in acting_step(rule).sources]
