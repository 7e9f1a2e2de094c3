"""The tree of units over HTTP."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

UNIT = "query ($id: ID!) { unit(unitId: $id) { code name } }"
UNITS = """query ($first: Int!, $after: String, $where: UnitFilter) {
  units(first: $first, after: $after, where: $where) {
    nodes { code name kind level closed isStatistical pathNames
      parent { code } workspace { slug } }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}"""


@pytest.fixture
def dispatcher(browser):
    return browser().login("chibi.dispatcher")


def units(visitor, path="/graphql", **variables):
    return visitor.post(path, UNITS, **variables).json()["data"]["units"]


@pytest.mark.parametrize("path", ["/graphql", "/w/chibi/graphql"])
def test_unit(dispatcher, city, path):
    found = dispatcher.post(path, UNIT, id=str(city.unit("421281").id)).json()

    assert found == {"data": {"unit": {"code": "421281", "name": "赤壁市"}}}


def test_absent_units_answer_alike(dispatcher):
    answers = {
        dispatcher.post("/w/chibi/graphql", UNIT, id=unit_id).content
        for unit_id in [str(uuid4()), str(uuid4()), "nonsense", "", "7"]
    }

    assert [answer.decode() for answer in answers] == [
        '{"data":{"unit":null},"errors":[{"message":"没有找到",'
        '"extensions":{"code":"NOT_FOUND"},"path":["unit"]}]}'
    ]


@pytest.mark.parametrize("query", [UNIT, UNITS])
def test_strangers_are_told_to_log_in(browser, query):
    answer = browser().post("/graphql", query, id="x", first=1).json()

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


def test_children_of_a_county(dispatcher, city):
    chibi = city.unit("421281")

    found = units(dispatcher, first=100, where={"parent": str(chibi.id), "kinds": ["TOWNSHIP"]})

    assert found["nodes"][0]["parent"] == {"code": "421281"}
    assert found["nodes"][0]["workspace"] == {"slug": "chibi"}
    assert found["nodes"][0]["pathNames"][:2] == ["咸宁市", "赤壁市"]
    assert {(node["kind"], node["level"]) for node in found["nodes"]} == {("TOWNSHIP", 3)}
    assert found["totalCount"] == str(len(found["nodes"]))


def test_pages_meet_without_gap_or_overlap(dispatcher, city):
    where = {"under": str(city.unit("421281").id)}
    everything = units(dispatcher, first=100, where=where)["nodes"]

    paged, after = [], None
    while True:
        page = units(dispatcher, first=7, after=after, where=where)
        paged += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"] or len(paged) >= len(everything):
            break

    assert paged[: len(everything)] == everything
    assert len({node["code"] for node in paged}) == len(paged)


def test_counting_stops_at_a_thousand(dispatcher, city):
    where = {"under": str(city.unit("421200").id)}

    assert units(dispatcher, first=1, where=where)["totalCount"] == "1000+"


def test_search(dispatcher, city):
    where = {"search": "官塘驿", "under": str(city.unit("421281").id)}

    names = [node["name"] for node in units(dispatcher, first=10, where=where)["nodes"]]

    assert "官塘驿镇" in names


@pytest.mark.parametrize("where", [{"under": "nonsense"}, {"parent": str(uuid4())}])
def test_filters_by_absent_units_find_nothing(dispatcher, where):
    assert units(dispatcher, first=10, where=where) == {
        "nodes": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "totalCount": "0",
    }


def test_a_search_that_is_too_long(dispatcher):
    answer = dispatcher.post("/graphql", UNITS, first=1, where={"search": "x" * 61}).json()

    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "BAD_REQUEST"}
    assert error["message"] == "内容过长，最多 60 个字"


def test_a_cursor_of_another_list(dispatcher):
    answer = dispatcher.post("/graphql", UNITS, first=1, after="W10").json()

    (error,) = answer["errors"]
    assert error["extensions"] == {"code": "BAD_REQUEST"}


def test_a_page_costs_as_many_queries_as_a_row(dispatcher, city):
    where = {"under": str(city.unit("421281").id)}

    units(dispatcher, first=1, where=where)  # the first request refreshes the session

    def queries(first):
        with CaptureQueriesContext(connection) as seen:
            assert len(units(dispatcher, first=first, where=where)["nodes"]) == first
        return [query["sql"].split(" WHERE ")[0] for query in seen.captured_queries]

    assert queries(50) == queries(1)
