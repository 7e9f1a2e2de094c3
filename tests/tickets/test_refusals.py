"""Whoever may not, and whatever the state forbids: refused, and nothing has changed."""

from dataclasses import replace

import pytest

from kernel.errors import DomainError, PermissionDenied, Stale
from kernel.ids import uuid7
from people.roles import ROLES, Role
from tests.harness.standings import ACTS, TICKET, WAYS, perform, person_for, sources
from tickets.access import ASSIST_FORMS
from tickets.errors import TicketError
from tickets.states import RULES, Seat, Verb

# Registering makes the ticket; the others are done by nobody who stands in it.
APART = {Verb.REGISTER, Verb.REPLY_MERGED, Verb.UPHOLD_DISPUTE, Verb.REJECT_DISPUTE, Verb.SUCCEED}
# These name a row of their own: tried in tests/applications, tests/signoffs and tests/followups.
APART |= {Verb.DECIDE_EXTENSION, Verb.DECIDE_SUSPENSION}
APART |= {Verb.SUBMIT_SIGN_OFF, Verb.DECIDE_SIGN_OFF, Verb.FOLLOW_UP_DISPATCH}
VERBS = [verb for verb in Verb if verb in ACTS]


def _one_form(verb, name):
    """Signing, returning and reporting have two forms: the place decides which it is."""
    helps = WAYS[name].assists
    return not (helps and verb in ASSIST_FORMS) and (
        helps or verb not in set(ASSIST_FORMS.values())
    )


WRONG = [
    (verb, name)
    for verb in VERBS
    for name in WAYS
    if name not in sources(verb) and _one_form(verb, name)
]
RIGHT = [(verb, name) for verb in VERBS for name in sources(verb)]


def test_every_verb_is_tried():
    assert set(ACTS) == set(Verb) - APART


def test_every_state_that_a_verb_leads_to_is_tried():
    steps = [step for rule in RULES.values() for step in (rule.giver, rule.receiver) if step]
    led_to = {step.target for step in steps} | {step.origin for step in steps}

    assert {way.state for way in WAYS.values()} == led_to - {None}


def _answers_absent(verb, place, person):
    """Refused like something absent: it is in a colleague's hands, or there was no giving."""
    if ACTS[verb].names != TICKET:
        return getattr(place, ACTS[verb].names) is None
    in_colleagues_hands = place.name == "delegated within" and Seat.HAND in RULES[verb].seats
    # Who stands there without the grant is not told in which state the case is.
    seated = WAYS[place.name].seats() & RULES[verb].seats
    granted = any(person.units_with(each) for each in RULES[verb].permissions)
    return in_colleagues_hands or (seated and not granted)


@pytest.mark.parametrize(("verb", "name"), WRONG)
def test_wrong_state(city, standing, unchanged, verb, name):
    place = standing(name)
    person = person_for(city, verb, place)

    with unchanged(), pytest.raises((DomainError, PermissionDenied)) as refusal:
        perform(city, verb, place, by=person)

    if _answers_absent(verb, place, person):
        assert refusal.type is PermissionDenied
        return
    assert (refusal.value.code, refusal.value.field) == (TicketError.WRONG_STATE, None)
    named = ACTS[verb].names != TICKET or WAYS[place.name].seats() & RULES[verb].seats
    if named:
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


STRANGE = [
    (verb, name, stranger)
    for verb, name in RIGHT
    for stranger in STRANGERS
    # A seat at the centre may do there what it takes to serve who calls.
    if not (stranger == "agent" and "register" in RULES[verb].permissions)
]


@pytest.mark.parametrize(("verb", "name", "stranger"), STRANGE)
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
        perform(
            city,
            verb,
            place,
            by=person_for(city, verb, place),
            expected_version=place.version + seen,
        )

    assert (refusal.value.code, refusal.value.field) == ("STALE", None)
