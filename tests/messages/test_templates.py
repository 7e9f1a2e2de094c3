"""Templates: data of a workspace, checked before they count."""

import pytest
from django.db import connection

from kernel.errors import DomainError, PermissionDenied
from messages.defaults import DEFAULTS, Purpose
from messages.models import MessageTemplate
from messages.selectors import templates
from messages.services.templates import change_template, seed_templates
from messages.templates import CODE, checked_template, compose
from tenancy.context import in_workspace
from trail.models import TrailEntry

CHANGE = """mutation ($purpose: String!, $text: String!) {
  changeMessageTemplate(purpose: $purpose, text: $text) {
    template { purpose text placeholders changedByName } errors { code field message } } }"""


def test_every_default_is_a_template():
    for purpose in Purpose:
        assert checked_template(purpose, DEFAULTS[purpose].text) == DEFAULTS[purpose].text
        assert DEFAULTS[purpose].required <= DEFAULTS[purpose].placeholders


def test_a_workspace_begins_with_all_of_them(city):
    for slug in ("xianning", "chibi"):
        with in_workspace(city.ref(slug)):
            assert [each.text for each in templates()] == [each.text for each in DEFAULTS.values()]
            assert set(MessageTemplate.objects.values_list("purpose", flat=True)) == set(Purpose)


def test_is_composed_with_what_it_names(city):
    with in_workspace(city.ref("chibi")):
        text = compose(Purpose.RATING, secret=False, number="2026-7", link="https://x/rate/")

    assert text == (
        f"【12345】您的诉求2026-7已答复，请评价：https://x/rate/，查询码{CODE}。评价仅限一次。"
    )


@pytest.mark.parametrize("purpose", list(Purpose))
def test_about_a_secret_ticket_it_is_number_and_code_alone(city, purpose):
    said = {"reason": "举报张三", "due": "明天", "text": "纪委已约谈", "link": "https://x/"}

    with in_workspace(city.ref("chibi")):
        text = compose(purpose, secret=True, number="2026-7", **said)

    assert text == f"【12345】编号2026-7，查询码{CODE}。"


def test_what_is_filled_in_is_no_template(city):
    """Braces and the mark of a code in a text are text."""
    with in_workspace(city.ref("chibi")):
        text = compose(Purpose.REPLY, secret=False, number="7", text=f"{{number}} {CODE}{{code}}")

    assert text == "【12345】您的诉求7答复如下：{number} {code}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "EMPTY"),
        ("长" * 1001, "TOO_LONG"),
        ("编号{number}，{link}", "PLACEHOLDER_MISSING"),
        ("编号{number}，{code}，{link}，{phone}", "PLACEHOLDER_UNKNOWN"),
        ("编号{number", "TEMPLATE_MALFORMED"),
        ("编号}", "TEMPLATE_MALFORMED"),
        ("{number.__class__}{code}{link}", "TEMPLATE_MALFORMED"),
        ("{number!r}{code}{link}", "TEMPLATE_MALFORMED"),
        ("{number:>99999999}{code}{link}", "TEMPLATE_MALFORMED"),
        ("{}{number}{code}{link}", "TEMPLATE_MALFORMED"),
    ],
)
def test_what_could_not_be_filled_in_is_refused(text, code):
    with pytest.raises(DomainError) as refusal:
        checked_template(Purpose.RATING, text)

    assert (refusal.value.code, refusal.value.field) == (code, "text")
    assert refusal.value.message


@pytest.mark.usefixtures("own_database")
def test_a_change_counts_from_now_on_and_is_in_the_trail(city):
    administrator = city.actor("city.administrator")
    new = "【12345】请评价{number}：{link} 查询码{code}"

    city.do(administrator, change_template, purpose="rating", text=f" {new} ")
    city.do(administrator, change_template, purpose="rating", text=new)

    with in_workspace(administrator.workspace):
        assert compose(Purpose.RATING, secret=False, number="7", link="l") == (
            f"【12345】请评价7：l 查询码{CODE}"
        )
        kept = MessageTemplate.objects.filter(purpose="rating").order_by("valid_from")
        assert [row.text for row in kept] == [DEFAULTS[Purpose.RATING].text, new]
        assert TrailEntry.objects.filter(verb="message_template.change").count() == 1
    with in_workspace(city.ref("chibi")):
        assert compose(Purpose.RATING, secret=False, number="7", link="l") != new


@pytest.mark.usefixtures("own_database")
def test_an_upgrade_leaves_what_was_changed(city):
    from tenancy.owner import as_owner

    ref = city.ref("xianning")
    administrator = city.actor("city.administrator")
    city.do(administrator, change_template, purpose="neutral", text="{number}{code}")

    with as_owner(), in_workspace(ref):
        seed_templates(ref)

    with in_workspace(ref):
        assert MessageTemplate.objects.filter(purpose="neutral").count() == 2
        assert compose(Purpose.NEUTRAL, secret=True, number="7") == f"7{CODE}"
    assert connection.schema_name == "public"


@pytest.mark.parametrize("username", ["city.dispatcher", "city.agent", "city.supervisor"])
def test_only_the_administrator_changes_them(city, username, database):
    with pytest.raises(PermissionDenied):
        city.do(city.actor(username), change_template, purpose="rating", text="x")


def test_over_the_api(browser, city):
    answer = browser().login("city.administrator").run("xianning", CHANGE, purpose="x", text="y")
    assert answer["data"]["changeMessageTemplate"]["errors"] == [
        {
            "code": "PURPOSE_UNKNOWN",
            "field": "purpose",
            "message": "没有这种短信用途，请从列表中选择",
        }
    ]

    answer = (
        browser()
        .login("city.administrator")
        .run("xianning", CHANGE, purpose="rating", text=DEFAULTS[Purpose.RATING].text)
    )

    assert answer["data"]["changeMessageTemplate"] == {
        "template": {
            "purpose": "rating",
            "text": DEFAULTS[Purpose.RATING].text,
            "placeholders": ["code", "link", "number"],
            "changedByName": "",
        },
        "errors": [],
    }


@pytest.mark.parametrize("username", ["city.agent", "city.dispatcher"])
def test_over_the_api_nobody_else(browser, username, database):
    answer = browser().login(username).run("xianning", CHANGE, purpose="rating", text="y")

    assert [each["extensions"]["code"] for each in answer["errors"]] == ["PERMISSION_DENIED"]


def test_the_list(browser, database):
    asked = "{ messageTemplates { purpose label text } }"
    answer = browser().login("chibi.dispatcher").run("chibi", asked)

    assert [each["purpose"] for each in answer["data"]["messageTemplates"]] == [
        each.value for each in Purpose
    ]
