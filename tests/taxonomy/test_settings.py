"""Kinds, scope and call results change from a day on, by the city's administrator."""

from datetime import timedelta

import pytest

from hierarchy.models import today
from kernel.errors import PermissionDenied
from taxonomy.models import CallResult, KindVersion
from taxonomy.selectors import (
    call_results,
    exceptions_of,
    kind_setting,
    refusal_class,
    refusal_classes,
)
from taxonomy.services.seeding import seed_taxonomy
from taxonomy.services.settings import (
    retire_call_result,
    retire_scope_class,
    retire_scope_exception,
    write_call_result,
    write_kind,
    write_scope_class,
    write_scope_exception,
)
from taxonomy.words import Kind, LineMode, Outcome
from tenancy.context import in_public, in_workspace

DAY = timedelta(days=1)
KIND = {"kind": Kind.HELP, "name": "帮扶", "needs_outcome": False, "secret_by_default": False}
CLASS = {
    "code": "refuse_6",
    "name": "已由上级受理的事项",
    "accepted": False,
    "explanation": "该事项已由上级热线受理。",
    "guidance": "请向上级热线查询。",
}
EXCEPTION = {"code": "lawyer", "name": "法律咨询转接", "outcome": Outcome.TRANSFER}
RESULT = {"code": "foreign", "name": "外语来电", "spoken": True}


@pytest.fixture
def administrator(city):
    return city.actor("city.administrator")


def test_a_kind_changes_from_a_day_on(city, administrator):
    later = today() + DAY
    city.do(administrator, write_kind, **KIND, rating_suffices=True, on=later)

    assert (kind_setting("help").name, kind_setting("help").rating_suffices) == ("求助", False)
    then = kind_setting("help", on=later)
    assert (then.name, then.rating_suffices, then.position) == ("帮扶", True, 3)
    assert KindVersion.objects.filter(code="help").count() == 2


def test_a_class_is_added_at_the_end_and_given_up(city, administrator):
    city.do(administrator, write_scope_class, **CLASS)
    assert [row.code for row in refusal_classes()][-1] == "refuse_6"
    assert refusal_class("refuse_6").guidance == "请向上级热线查询。"

    city.do(administrator, retire_scope_class, code="refuse_6")
    assert [row.code for row in refusal_classes()][-1] == "refuse_5"


def test_an_accepted_class_is_never_handed_over(city, administrator):
    written = city.do(
        administrator,
        write_scope_class,
        code="accept_6",
        name="其他",
        accepted=True,
        hand_over=True,
    )
    assert (written.accepted, written.hand_over, written.explanation) == (True, False, "")


def test_an_exception_is_asked_last_and_given_up(city, administrator):
    written = city.do(
        administrator,
        write_scope_exception,
        **EXCEPTION,
        of_class="refuse_3",
        line_mode=LineMode.INTERCONNECTED,
        categories=["1301", "1301", "1309"],
    )
    assert written.categories == ["1301", "1309"]
    assert [each.code for each in exceptions_of(["refuse_3"])["refuse_3"]][-1] == "lawyer"
    assert "lawyer" not in [each.code for each in exceptions_of(["refuse_2"])["refuse_2"]]

    city.do(administrator, retire_scope_exception, code="lawyer")
    assert "lawyer" not in [each.code for each in exceptions_of(["refuse_3"])["refuse_3"]]


def test_a_call_result_is_added_changed_and_given_up(city, administrator, unchanged):
    city.do(administrator, write_call_result, **RESULT)
    with unchanged():
        city.do(administrator, write_call_result, **RESULT)
    city.do(administrator, write_call_result, **{**RESULT, "note_required": True})
    assert [row.note_required for row in call_results() if row.code == "foreign"] == [True]

    city.do(administrator, retire_call_result, code="foreign")
    assert "foreign" not in [row.code for row in call_results()]
    assert CallResult.objects.filter(code="foreign").count() == 2


@pytest.mark.parametrize(
    ("service", "arguments", "code", "field"),
    [
        (write_kind, {**KIND, "rating_suffices": True, "name": ""}, "EMPTY", "name"),
        (write_scope_class, {**CLASS, "code": "第六类"}, "CODE_MALFORMED", "code"),
        (write_scope_class, {**CLASS, "explanation": ""}, "EMPTY", "explanation"),
        (write_scope_class, {**CLASS, "guidance": "长" * 501}, "TOO_LONG", "guidance"),
        (write_scope_class, {**CLASS, "on": today() - DAY}, "DATE_IN_PAST", "on"),
        (write_scope_exception, {**EXCEPTION, "of_class": "无"}, "SCOPE_CLASS_UNKNOWN", "ofClass"),
        (
            write_scope_exception,
            {**EXCEPTION, "categories": ["77"]},
            "CATEGORY_UNKNOWN",
            "categories",
        ),
        (write_call_result, {**RESULT, "name": "长" * 21}, "TOO_LONG", "name"),
        (retire_scope_class, {"code": "无"}, "SCOPE_CLASS_UNKNOWN", "code"),
        (retire_scope_exception, {"code": "无"}, "SCOPE_EXCEPTION_UNKNOWN", "code"),
        (retire_call_result, {"code": "无"}, "CALL_RESULT_UNKNOWN", "code"),
    ],
)
def test_what_is_refused(city, administrator, refused, service, arguments, code, field):
    with refused(code, field):
        city.do(administrator, service, **arguments)


@pytest.mark.parametrize("who", ["city.manager", "city.agent", "chibi.dispatcher"])
def test_only_the_citys_administrator(city, unchanged, who):
    actor = city.actor(who)
    for service, arguments in (
        (write_kind, {**KIND, "rating_suffices": True}),
        (write_scope_class, CLASS),
        (write_scope_exception, EXCEPTION),
        (write_call_result, RESULT),
        (retire_scope_class, {"code": "refuse_5"}),
        (retire_scope_exception, {"code": "merged_line"}),
        (retire_call_result, {"code": "silent"}),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(actor, service, **arguments)


def test_seeding_again_brings_nothing_back(city, administrator, unchanged):
    """An upgrade seeds again: what the city gave up stays given up."""
    city.do(administrator, retire_call_result, code="chat")
    with unchanged(), in_public():
        for slug in ("xianning", "chibi"):
            seed_taxonomy(city.ref(slug))
    with in_workspace(city.ref("xianning")):
        assert "chat" not in [row.code for row in call_results()]
