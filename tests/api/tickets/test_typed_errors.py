"""A person's mistake answers a code and the argument at fault, by its name in the schema."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api.core.mutations import KEY_LENGTH
from kernel.clock import now
from tests.api.tickets.asking import fields_of, mutation, ticket_mutations
from tickets.idempotency import KEY_LIMIT

PAST = (now() - timedelta(days=1)).isoformat()
FAR = (now() + timedelta(days=400)).isoformat()
LONG_NOTE, LONG_TEXT = "长" * 2_001, "长" * 20_001
REQUEST = {"kind": "HELP", "title": "路灯不亮", "body": "三盏路灯坏了"}
NOTE = {"note": "不在本辖区"}
RETURN = {**NOTE, "reason": "WRONG_AREA"}
REPORT = {"report": "已换", "replyDraft": "已修"}
SAID = {"reached": True, "resolved": True, "satisfaction": "SATISFIED"}
# Mutation, the standing it is said at, what is right, what is wrong with it, code, field.
MISTAKES = [
    ("registerTicket", None, REQUEST, {"title": " "}, "EMPTY", "title"),
    ("registerTicket", None, REQUEST, {"title": "长" * 201}, "TOO_LONG", "title"),
    ("registerTicket", None, REQUEST, {"body": "\n"}, "EMPTY", "body"),
    ("registerTicket", None, REQUEST, {"body": LONG_TEXT}, "TOO_LONG", "body"),
    ("registerTicket", None, REQUEST, {"bodyShared": LONG_TEXT}, "TOO_LONG", "bodyShared"),
    ("registerTicket", None, REQUEST, {"address": "长" * 201}, "TOO_LONG", "address"),
    ("registerTicket", None, REQUEST, {"callerName": "长" * 61}, "TOO_LONG", "callerName"),
    ("registerTicket", None, REQUEST, {"callerPhone": "123"}, "PHONE_MALFORMED", "callerPhone"),
    ("registerTicket", None, REQUEST, {"category": "无"}, "CATEGORY_UNKNOWN", "category"),
    ("registerTicket", None, REQUEST, {"areaUnitId": str(uuid4())}, "UNIT_UNKNOWN", "areaUnitId"),
    ("acceptTicket", "accepted", {}, {}, "WRONG_STATE", None),
    ("acceptTicket", "registered", {}, {"expectedVersion": 9}, "STALE", None),
    ("delegateTicket", "accepted", {}, {"toUnitId": str(uuid4())}, "NOT_A_CHILD", "toUnitId"),
    ("delegateTicket", "accepted", {}, {"dueAt": PAST}, "DUE_IN_PAST", "dueAt"),
    ("delegateTicket", "accepted", {}, {"dueAt": FAR}, "DUE_BEYOND_LIMIT", "dueAt"),
    ("delegateTicket", "accepted", {}, {"requirement": LONG_NOTE}, "TOO_LONG", "requirement"),
    ("delegateTicket", "accepted", {}, {"bodyShared": LONG_TEXT}, "TOO_LONG", "bodyShared"),
    ("delegateTicket", "accepted", {}, {"overrideReason": LONG_NOTE}, "TOO_LONG", "overrideReason"),
    ("escalateTicket", "handling", {"reason": "超出职权"}, {}, "IN_CHAIN", None),
    ("escalateTicket", "accepted", {"reason": "超出职权"}, {}, "NO_PARENT", None),
    ("escalateTicket", "handling", {}, {"reason": ""}, "EMPTY", "reason"),
    ("escalateTicket", "handling", {}, {"reason": LONG_NOTE}, "TOO_LONG", "reason"),
    ("signAssignment", "handling", {}, {}, "WRONG_STATE", None),
    ("returnAssignment", "received", RETURN, {"note": ""}, "EMPTY", "note"),
    ("returnAssignment", "received", RETURN, {"note": LONG_NOTE}, "TOO_LONG", "note"),
    (
        *("returnAssignment", "received", RETURN, {"suggestedUnitId": str(uuid4())}),
        *("UNIT_UNKNOWN", "suggestedUnitId"),
    ),
    ("adjudicateReturn", "adjudicating", {"upheld": True}, {"note": ""}, "EMPTY", "note"),
    (
        *("adjudicateReturn", "adjudicating", {"upheld": True, "note": "属实"}),
        *({"competentUnitId": str(uuid4())}, "UNIT_UNKNOWN", "competentUnitId"),
    ),
    (
        *("adjudicateReturn", "adjudicating", {"upheld": True, "note": "属实"}),
        *({"writeToCatalogue": True}, "PRECEDENT_NAMES_NOBODY", "competentUnitId"),
    ),
    ("reportAssignment", "handling", REPORT, {"report": ""}, "EMPTY", "report"),
    ("reportAssignment", "handling", REPORT, {"replyDraft": ""}, "EMPTY", "replyDraft"),
    ("reportAssignment", "handling", REPORT, {"replyDraft": LONG_TEXT}, "TOO_LONG", "replyDraft"),
    ("reviewReport", "reviewing", {"accepted": False}, {}, "EMPTY", "note"),
    ("replyToCaller", "replying", {}, {"text": " "}, "EMPTY", "text"),
    ("recordFollowUp", "following up", {"reached": True}, {}, "ANSWER_REQUIRED", "resolved"),
    (
        *("recordFollowUp", "following up", {"reached": True, "resolved": True}, {}),
        *("ANSWER_REQUIRED", "satisfaction"),
    ),
    (
        *("recordFollowUp", "following up", SAID, {"reached": False}),
        *("ANSWER_WITHOUT_CONTACT", "reached"),
    ),
    ("recordFollowUp", "following up", SAID, {"opinion": LONG_NOTE}, "TOO_LONG", "opinion"),
    ("recordFollowUp", "followed up", SAID, {}, "WRONG_STATE", None),
    ("archiveTicket", "following up", {}, {}, "FOLLOW_UP_MISSING", None),
]


def test_the_way_down_and_back_has_its_mistakes():
    """Those of other slices are made in their own folders."""
    way = {
        *("acceptTicket", "delegateTicket", "escalateTicket", "signAssignment", "archiveTicket"),
        *("returnAssignment", "adjudicateReturn", "reportAssignment", "reviewReport"),
        *("replyToCaller", "recordFollowUp", "registerTicket"),
    }
    assert way <= {name for name, *_ in MISTAKES} <= set(ticket_mutations())


def _named(place, name, city):
    """The ids that the mutation needs, of the place."""
    args = fields_of("Mutation")[name].args
    if place is None:
        return {}
    given = name in {"adjudicateReturn", "reviewReport"}
    ids = {
        "ticketId": place.ticket_id,
        "assignmentId": place.given if given else place.received,
        "toUnitId": city.unit("421281").id,
    }
    return {arg: value for arg, value in ids.items() if arg in args}


@pytest.mark.parametrize(("name", "at", "right", "wrong", "code", "field"), MISTAKES)
def test_mistake(city, walkers, standing, unchanged, name, at, right, wrong, code, field):
    place = standing(at) if at else None
    level = "city" if place is None or place.actor.workspace.slug == "xianning" else "county"
    arguments = {**_named(place, name, city), **right, **wrong}

    with unchanged():
        refusal = walkers[level].try_(name, **arguments)

    assert refusal == (code, field)
    assert field is None or field in fields_of("Mutation")[name].args


def test_keys_may_be_as_long_as_the_schema_says(walkers, unchanged):
    assert KEY_LENGTH == KEY_LIMIT
    described = fields_of("Mutation")["registerTicket"].args["idempotencyKey"].description
    assert f"at most {KEY_LENGTH} characters" in described
    with unchanged():
        for key in ("k" * (KEY_LENGTH + 1), "", "a\nb"):
            told = walkers["city"].try_("registerTicket", **REQUEST, idempotencyKey=key)
            assert told == ("BAD_REQUEST", None)
    walkers["city"].do("registerTicket", **REQUEST, idempotencyKey="k" * KEY_LENGTH)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"kind": "NONSENSE"}, "an enum without this value"),
        ({"title": None}, "null for what is required"),
        ({"urgency": 7}, "a number for an enum"),
        ({"title": "a\0b"}, "a character no database stores"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_the_schema_forbids_never_reaches_a_service(walkers, unchanged, arguments, what):
    with unchanged():
        answer = walkers["city"].ask(mutation("registerTicket"), **{**REQUEST, **arguments})

    assert [each["extensions"]["code"] for each in answer["errors"]] == ["BAD_REQUEST"], what
