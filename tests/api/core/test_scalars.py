"""Ids and moments as they come and go."""

from datetime import UTC, datetime
from uuid import UUID

import graphene
import pytest

from api.core.ids import NOTHING
from api.core.scalars import DateTime


class Where(graphene.InputObjectType):
    under = graphene.ID()
    any_of = graphene.List(graphene.NonNull(graphene.ID))
    deeper = graphene.InputField(lambda: Where)


class Query(graphene.ObjectType):
    echo_where = graphene.List(graphene.String, where=Where())
    echo_id = graphene.ID(thing_id=graphene.ID(required=True))
    echo_time = DateTime(at=DateTime(required=True))

    @staticmethod
    def resolve_echo_id(_root, _info, thing_id):
        assert isinstance(thing_id, UUID)
        return thing_id

    @staticmethod
    def resolve_echo_where(_root, _info, where=None):
        if where is None:
            return None
        deeper = where.deeper or where
        assert where["under"] is where.under
        return [repr(deeper.under), *map(repr, deeper.any_of or [])]

    @staticmethod
    def resolve_echo_time(_root, _info, at):
        return at


@pytest.fixture
def served(serve):
    return serve(Query)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000a"),
        ("01900000-0000-7000-8000-00000000000A", "01900000-0000-7000-8000-00000000000a"),
        ("nonsense", str(NOTHING)),
        ("", str(NOTHING)),
    ],
)
def test_ids(served, given, kept):
    query = "query ($id: ID!) { echoId(thingId: $id) }"

    assert served.ask(query, {"id": given})["data"] == {"echoId": kept}
    assert served.ask(f'{{ echoId(thingId: "{given}") }}')["data"] == {"echoId": kept}


@pytest.mark.parametrize(
    ("where", "read"),
    [
        ({"under": "x", "anyOf": ["y"]}, [f"UUID('{NOTHING}')"] * 2),
        ({"under": None}, ["None"]),
        ({"under": "x", "deeper": {"under": str(NOTHING)}}, [f"UUID('{NOTHING}')"]),
        (None, None),
    ],
)
def test_ids_of_input_objects(served, where, read):
    query = "query ($where: Where) { echoWhere(where: $where) }"

    assert served.ask(query, {"where": where})["data"] == {"echoWhere": read}


def test_moments_are_shown_in_local_time():
    assert (
        DateTime.serialize(datetime(2026, 3, 2, 1, 30, tzinfo=UTC)) == "2026-03-02T09:30:00+08:00"
    )


@pytest.mark.parametrize("given", ["2026-03-02T01:30:00Z", "2026-03-02T09:30:00+08:00"])
def test_moments_with_a_zone(served, given):
    query = "query ($at: DateTime!) { echoTime(at: $at) }"

    expected = {"echoTime": "2026-03-02T09:30:00+08:00"}
    assert served.ask(query, {"at": given})["data"] == expected
    assert served.ask(f'{{ echoTime(at: "{given}") }}')["data"] == expected


@pytest.mark.parametrize(
    "given",
    ["2026-03-02T01:30:00", "2026-03-02", "tomorrow", "", "0001-01-01T00:00:00+14:00", 7, None],
)
def test_moments_without_a_zone_or_sense(served, given):
    query = "query ($at: DateTime!) { echoTime(at: $at) }"

    assert served.code(query, {"at": given}) == "BAD_REQUEST"
