"""A city's words over HTTP: everybody reads them, the city's administrator changes them."""

import pytest

from tests.api.tickets.asking import document, fields_of
from tests.taxonomy.conftest import picture

READ = {
    "categories": "{ code name parent departmental validFrom validTo }",
    "kinds": "{ kind name needsOutcome secretByDefault ratingSuffices }",
    "acceptedClasses": "{ code name accepted handOver }",
    "refusalClasses": "{ code name handOver explanation guidance exceptions { code outcome } }",
    "callResults": "{ code name spoken noteRequired }",
    "scopeAdvice": "{ outcome why scopeClass { code } exception { code lineMode ofClass } }",
}
# Mutation → what is said, the noun of its answer and a field of it that shows it was done.
WRITE = {
    "addCategory": ({"code": "18", "name": "数字政府"}, "category", {"name": "数字政府"}),
    "changeCategory": ({"code": "0103", "name": "国土规划"}, "category", {"name": "国土规划"}),
    "retireCategory": (
        {"code": "010301", "on": "2099-01-01"},
        "category",
        {"validTo": "2099-01-01"},
    ),
    "writeKind": (
        {
            **{"kind": "HELP", "name": "帮办", "needsOutcome": False},
            **{"secretByDefault": False, "ratingSuffices": True},
        },
        "kindSetting",
        {"name": "帮办"},
    ),
    "writeScopeClass": (
        {"code": "accept_9", "name": "其他求助", "accepted": True},
        "scopeClass",
        {"name": "其他求助"},
    ),
    "retireScopeClass": ({"code": "accept_9"}, "scopeClass", {"code": "accept_9"}),
    "writeScopeException": (
        {"code": "stated", "name": "坐席认定", "outcome": "ACCEPT"},
        "exception",
        {"name": "坐席认定"},
    ),
    "retireScopeException": ({"code": "stated"}, "exception", {"code": "stated"}),
    "writeCallResult": (
        {"code": "fax", "name": "传真", "spoken": False},
        "callResult",
        {"name": "传真"},
    ),
    "retireCallResult": ({"code": "fax"}, "callResult", {"code": "fax"}),
}


def _ask(person, name, **variables):
    return person.ask(document("Query", name, READ[name]), **variables)["data"][name]


def _said(name):
    told, noun, shown = WRITE[name]
    selection = f"{{ {noun} {{ {' '.join(shown)} }} errors {{ field code message }} }}"
    return document("Mutation", name, selection), told


def test_a_countys_agent_reads_the_citys_words(person):
    county, city = person("chibi.dispatcher"), person("city.agent")
    for name in ("categories", "kinds", "acceptedClasses", "refusalClasses", "callResults"):
        assert _ask(county, name) == _ask(city, name) != []

    assert _ask(city, "categories", search="zls")[0] == {
        "code": "010216",
        "name": "自来水供应",
        "parent": "0102",
        "departmental": False,
        "validFrom": "2000-01-01",
        "validTo": None,
    }
    assert _ask(city, "categories", on="1999-12-31") == []
    assert _ask(city, "kinds")[4] == {
        "kind": "REPORT",
        "name": "举报",
        "needsOutcome": False,
        "secretByDefault": True,
        "ratingSuffices": False,
    }
    assert _ask(city, "refusalClasses")[1]["exceptions"] == [
        {"code": "emergency_line", "outcome": "HAND_OVER"},
        {"code": "merged_line", "outcome": "ACCEPT"},
        {"code": "interconnected_line", "outcome": "TRANSFER"},
        {"code": "consumer_dispute", "outcome": "ACCEPT"},
    ]


def test_advice_on_scope(person):
    advice = _ask(
        person("city.agent"), "scopeAdvice", scopeClass="refuse_4", lineMode="INTERCONNECTED"
    )
    assert advice == {
        "outcome": "TRANSFER",
        "why": "例外：属互联互通热线的单位职责的，不论属于哪一类，均转接该热线并跟踪结果",
        "scopeClass": {"code": "refuse_4"},
        "exception": {
            "code": "interconnected_line",
            "lineMode": "INTERCONNECTED",
            "ofClass": None,
        },
    }
    unknown = person("city.agent").ask(
        document("Query", "scopeAdvice", READ["scopeAdvice"]), scopeClass="无"
    )
    assert [each["extensions"]["code"] for each in unknown["errors"]] == ["BAD_REQUEST"]


def test_the_administrator_changes_them(person):
    administrator = person("city.administrator")
    for name, (_, noun, shown) in WRITE.items():
        text, told = _said(name)
        answer = administrator.ask(text, **told)
        assert answer["data"][name] == {noun: shown, "errors": []}, (name, answer)


def test_a_refusal_names_code_and_argument(person):
    text, told = _said("addCategory")
    answer = person("city.administrator").ask(text, **{**told, "code": "空 格"})

    assert answer["data"]["addCategory"] == {
        "category": None,
        "errors": [
            {
                "field": "code",
                "code": "CODE_MALFORMED",
                "message": "代码只能用1到40个字母和数字",
            }
        ],
    }


@pytest.mark.parametrize("who", ["city.manager", "city.agent", "chibi.dispatcher"])
def test_nobody_else_does(person, who):
    before = picture()
    for name in WRITE:
        text, told = _said(name)
        answer = person(who).ask(text, **told)
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["PERMISSION_DENIED"]
    assert picture() == before


def test_every_mutation_of_the_slice_is_here():
    from api.taxonomy.policy import POLICY

    declared = {name.split(".")[1] for name in POLICY if name.startswith("Mutation.")}
    assert declared == set(WRITE)
    assert declared <= set(fields_of("Mutation"))
