"""Keyset pages over real rows: every order, nulls last, rows that come and go."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Case, F, IntegerField, Value, When
from django.test.utils import CaptureQueriesContext

from api.core.connections import Key, Order, page_of
from api.core.errors import ApiError
from hierarchy.models import Unit
from tenancy.context import in_public

ID = Key("id", UUID)
# `rank` is null for villages: ties, nulls and several directions in one set of rows.
ORDERS = [
    Order(ID),
    Order(Key("id", UUID, descending=True)),
    Order(Key("code", str)),
    Order(Key("level", int), ID),
    Order(Key("level", int, descending=True), Key("name", str), ID),
    Order(Key("rank", int, nullable=True), ID),
    Order(Key("rank", int, nullable=True, descending=True), ID),
    Order(Key("level", int), Key("rank", int, nullable=True), Key("id", UUID, descending=True)),
    Order(Key("parent__code", str, nullable=True), ID),
]


@pytest.fixture
def rows(database):
    with in_public():
        yield (
            Unit.objects.filter(path__startswith="/421200/421281/")
            .annotate(
                rank=Case(
                    When(kind="village", then=None),
                    default=F("level") * Value(10),
                    output_field=IntegerField(),
                )
            )
            .select_related("parent")
        )


def pages(rows, order, first):
    found, after = [], None
    while True:
        page = page_of(rows, order=order, first=first, after=after)
        found.append([row.code for row in page.nodes])
        after = page.info()["end_cursor"]
        if not page.has_next:
            return found


@pytest.mark.parametrize("number", range(len(ORDERS)))
@pytest.mark.parametrize("first", [1, 7, 100])
def test_pages_are_the_whole_list_in_order(rows, number, first):
    order = ORDERS[number]
    some = rows.filter(level__lte=3) if first == 1 else rows
    whole = [row.code for row in some.order_by(*(key.ordering() for key in order.keys))]

    found = pages(some, order, first)

    assert [code for page in found for code in page] == whole
    assert {len(page) for page in found[:-1]} <= {first}


def test_a_full_last_page_knows_that_it_is_the_last(rows):
    count = min(rows.count(), 90)
    some = rows.filter(pk__in=list(rows.order_by("pk").values_list("pk", flat=True)[:count]))

    assert page_of(some, order=Order(ID), first=count).has_next is False


def test_rows_that_vanish_or_appear_behind_do_not_shift_the_next_page(rows):
    order = Order(Key("code", str))
    first = page_of(rows, order=order, first=5)
    after = first.info()["end_cursor"]
    before = page_of(rows, order=order, first=5, after=after).nodes

    fewer = rows.exclude(pk__in=[row.pk for row in first.nodes])

    assert page_of(fewer, order=order, first=5, after=after).nodes == before


def test_there_is_no_offset(rows):
    after = page_of(rows, order=Order(ID), first=5).info()["end_cursor"]

    with CaptureQueriesContext(connection) as seen:
        page_of(rows, order=Order(ID), first=5, after=after)

    (query,) = [each["sql"] for each in seen.captured_queries if "hierarchy_unit" in each["sql"]]
    assert "OFFSET" not in query
    assert query.endswith("LIMIT 6")


def test_counting_happens_only_when_asked(rows):
    with CaptureQueriesContext(connection) as seen:
        page = page_of(rows, order=Order(ID), first=1)
    assert not any("COUNT" in each["sql"] for each in seen.captured_queries)

    assert page.count() == str(rows.count())


@pytest.mark.parametrize("first", [0, -1, 101])
def test_pages_have_a_size(rows, first):
    with pytest.raises(ApiError) as refusal:
        page_of(rows, order=Order(ID), first=first)

    assert refusal.value.extensions == {"code": "LIMIT_EXCEEDED"}
