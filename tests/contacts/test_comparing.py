"""Why two requests may be the same: each reason with its sentence, nothing that cannot be shown."""

import pytest

from contacts.comparing import (
    ENOUGH,
    WEIGHTS,
    Likeness,
    Picture,
    bigrams,
    metres_between,
    reasons_of,
    score_of,
    shared_words,
)
from kernel.ids import uuid7

HERE, THERE = uuid7(), uuid7()
WATER = Picture(
    title="阳光小区停水三天",
    body="阳光小区三栋从周一开始停水，物业说水管爆裂，至今没有人来修。",
    category="0101",
    area_id=HERE,
    address="阳光小区3栋",
    latitude=29.8411,
    longitude=114.3225,
)
LIKE_WATER = Picture(
    title="小区停水",
    body="我们阳光小区停水好几天了，水管爆裂没有人来修，请尽快处理。",
    category="0101",
    area_id=HERE,
    address="阳光小区",
    latitude=29.8415,
    longitude=114.3229,
)
LIGHTS = Picture(title="路灯不亮", body="村口三盏路灯坏了半个月。", category="0202", area_id=THERE)


def _said(reasons):
    return {reason.likeness: (reason.weight, reason.sentence) for reason in reasons}


def test_each_reason_tells_what_is_alike() -> None:
    said = _said(reasons_of(WATER, LIKE_WATER, same_caller=True))

    assert said[Likeness.SAME_CALLER] == (40, "同一诉求人（来电号码相同）")
    assert said[Likeness.SAME_CATEGORY] == (10, "事项类别相同")
    assert said[Likeness.SAME_AREA] == (10, "发生在同一地区")
    assert said[Likeness.SAME_ADDRESS] == (20, "地址相同（阳光小区）")
    assert said[Likeness.NEAR] == (20, "地点相距约 60 米")
    weight, sentence = said[Likeness.SIMILAR_TEXT]
    assert weight == 31
    assert sentence == "内容相近（52%），都提到“阳光小区停水”、“没有人来修”、“水管爆裂”"


def test_what_has_nothing_in_common_has_no_reason() -> None:
    assert reasons_of(WATER, LIGHTS, same_caller=False) == []


def test_area_and_category_alone_are_not_enough() -> None:
    other = Picture(title="窨井盖丢失", body="人行道上缺一个井盖。", category="0101", area_id=HERE)

    reasons = reasons_of(WATER, other, same_caller=False)

    assert {each.likeness for each in reasons} == {Likeness.SAME_AREA, Likeness.SAME_CATEGORY}
    assert score_of(reasons) < ENOUGH


def test_the_weightiest_reason_comes_first() -> None:
    weights = [each.weight for each in reasons_of(WATER, LIKE_WATER, same_caller=True)]

    assert weights == sorted(weights, reverse=True)


def test_the_score_never_passes_a_hundred() -> None:
    assert sum(WEIGHTS.values()) > 100
    assert score_of(reasons_of(WATER, WATER, same_caller=True)) == 100


def test_a_few_pairs_in_common_are_chance() -> None:
    mine, theirs = Picture(title="停水"), Picture(title="停水")

    assert reasons_of(mine, theirs, same_caller=False) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("停水了", {"停水", "水了"}),
        ("停水，了", {"停水"}),
        ("A3 栋", {"a3"}),
        ("！？", set()),
        ("", set()),
    ],
)
def test_pairs_do_not_reach_over_marks(text: str, pairs: set[str]) -> None:
    assert bigrams(text) == pairs


def test_words_are_the_longest_stretches_and_not_parts_of_each_other() -> None:
    text = "水管爆裂，水管，停水"

    assert shared_words(text, bigrams("水管爆裂停水")) == ["水管爆裂", "停水"]


@pytest.mark.parametrize("address", ["", "  ", "3栋"])
def test_an_address_that_says_little_is_no_reason(address: str) -> None:
    mine = Picture(title="甲", address=address)
    theirs = Picture(title="乙", address="阳光小区3栋")

    assert reasons_of(mine, theirs, same_caller=False) == []


def test_a_place_without_coordinates_is_not_near() -> None:
    here = Picture(title="甲", latitude=29.84, longitude=114.32)
    half = Picture(title="乙", latitude=29.84)

    assert reasons_of(here, half, same_caller=False) == []
    assert reasons_of(half, here, same_caller=False) == []


def test_what_is_further_than_three_hundred_metres_is_not_near() -> None:
    here = Picture(title="甲", latitude=29.84, longitude=114.32)
    there = Picture(title="乙", latitude=29.8430, longitude=114.32)

    assert metres_between(29.84, 114.32, 29.8430, 114.32) == pytest.approx(333.6, abs=0.1)
    assert reasons_of(here, there, same_caller=False) == []


def test_an_open_event_is_a_reason_of_its_own() -> None:
    [reason] = reasons_of(WATER, LIGHTS, same_caller=False, event="城区停水")

    assert (reason.likeness, reason.weight) == (Likeness.OPEN_INCIDENT, 30)
    assert reason.sentence == "属于正在处置的突发事件“城区停水”"
