"""`allowedActions` is the truth: what it lists succeeds, and everything else is refused."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from api.tickets.enums import ACTION_OF, Action
from kernel.ids import uuid7
from tests.api.tickets.asking import TICKET, Person, ticket_mutations
from tests.harness.act import TICKET as TICKET_ID
from tests.harness.act import Said
from tests.harness.acts import collected
from tests.harness.standings import WAYS, Standing, stand

Arguments = dict[str, Any]
LEVELS = ("city", "county", "township", "village")
# Each action: its mutation, what its id names, and the ways to say it.
SAID: dict[Action, Said] = collected("SAID")
# Beside the walk-through's people: those who may only look.
ONLOOKERS = ("city.supervisor", "city.administrator", "xianan.dispatcher")


def test_every_action_is_tried():
    assert set(SAID) == set(Action) == set(ACTION_OF.values())
    named = {said.mutation for said in SAID.values()}
    assert named <= set(ticket_mutations())


def _seen(person: Person, place: Standing) -> dict[str, Any]:
    """The ticket as the person sees it; the place's own where they see none."""
    with_number = "query ($n: String!) { tickets(first: 5, where: {search: $n}) { nodes { id } } }"
    nodes = person.ask(with_number, n=place.round_.number)["data"]["tickets"]["nodes"]
    if nodes:
        return person.ticket(nodes[0]["id"])
    answer = person.ask(TICKET, ticketId=place.ticket_id)
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    return {
        "id": str(place.ticket_id),
        "allowedActions": [],
        "actionAssignmentId": None,
        "delegateTargets": [],
    }


def _ways(city: Any, action: Action, seen: dict[str, Any], givings: list[Any]) -> list[Any]:
    """All the ways in which an action could be said of what the person sees."""
    said = SAID[action]
    mutation, arguments = said.mutation, said.ways
    ids = [] if said.names == TICKET_ID else [{"assignmentId": each} for each in givings]
    ids = ids or [{"ticketId": seen["id"]}]
    if action in {Action.DELEGATE, Action.EXPRESS}:
        unit = (seen["delegateTargets"] or [{"id": city.unit("421281").id}])[0]
        ids = [{**each, "toUnitId": unit["id"]} for each in ids]
    return [(mutation, {**each, **told}) for each in ids for told in arguments]


def _refused(person: Person, mutation: str, arguments: Arguments) -> None:
    code, _ = person.try_(mutation, **arguments)
    assert code, mutation


def _try_the_rest(city: Any, person: Person, place: Standing, unchanged: Callable[[], Any]) -> None:
    """Everything that is not listed must be refused."""
    seen = _seen(person, place)
    listed = seen["allowedActions"]
    assert len(listed) == len(set(listed))
    known = {seen["actionAssignmentId"], place.received, place.given} - {None}
    givings = sorted(map(str, known)) or [str(uuid7())]
    # What need not go before the leader may be laid before them all the same.
    with unchanged():
        for action in set(Action) - {Action.SUBMIT_FOR_SIGN_OFF}:
            if action.name not in listed:
                for mutation, arguments in _ways(city, action, seen, givings):
                    _refused(person, mutation, arguments)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", WAYS)
def test_what_is_not_listed_is_refused(city, walkers, standing, unchanged, name, level):
    _try_the_rest(city, walkers[level], standing(name), unchanged)


# What the accepting centre may do for the citizen whoever has it, and what goes with a new giving.
CITIZEN = ["SUPPLEMENT", "CHASE", "MARK_SECRET"]
NEW = ["SIGN", "RETURN", "REQUEST_EXTENSION", "RECORD_CONTACT"]
TAKEN_DOWN = ["ANSWER", "CONFERENCE", "HAND_OVER", "SPLIT"]
LISTED: dict[str, dict[str, list[str]]] = {
    "registered": {
        "city": [*CITIZEN, *TAKEN_DOWN, "DECLINE", "ACCEPT", "WITHDRAW", "MERGE"],
    },
    "accepted": {
        "city": [
            *CITIZEN,
            *TAKEN_DOWN,
            "DELEGATE",
            "EXPRESS",
            "ADD_ASSIST",
            "REQUEST_SUSPENSION",
            "WITHDRAW",
            "MERGE",
        ],
    },
    "delegated within": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": ["ADD_ASSIST"],
        "township": [*NEW],
    },
    "delegated across": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": [*NEW],
    },
    "received": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": [*NEW],
    },
    "handling": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": [
            "DELEGATE",
            "EXPRESS",
            "RETURN",
            "REPORT",
            "ADD_ASSIST",
            "REQUEST_EXTENSION",
            "REQUEST_SUSPENSION",
            "RECORD_CONTACT",
        ],
    },
    "returned": {
        "city": [*CITIZEN, "ADJUDICATE", "WITHDRAW", "MERGE"],
    },
    "adjudicating": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": ["ADJUDICATE"],
    },
    "reported": {
        "city": [*CITIZEN, "REVIEW", "WITHDRAW", "MERGE"],
    },
    "reviewing": {
        "city": [*CITIZEN, "ADD_ASSIST", "WITHDRAW", "MERGE"],
        "county": ["REVIEW"],
    },
    "replying": {
        "city": [*CITIZEN, "REPLY", "WITHDRAW"],
    },
    "following up": {
        "city": [*CITIZEN, "FOLLOW_UP", "WITHDRAW"],
    },
    "followed up": {
        "city": [*CITIZEN, "ARCHIVE", "WITHDRAW"],
    },
    "archived": {},
    "called in": {
        "city": [*CITIZEN, "ADD_ASSIST", "WAIVE_ASSIST", "WITHDRAW", "MERGE", "RELEASE_CONTACT"],
        "county": ["SIGN", "RETURN"],
    },
    "helping": {
        "city": [*CITIZEN, "ADD_ASSIST", "WAIVE_ASSIST", "WITHDRAW", "MERGE", "RELEASE_CONTACT"],
        "county": ["RETURN", "REPORT"],
    },
    "withdrawn": {
        "city": ["REOPEN"],
    },
    "terminated": {
        "city": ["REOPEN"],
    },
    "merged": {
        "city": ["UNMERGE"],
    },
    "declined": {
        "city": ["REOPEN"],
    },
}


def test_every_state_has_its_list():
    assert set(LISTED) == set(WAYS)


@pytest.mark.parametrize("name", WAYS)
def test_exactly_the_holder_is_offered_something(walkers, standing, name):
    place = standing(name)
    offered = {
        level: set(_seen(person, place)["allowedActions"]) for level, person in walkers.items()
    }

    assert {level: actions for level, actions in offered.items() if actions} == {
        level: set(actions) for level, actions in LISTED[name].items()
    }


@pytest.mark.parametrize("who", ONLOOKERS)
def test_onlookers_may_do_nothing(city, person, standing, unchanged, who):
    """Not even what somebody else is offered."""
    places = {name: standing(name) for name in LISTED}
    with unchanged():
        for name, place in places.items():
            seen = _seen(person(who), place)
            assert seen["allowedActions"] == []
            givings = [str(each) for each in (place.received, place.given) if each]
            for action in {Action[each] for each in chain(*LISTED[name].values())}:
                for mutation, arguments in _ways(city, action, seen, givings or [str(uuid7())]):
                    _refused(person(who), mutation, arguments)


# These need a second thing that not every such place has: tried where they are at home.
WITH_ANOTHER = {"ADD_ASSIST", "WAIVE_ASSIST", "MERGE", "RELEASE_CONTACT", "EXPRESS"}
OFFERED = [
    (name, level, Action[action], way)
    for name, levels in LISTED.items()
    for level, actions in levels.items()
    for action in actions
    if action not in WITH_ANOTHER
    for way in range(len(SAID[Action[action]].ways))
]


@pytest.mark.parametrize(("name", "level", "action", "way"), OFFERED)
def test_what_is_listed_succeeds(city, walkers, name, level, action, way):
    place = stand(city, name)
    seen = _seen(walkers[level], place)
    giving = [seen["actionAssignmentId"]] if seen["actionAssignmentId"] else []
    mutation, arguments = _ways(city, action, seen, giving)[way]

    after = walkers[level].do(mutation, **arguments, expectedVersion=seen["version"])

    assert after["version"] == seen["version"] + 1 == place.round_.case().version
