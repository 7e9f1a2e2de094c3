"""The state table in code is the table that was decided."""

import pytest

from custody.states import HandoffKind, State
from tickets.states import CLOSED, IN_HAND, RULES, Party, Seat, Verb, acting_step

S = State
DECIDED = {
    # verb: (giver from → to, receiver from → to, holder after, handoff)
    Verb.REGISTER: (None, (set(), S.REGISTERED), Party.RECEIVER, HandoffKind.REGISTER),
    Verb.ACCEPT: (None, ({S.REGISTERED}, S.ACCEPTED), Party.RECEIVER, None),
    Verb.DELEGATE: (
        ({S.ACCEPTED, S.HANDLING}, S.DELEGATED),
        (set(), S.RECEIVED),
        Party.RECEIVER,
        HandoffKind.DELEGATE,
    ),
    Verb.ESCALATE: (
        ({S.ACCEPTED, S.HANDLING}, S.DELEGATED),
        (set(), S.RECEIVED),
        Party.RECEIVER,
        HandoffKind.ESCALATE,
    ),
    Verb.SIGN: (None, ({S.RECEIVED}, S.HANDLING), Party.RECEIVER, None),
    Verb.RETURN: (
        ({S.DELEGATED}, S.ADJUDICATING),
        ({S.RECEIVED, S.HANDLING}, S.RETURNED),
        Party.GIVER,
        HandoffKind.RETURN,
    ),
    Verb.UPHOLD_RETURN: (
        ({S.ADJUDICATING}, S.HANDLING),
        ({S.RETURNED}, None),
        Party.GIVER,
        None,
    ),
    Verb.REJECT_RETURN: (
        ({S.ADJUDICATING}, S.DELEGATED),
        ({S.RETURNED}, S.HANDLING),
        Party.RECEIVER,
        HandoffKind.ADJUDICATE,
    ),
    Verb.REPORT: (
        ({S.DELEGATED}, S.REVIEWING),
        ({S.HANDLING}, S.REPORTED),
        Party.GIVER,
        HandoffKind.REPORT,
    ),
    Verb.ACCEPT_REPORT: (
        ({S.REVIEWING}, S.HANDLING),
        ({S.REPORTED}, None),
        Party.GIVER,
        None,
    ),
    Verb.REWORK: (
        ({S.REVIEWING}, S.DELEGATED),
        ({S.REPORTED}, S.HANDLING),
        Party.RECEIVER,
        HandoffKind.REWORK,
    ),
    Verb.REPLY: (None, ({S.REPLYING}, S.FOLLOWING_UP), Party.RECEIVER, None),
    Verb.PROVE_REPLY: (None, ({S.FOLLOWING_UP}, None), Party.UNCHANGED, None),
    Verb.FOLLOW_UP: (None, ({S.FOLLOWING_UP}, S.FOLLOWING_UP), Party.RECEIVER, None),
    Verb.FOLLOW_UP_REWORK: (
        ({S.FOLLOWING_UP}, S.DELEGATED),
        ({S.REPORTED}, S.HANDLING),
        Party.RECEIVER,
        HandoffKind.REWORK,
    ),
    Verb.ARCHIVE: (None, ({S.FOLLOWING_UP}, S.ARCHIVED), Party.NOBODY, None),
}


def _step(step):
    return None if step is None else (set(step.sources), step.target)


@pytest.mark.parametrize("verb", list(DECIDED))
def test_rule_is_the_decided_one(verb):
    rule = RULES[verb]

    assert (_step(rule.giver), _step(rule.receiver), rule.holder, rule.handoff) == DECIDED[verb]


def test_origin_has_its_own_targets():
    at_origin = {
        verb: step.origin
        for verb, rule in RULES.items()
        for step in (rule.giver, rule.receiver)
        if step is not None and step.origin is not None
    }
    assert at_origin == {
        Verb.UPHOLD_RETURN: S.ACCEPTED,
        Verb.UPHOLD_DISPUTE: S.ACCEPTED,
        Verb.ACCEPT_REPORT: S.REPLYING,
    }


@pytest.mark.parametrize("verb", [verb for verb in Verb if RULES[verb].seats == {Seat.HAND}])
def test_only_who_has_it_in_hand_acts(verb):
    assert acting_step(RULES[verb]).sources <= IN_HAND


@pytest.mark.parametrize("verb", list(Verb))
def test_exactly_one_side_holds_afterwards(verb):
    rule = RULES[verb]
    targets = [step.target for step in (rule.giver, rule.receiver) if step is not None]

    moved = rule.holder in {Party.GIVER, Party.RECEIVER}
    helps = rule.seats == {Seat.ASSIST} or verb is Verb.ADD_ASSIST
    assert sum(target in IN_HAND for target in targets if not helps) == moved


def test_no_state_is_both_in_hand_and_closed():
    assert set() == IN_HAND & CLOSED
