"""Encrypted values: what goes in comes out, in its own place only, and unchanged only."""

import base64
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from privacy.cipher import SHAPE, Place, decrypt, encrypt
from privacy.errors import KeysUnavailable, Undecipherable
from privacy.keys import Purpose, key_ring

PLACE = Place(workspace="chibi", column="callers_caller.phone")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
same_fixture = hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@pytest.fixture(params=["sm4-gcm", "aes-gcm"])
def suite(request: pytest.FixtureRequest, settings: Settings) -> str:
    settings.FIELD_CIPHER = request.param
    return str(request.param)


@same_fixture
@given(text=TEXTS)
def test_round_trip(suite: str, text: str) -> None:
    stored = encrypt(text, place=PLACE)

    assert decrypt(stored, place=PLACE) == text
    assert re.fullmatch(SHAPE, stored) or not text


@same_fixture
@given(text=TEXTS)
def test_same_text_never_looks_the_same(text: str) -> None:
    assert encrypt(text, place=PLACE) != encrypt(text, place=PLACE)


@same_fixture
@given(text=TEXTS, position=st.integers(0), bit=st.integers(0, 7))
def test_any_changed_bit_is_noticed(suite: str, text: str, position: int, bit: int) -> None:
    raw = bytearray(base64.b64decode(encrypt(text, place=PLACE)))
    raw[position % len(raw)] ^= 1 << bit

    with pytest.raises((Undecipherable, KeysUnavailable)):
        decrypt(base64.b64encode(bytes(raw)).decode(), place=PLACE)


@pytest.mark.parametrize("stored", ["", "13800000001", "张三", "AQE=", "!!!!"])
def test_what_was_never_encrypted_is_refused(stored: str) -> None:
    with pytest.raises(Undecipherable):
        decrypt(stored, place=PLACE)


def test_moved_to_another_column_it_does_not_decrypt() -> None:
    stored = encrypt("13800000001", place=PLACE)

    with pytest.raises(Undecipherable):
        decrypt(stored, place=Place(workspace="chibi", column="callers_caller.name"))


def test_moved_to_another_workspace_it_does_not_decrypt() -> None:
    stored = encrypt("13800000001", place=PLACE)

    with pytest.raises((Undecipherable, KeysUnavailable)):
        decrypt(stored, place=Place(workspace="xianan", column=PLACE.column))


def test_old_values_outlive_a_rotation_and_a_change_of_cipher(settings: Settings) -> None:
    settings.FIELD_CIPHER = "sm4-gcm"
    old = encrypt("旧", place=PLACE)
    key_ring().rotate("chibi", Purpose.DATA)
    settings.FIELD_CIPHER = "aes-gcm"
    new = encrypt("新", place=PLACE)

    assert decrypt(old, place=PLACE) == "旧"
    assert decrypt(new, place=PLACE) == "新"
    old_raw, new_raw = base64.b64decode(old), base64.b64decode(new)
    assert (old_raw[1], new_raw[1]) == (1, 2)
    assert old_raw[2:10] != new_raw[2:10]


def test_unknown_cipher_in_the_settings_is_refused(settings: Settings) -> None:
    settings.FIELD_CIPHER = "rot13"

    with pytest.raises(ImproperlyConfigured, match=r"sm4-gcm, aes-gcm"):
        encrypt("x", place=PLACE)
