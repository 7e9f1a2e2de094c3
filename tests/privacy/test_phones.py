"""Telephone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import DomainError
from privacy.errors import PrivacyError
from privacy.phones import clean_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13800000001", "13800000001"),
        (" 138 0000 0001 ", "13800000001"),
        ("138-0000-0001", "13800000001"),
        ("１３８０００００００１", "13800000001"),
        ("+8613800000001", "13800000001"),
        ("+86 138 0000 0001", "13800000001"),
        ("008613800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("19912345678", "19912345678"),
        ("0715-8888888", "0715-8888888"),
        ("07158888888", "0715-8888888"),
        ("（0715）8888 888", "0715-8888888"),
        ("０７１５－８８８８８８８", "0715-8888888"),
        ("0715—8888888", "0715-8888888"),
        ("+86 715 8888888", "0715-8888888"),
        ("010 6666 7777", "010-66667777"),
        ("+86 10 66667777", "010-66667777"),
        ("027-85550000", "027-85550000"),
        ("8888888", "8888888"),
        ("5222-333", "5222333"),
        ("85550000", "85550000"),
        ("0715-8888888转801", "0715-8888888-801"),
        ("0715-8888888-801", "0715-8888888-801"),
        ("8888888 ext. 12", "8888888-12"),
    ],
)
def test_known_forms(typed: str, number: str) -> None:
    assert clean_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "12345",
        "110",
        "12800000001",
        "1380000000",
        "138000000011",
        "1380000000a",
        "电话号码",
        "0715-123",
        "0715-1888888",
        "027-5550000",
        "00000000",
        "+1 202 555 0123",
        "+85 13800000001",
        "13800000001转801",
        "13800000001 13900000001",
        "138" + "0" * 5000,
        "١٣٨٠٠٠٠٠٠٠١",
    ],
)
def test_refuses_the_rest(typed: str) -> None:
    with pytest.raises(DomainError) as refusal:
        clean_phone(typed)

    assert refusal.value.code is PrivacyError.PHONE_MALFORMED
    assert refusal.value.field == "callerPhone"
    assert not any(mark.isdigit() for mark in refusal.value.message)


@given(st.from_regex(r"\A1[3-9][0-9]{9}\Z|\A0715[2-8][0-9]{6}\Z|\A[2-8][0-9]{6,7}\Z"))
def test_cleaning_twice_changes_nothing(digits: str) -> None:
    once = clean_phone(digits)

    assert clean_phone(once) == once


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_refusal(typed: str) -> None:
    try:
        number = clean_phone(typed)
    except DomainError:
        return
    assert number.isascii()
    assert number.replace("-", "").isdigit()
