"""The dispatch catalogue over HTTP: advice on a ticket, rows, precedents, skeletons."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hierarchy.models import today
from tests.api.tickets.asking import document, mutation
from tests.catalogue.conftest import MARKET, STREETS, WATER
from tests.harness.rounds import REQUEST

ADVICE = document(
    "Query",
    "dispatchAdvice",
    """{ rule { id category categoryName standard legalBasis limit { value unit text } }
     why lead { name } nextUnit { name } assists { name } departmental
     limit { text } limitOfRule standard
     precedents { number finding inCatalogue competent { name } notCompetent { name } }
     skeleton { category } }""",
)
ROWS = document(
    "Query",
    "catalogue",
    "{ nodes { id category categoryName lead { code } territorial area { code }"
    " assists { code } limit { text } validFrom validTo } totalCount pageInfo { hasNextPage } }",
)
PRECEDENTS = document(
    "Query",
    "precedents",
    "{ nodes { id category decision reason finding fromUnit { code } number inCatalogue } }",
)
SKELETONS = document("Query", "replySkeletons", "{ category text }")
RULE = "{ rule { id category lead { code } validTo } errors { field code message } }"
GIVINGS = """query ($ticketId: ID!) { ticket(ticketId: $ticketId) { categoryName assignments {
  toUnit { code } overrideReason catalogueRule { id lead { code } assists { code } } } } }"""


@pytest.fixture
def in_county(round_):
    """A matter in the county's hands."""

    def brought(category=STREETS):
        request = replace(REQUEST, category=category, area_id=round_.township_unit.id)
        round_.register(request=request)
        round_.accept()
        round_.delegate(round_.dispatcher, round_.county_unit)
        round_.sign(round_.county)
        return round_.in_hand(round_.county)

    return brought


def _write(who, **told):
    answer = who.ask(document("Mutation", "writeCatalogueRule", RULE), **told)
    return answer["data"]["writeCatalogueRule"]


def _codes(who, **asked):
    page = who.ask(ROWS, first=10, **asked)["data"]["catalogue"]
    return [node["category"] for node in page["nodes"]]


def test_advice_on_a_ticket(city, walkers, in_county):
    told = _write(
        walkers["county"],
        category="0102",
        level=2,
        leadUnitId=city.unit("421281-D02").id,
        assistUnitIds=[str(city.unit("421281-D01").id)],
        legalBasis="《管理条例》",
        standard="当日清运",
        limitValue=4,
        limitUnit="HOUR",
    )
    ticket = in_county()

    advice = walkers["county"].ask(ADVICE, ticketId=ticket.id)["data"]["dispatchAdvice"]

    assert advice == {
        "rule": {
            "id": told["rule"]["id"],
            "category": "0102",
            "categoryName": "城市建设和市政管理",
            "standard": "当日清运",
            "legalBasis": "《管理条例》",
            "limit": {"value": 4.0, "unit": "HOUR", "text": "4小时"},
        },
        "why": "事项类别“环境卫生”属于目录中的“城市建设和市政管理”；目录不限区域；目录限县级派遣。",
        "lead": {"name": "赤壁市城市管理执法局"},
        "nextUnit": {"name": "赤壁市城市管理执法局"},
        "assists": [{"name": "赤壁市住房和城乡建设局"}],
        "departmental": False,
        "limit": {"text": "4小时"},
        "limitOfRule": True,
        "standard": "当日清运",
        "precedents": [],
        "skeleton": {"category": STREETS},
    }


def test_without_a_row_there_is_the_policys_limit(walkers, in_county):
    ticket = in_county(MARKET)
    advice = walkers["county"].ask(ADVICE, ticketId=ticket.id)["data"]["dispatchAdvice"]

    assert (advice["rule"], advice["lead"], advice["departmental"]) == (None, None, True)
    assert advice["why"] == "派单目录中没有适用于“商品质量”的条目。"
    assert (advice["limit"], advice["limitOfRule"]) == ({"text": "5个工作日"}, False)


def test_advice_is_for_those_who_see_the_ticket(city, person, walkers, in_county):
    ticket = in_county()
    for who, ticket_id in (
        (person("chibi.zhujian.handler"), ticket.id),
        (walkers["city"], ticket.id),
        (walkers["county"], uuid4()),
    ):
        answer = who.ask(ADVICE, ticketId=ticket_id)
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["NOT_FOUND"]


def test_dispatch_with_an_override_and_what_the_giving_shows(city, walkers, in_county, round_):
    told = _write(
        walkers["county"], category=MARKET, level=2, leadUnitId=city.unit("421281-D07").id
    )
    ticket = in_county(MARKET)
    given = {"ticketId": ticket.id, "toUnitId": round_.township_unit.id}

    assert walkers["county"].try_("delegateTicket", **given) == (
        "OVERRIDE_REASON_REQUIRED",
        "overrideReason",
    )
    walkers["county"].do("delegateTicket", **given, overrideReason="已委托乡镇执法")

    shown = walkers["county"].ask(GIVINGS, ticketId=ticket.id)["data"]["ticket"]
    assert shown["categoryName"] == "商品质量"
    assert shown["assignments"][-1] == {
        "toUnit": {"code": round_.township_unit.code},
        "overrideReason": "已委托乡镇执法",
        "catalogueRule": {
            "id": told["rule"]["id"],
            "lead": {"code": "421281-D07"},
            "assists": [],
        },
    }


def test_a_ruling_into_the_catalogue(city, walkers, in_county, round_):
    ticket = in_county()
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    county, department = walkers["county"], city.unit("421281-D02")
    found = f"{round_.township_unit.name}无管辖权，{department.name}有管辖权（退单理由：属地不符）"
    said = {"assignmentId": round_.giving(round_.county), "upheld": True, "note": "主干道"}

    county.do("adjudicateReturn", **said, competentUnitId=department.id, writeToCatalogue=True)

    advice = county.ask(ADVICE, ticketId=ticket.id)["data"]["dispatchAdvice"]
    assert advice["lead"] == {"name": department.name}
    assert advice["precedents"] == [
        {
            "number": round_.number,
            "finding": f"{today()}裁定：{found}",
            "inCatalogue": True,
            "competent": {"name": department.name},
            "notCompetent": {"name": round_.township_unit.name},
        }
    ]
    (kept,) = county.ask(PRECEDENTS, first=10)["data"]["precedents"]["nodes"]
    assert (kept["decision"], kept["reason"], kept["fromUnit"]) == (
        "UPHELD",
        "属地不符",
        {"code": "421281"},
    )
    again = county.ask(
        document("Mutation", "writePrecedentIntoCatalogue", RULE), precedentId=kept["id"]
    )["data"]["writePrecedentIntoCatalogue"]
    assert (again["rule"]["lead"], again["errors"]) == ({"code": department.code}, [])
    assert county.ask(PRECEDENTS, first=10, where={"category": WATER})["data"]["precedents"] == {
        "nodes": []
    }
    assert walkers["city"].ask(PRECEDENTS, first=10)["data"]["precedents"] == {"nodes": []}


def test_rows_are_listed_found_and_retired(city, walkers, write):
    water = write(WATER, lead="421200-U01", assists=["421200-D29"])
    write(STREETS, territorial=True)
    write("0402", lead="421200-D16", area="421281", standard="监测附数据")
    who = walkers["city"]

    assert _codes(who) == [STREETS, WATER, "0402"]
    assert _codes(who, where={"category": "0102"}) == [STREETS, WATER]
    assert _codes(who, where={"search": "zls"}) == [WATER]
    assert _codes(who, where={"search": "监测"}) == ["0402"]
    assert _codes(who, where={"search": "联合水务"}) == [WATER]
    assert _codes(who, where={"unitId": str(city.unit("421200-D29").id)}) == [WATER]
    assert _codes(who, where={"areaUnitId": str(city.unit("421281").id)}) == ["0402"]
    assert _codes(walkers["county"]) == []

    retire = document("Mutation", "retireCatalogueRule", RULE)
    gone = who.ask(retire, ruleId=water.id)["data"]["retireCatalogueRule"]
    assert (gone["rule"]["validTo"], gone["errors"]) == (str(today()), [])
    assert _codes(who) == [STREETS, "0402"]
    assert _codes(who, where={"ended": True}) == [STREETS, WATER, "0402"]
    missing = who.ask(retire, ruleId=uuid4())["data"]["retireCatalogueRule"]["errors"]
    assert [(each["field"], each["code"]) for each in missing] == [("ruleId", "RULE_UNKNOWN")]


def test_a_list_costs_the_same_for_many_rows(walkers, write):
    seen = {}
    walkers["city"].ask(ROWS, first=20)  # what is read once a process is read now
    for count in (2, 12):
        for code in range(10_201, 10_201 + count):
            write(f"0{code}", lead="421200-D05", assists=["421200-D29"])
        with CaptureQueriesContext(connection) as queries:
            page = walkers["city"].ask(ROWS, first=20)["data"]["catalogue"]
        assert len(page["nodes"]) == count
        seen[count] = len(queries)
    assert seen[2] == seen[12]


def test_skeletons(walkers):
    who = walkers["county"]
    assert len(who.ask(SKELETONS)["data"]["replySkeletons"]) >= 20
    (found,) = who.ask(SKELETONS, category="010206")["data"]["replySkeletons"]
    assert found["category"] == "01"
    assert who.ask(SKELETONS, category="020101")["data"]["replySkeletons"] == []


WRONG = [
    ("writeCatalogueRule", {"category": "99", "territorial": True}, "CATEGORY_UNKNOWN", "category"),
    ("writeCatalogueRule", {"category": WATER}, "LEAD_REQUIRED", "leadUnitId"),
    ("writePrecedentIntoCatalogue", {"precedentId": "无"}, "PRECEDENT_UNKNOWN", "precedentId"),
    ("writeReplySkeleton", {"category": WATER, "text": " "}, "EMPTY", "text"),
]


@pytest.mark.parametrize(("name", "told", "code", "field"), WRONG)
def test_a_refusal_names_code_and_argument(walkers, unchanged, name, told, code, field):
    with unchanged():
        answer = walkers["city"].ask(
            document("Mutation", name, "{ errors { field code } }"), **told
        )
    assert answer["data"][name]["errors"] == [{"field": field, "code": code}]


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.chengguan.handler"])
def test_others_do_not_write(city, person, unchanged, who):
    told = {
        "writeCatalogueRule": {"category": WATER, "territorial": True},
        "retireCatalogueRule": {"ruleId": uuid4()},
        "writePrecedentIntoCatalogue": {"precedentId": uuid4()},
        "writeReplySkeleton": {"category": WATER, "text": "经查：【】"},
    }
    with unchanged():
        for name, arguments in told.items():
            answer = person(who).ask(
                document("Mutation", name, "{ errors { field code } }"), **arguments
            )
            assert [each["extensions"]["code"] for each in answer["errors"]] == [
                "PERMISSION_DENIED"
            ], name


def test_outsourced_seats_do_not_read_it(person):
    for text in (ROWS, PRECEDENTS):
        answer = person("city.agent").ask(text, first=5)
        assert "data" not in answer or answer["data"] is None or not any(answer["data"].values())
        assert [each["extensions"]["code"] for each in answer["errors"]] == ["PERMISSION_DENIED"]


def test_the_mutations_say_what_they_take():
    assert "overrideReason" in mutation("delegateTicket")
    assert "writeToCatalogue" in mutation("adjudicateReturn")
