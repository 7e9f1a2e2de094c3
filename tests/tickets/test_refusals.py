"""Whoever may not, and whatever the state forbids: refused, and nothing has changed."""

from dataclasses import replace

import pytest

from kernel.errors import DomainError, PermissionDenied, Stale
from kernel.ids import uuid7
from people.roles import ROLES, Role
from tests.harness.standings import ACTS, TICKET, WAYS, perform, sources
from tickets.errors import TicketError
from tickets.states import IN_HAND, RULES, Verb, acting_step

VERBS = [verb for verb in Verb if verb is not Verb.REGISTER]
WRONG = [
    (verb, name)
    for verb in VERBS
    for name, (state, _) in WAYS.items()
    if state not in acting_step(RULES[verb]).sources
]
RIGHT = [(verb, name) for verb in VERBS for name in sources(verb)]


def test_every_verb_is_tried():
    assert set(ACTS) == set(VERBS)


def test_every_state_that_a_verb_leads_to_is_tried():
    steps = [step for rule in RULES.values() for step in (rule.giver, rule.receiver) if step]
    led_to = {step.target for step in steps} | {step.origin for step in steps}

    assert {state for state, _ in WAYS.values()} == led_to - {None}


def _answers_absent(verb, place):
    """Refused like something absent: it is in a colleague's hands, or there was no giving."""
    if ACTS[verb].names == TICKET:
        return place.name == "delegated within"
    return getattr(place, ACTS[verb].names) is None


@pytest.mark.parametrize(("verb", "name"), WRONG)
def test_wrong_state(city, standing, unchanged, verb, name):
    place = standing(name)

    with unchanged(), pytest.raises((DomainError, PermissionDenied)) as refusal:
        perform(city, verb, place, by=place.actor)

    if _answers_absent(verb, place):
        assert refusal.type is PermissionDenied
        return
    assert (refusal.value.code, refusal.value.field) == (TicketError.WRONG_STATE, None)
    if place.state in IN_HAND or ACTS[verb].names != TICKET:
        assert place.state.label in refusal.value.message


def _anybody(city, place, grants):
    return replace(city.actor("chibi.dispatcher"), workspace=place.actor.workspace, grants=grants)


STRANGERS = {
    "neighbouring township": lambda city, place: city.actor(
        city.user_for(_next_township(city)), "chibi"
    ),
    "other county": lambda city, _place: city.actor("xianan.dispatcher"),
    "agent": lambda city, _place: city.actor("city.agent"),
    "supervisor": lambda city, _place: city.actor("city.supervisor"),
    "administrator": lambda city, _place: city.actor("city.administrator"),
    "nobody's unit": lambda city, place: _anybody(city, place, {}),
    "a unit that does not exist": lambda city, place: _anybody(
        city, place, {uuid7(): ROLES[Role.MANAGER]}
    ),
}


def _next_township(city):
    from hierarchy.selectors import children_of

    first, _ = city.walkthrough_units()
    townships = children_of(first.parent_id).filter(kind="township", is_statistical=False)
    return townships.exclude(pk=first.pk)[0].code


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize(("verb", "name"), RIGHT)
def test_without_the_grant(city, standing, unchanged, verb, name, stranger):
    place = standing(name)
    person = STRANGERS[stranger](city, place)

    with unchanged(), pytest.raises(PermissionDenied):
        perform(city, verb, place, by=person)


@pytest.mark.parametrize("seen", [-1, 1])
@pytest.mark.parametrize(("verb", "name"), RIGHT)
def test_stale(city, standing, unchanged, verb, name, seen):
    """Decided on an older case, or on one that never was."""
    place = standing(name)

    with unchanged(), pytest.raises(Stale) as refusal:
        perform(city, verb, place, by=place.actor, expected_version=place.version + seen)

    assert (refusal.value.code, refusal.value.field) == ("STALE", None)
