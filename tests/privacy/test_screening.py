"""Numbers of persons are blanked in free text; everything else stays."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.personal_numbers import blank_personal_numbers, is_personal_number
from privacy.screening import screen_text


@pytest.mark.parametrize(
    ("text", "screened"),
    [
        ("请回电13800000001，谢谢", "请回电[电话]，谢谢"),
        ("电话：138 0000 0001。", "电话：[电话]。"),
        ("电话+86-138-0000-0001", "电话[电话]"),
        ("１３８０００００００１", "[电话]"),
        ("座机0715-8888888或07158888888", "座机[电话]或[电话]"),
        ("（0715）8888888", "（[电话]"),
        ("身份证42128119800101123X", "身份证[身份证号]"),
        ("身份证 421281198001011234 电话 13800000001", "身份证 [身份证号] 电话 [电话]"),
    ],
)
def test_blanks(text: str, screened: str) -> None:
    assert screen_text(text) == screened


@pytest.mark.parametrize(
    "text",
    [
        "编号4212-2026-000123，2026年11月24日08:30报修",
        "拨打12345、110、119未果",
        "水表读数 00123456，欠费 1380.55 元",
        "订单 20261124083000123456",
        "3栋2单元1801室",
        "",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert screen_text(text) == text


@given(st.uuids(version=4))
def test_identifiers_stay_whole(identifier: uuid.UUID) -> None:
    text = f"ticket {identifier} moved"

    assert blank_personal_numbers(text) == text


def test_an_identifier_that_looks_like_a_phone_stays() -> None:
    text = "0193a000-7000-7000-8000-a13800000001 called 13800000001"

    assert blank_personal_numbers(text) == "0193a000-7000-7000-8000-a13800000001 called [电话]"


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("13800000001", True),
        (" 0715-8888888 ", True),
        ("421281198001011234", True),
        ("0193a000-7000-7000-8000-a13800000001", False),
        ("4212-2026-000123", False),
        ("delegate", False),
    ],
)
def test_tells_a_personal_number(text: str, personal: bool) -> None:
    assert is_personal_number(text) is personal
