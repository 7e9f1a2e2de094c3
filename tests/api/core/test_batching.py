"""Loaders: what resolvers ask for side by side is fetched together, in this very thread."""

import threading
from importlib import import_module

import graphene
import pytest

from api.core.batching import Loader, gather, run
from api.core.context import ApiContext

FETCHED = []


class Doubled(Loader[int, int]):
    def fetch(self, keys):
        FETCHED.append((threading.get_ident(), list(keys)))
        if 99 in keys:
            raise RuntimeError("unlucky")
        return {key: 2 * key for key in keys if key < 100}


class Number(graphene.ObjectType):
    doubled = graphene.Int()
    twice_doubled = graphene.Int()
    again = graphene.Int()
    pair = graphene.List(graphene.Int)
    plain = graphene.Int()
    next = graphene.Field(lambda: Number)
    required = graphene.Int(required=True)

    @staticmethod
    async def resolve_doubled(number, info):
        return await Doubled.of(info.context).load(number)

    @staticmethod
    async def resolve_twice_doubled(number, info):
        once = await Doubled.of(info.context).load(number)
        return await Doubled.of(info.context).load(once)

    resolve_again = resolve_doubled
    resolve_required = resolve_doubled

    @staticmethod
    async def resolve_pair(number, info):
        return await Doubled.of(info.context).load_many([number, 1_000, number + 1])

    @staticmethod
    def resolve_plain(number, _info):
        return number

    @staticmethod
    async def resolve_next(number, info):
        return await Doubled.of(info.context).load(number)


class Query(graphene.ObjectType):
    numbers = graphene.List(Number, of=graphene.List(graphene.Int, required=True))
    wrong = graphene.Int()

    @staticmethod
    def resolve_numbers(_root, _info, of):
        return of

    @staticmethod
    async def resolve_wrong(_root, _info):
        class Other:
            def __await__(self):
                yield

        await Other()


@pytest.fixture
def served(serve):
    FETCHED.clear()
    return serve(Query)


def fetched():
    return [keys for _, keys in FETCHED]


@pytest.mark.parametrize("count", [1, 50])
def test_one_batch_however_many_rows(served, count):
    numbers = list(range(1, count + 1))
    query = "query ($of: [Int]!) { numbers(of: $of) { plain doubled again } }"

    answer = served.ask(query, {"of": numbers})

    assert answer["data"]["numbers"] == [
        {"plain": n, "doubled": 2 * n, "again": 2 * n} for n in numbers
    ]
    assert fetched() == [numbers]


def test_each_level_is_one_more_batch(served):
    answer = served.ask("{ numbers(of: [1, 2, 3]) { next { next { doubled } } } }")

    assert answer["data"]["numbers"][2] == {"next": {"next": {"doubled": 24}}}
    assert fetched() == [[1, 2, 3], [4, 6], [8, 12]]


def test_a_resolver_may_await_twice(served):
    answer = served.ask("{ numbers(of: [1, 3]) { twiceDoubled } }")

    assert answer["data"]["numbers"] == [{"twiceDoubled": 4}, {"twiceDoubled": 12}]
    assert fetched() == [[1, 3], [2, 6]]


def test_what_does_not_exist_loads_as_nothing(served):
    answer = served.ask("{ numbers(of: [5, 500]) { doubled pair } }")

    assert answer["data"]["numbers"] == [
        {"doubled": 10, "pair": [10, 12]},
        {"doubled": None, "pair": []},
    ]


def test_everything_happens_in_this_thread(served):
    served.ask("{ numbers(of: [1]) { doubled } }")

    assert {thread for thread, _ in FETCHED} == {threading.get_ident()}


def test_a_failed_batch_fails_each_field_and_is_logged_once(served, caplog):
    answer = served.ask("{ numbers(of: [1, 99]) { plain doubled again } }")

    assert answer["data"]["numbers"] == [
        {"plain": n, "doubled": None, "again": None} for n in (1, 99)
    ]
    assert len(answer["errors"]) == 4
    assert len({error["extensions"]["traceId"] for error in answer["errors"]}) == 1
    assert len(caplog.records) == 1
    assert "unlucky" in caplog.text


def test_a_failed_required_field_takes_its_row_with_it(served):
    answer = served.ask("{ numbers(of: [1, 500]) { required doubled } }")

    assert answer["data"]["numbers"] == [{"required": 2, "doubled": 2}, None]


def test_requests_share_nothing(served):
    for _ in range(2):
        served.ask("{ numbers(of: [1]) { doubled } }")

    assert fetched() == [[1], [1]]


def test_awaiting_anything_else_is_a_bug_and_not_a_hang(served, caplog):
    assert served.code("{ wrong }") == "INTERNAL"
    assert "awaits something that is not a Loader" in caplog.text


def test_forgetting_fetches_anew_even_for_those_waiting():
    FETCHED.clear()
    context = ApiContext(request=None)
    loader = Doubled.of(context)

    async def load_forget_load():
        await loader.load(1)
        loader.forget()
        return await loader.load(1)

    async def both():
        return await gather(load_forget_load(), loader.load(1))

    assert run(both(), context) == [2, 2]
    assert fetched() == [[1], [1]]


def test_primed_values_are_not_fetched():
    FETCHED.clear()
    context = ApiContext(request=None)
    Doubled.of(context).prime(1, 7)

    assert run(Doubled.of(context).load(1), context) == 7
    assert fetched() == []


def test_the_executor_awaits_with_ours():
    """graphql-core's one tie to asyncio; if it moves, nothing above would batch."""
    assert import_module("graphql.execution.execute").gather is gather
