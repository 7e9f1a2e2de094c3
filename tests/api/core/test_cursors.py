"""Cursors: the sort-key values of a row, and nothing but what the order itself wrote."""

import base64
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import orjson
import pytest

from api.core.connections import Key, Order
from api.core.errors import ApiError

ORDER = Order(Key("due_at", datetime, nullable=True), Key("unit__level", int), Key("id", UUID))
ROW = SimpleNamespace(
    due_at=datetime(2026, 3, 2, 1, 30, tzinfo=UTC),
    unit=SimpleNamespace(level=2),
    id=UUID("01900000-0000-7000-8000-000000000001"),
)
VALUES = [ROW.due_at, 2, ROW.id]


def cursor(*values):
    return base64.urlsafe_b64encode(orjson.dumps(values)).decode()


def test_a_cursor_comes_back_as_the_values():
    assert ORDER.values_in(ORDER.cursor_of(ROW)) == VALUES


def test_nulls_come_back():
    row = SimpleNamespace(due_at=None, unit=ROW.unit, id=ROW.id)

    assert ORDER.values_in(ORDER.cursor_of(row)) == [None, 2, ROW.id]


def whole(**changed):
    values = {"tag": ORDER.tag, "due": ROW.due_at.isoformat(), "level": 2, "id": str(ROW.id)}
    return cursor(*(values | changed).values())


@pytest.mark.parametrize(
    "tampered",
    [
        "",
        "nonsense",
        "%%%%",
        "游标",
        "A" * 2_000,
        base64.urlsafe_b64encode(b"{}").decode(),
        base64.urlsafe_b64encode(b"[").decode(),
        base64.urlsafe_b64encode(b"7").decode(),
        cursor(),
        cursor(ORDER.tag),
        whole(tag="00000000"),
        whole(tag=None),
        whole(due="2026-03-02T01:30:00"),
        whole(due="yesterday"),
        whole(due=7),
        whole(level="2"),
        whole(level=True),
        whole(level=2.0),
        whole(level=None),
        whole(level=2**63),
        whole(level={"gt": 1}),
        whole(id="' OR 1=1 --"),
        whole(id=None),
        whole(id=[str(ROW.id)]),
        whole(more=1),
        Order(Key("id", UUID)).cursor_of(ROW),
    ],
)
def test_a_tampered_cursor_is_refused_in_one_sentence(tampered):
    with pytest.raises(ApiError) as refusal:
        ORDER.values_in(tampered)

    assert refusal.value.extensions == {"code": "BAD_REQUEST"}
    assert refusal.value.message == "游标无效，请从第一页重新读取"


def test_an_untampered_one_is_not():
    assert ORDER.values_in(whole()) == VALUES


def test_directions_are_told_apart():
    ascending, descending = Order(Key("id", UUID)), Order(Key("id", UUID, descending=True))

    with pytest.raises(ApiError):
        descending.values_in(ascending.cursor_of(ROW))


@pytest.mark.parametrize("keys", [(), (Key("id", UUID, nullable=True),)])
def test_an_order_ends_with_a_unique_key(keys):
    with pytest.raises(TypeError):
        Order(*keys)
