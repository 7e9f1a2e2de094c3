"""Dataloaders without an event loop: resolvers may `await`, everything stays in this thread.

The tenant a query runs in is a property of the thread's connection, so a coroutine of a
resolver must never leave it, as asyncio would make it do. Such coroutines are stepped by
hand instead: all are run until each waits for a loader, then every loader fetches its
keys with one query, and so on until nothing waits.
"""

import types
from collections.abc import Coroutine, Generator, Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Generic, TypeVar, cast

from api.core.context import ApiContext

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
L = TypeVar("L", bound="Loader[Any, Any]")


class Loader(Generic[K, V]):
    """One way of fetching things by key, in batches, each key once a request.

    Subclass it, write `fetch`, and in a resolver `await SomeLoader.of(info.context).load(key)`.
    """

    def __init__(self, context: ApiContext) -> None:
        self.context = context
        self._wanted: dict[K, None] = {}
        self._found: dict[K, V | None] = {}
        self._failed: dict[K, tuple[Exception, types.TracebackType | None]] = {}

    @classmethod
    def of(cls: type[L], context: ApiContext) -> L:
        if cls not in context.loaders:
            context.loaders[cls] = cls(context)
        return cast(L, context.loaders[cls])

    def fetch(self, keys: Sequence[K]) -> Mapping[K, V]:
        """Return what exists of `keys`; a key left out loads as None."""
        raise NotImplementedError

    async def load(self, key: K) -> V | None:
        while key not in self._found:
            if key in self._failed:
                # Raised once per key: without this its traceback would grow each time.
                error, traceback = self._failed[key]
                raise error.with_traceback(traceback)
            self._wanted[key] = None
            await _next_round()
        return self._found[key]

    async def load_many(self, keys: Iterable[K]) -> list[V]:
        """Those of `keys` that exist, in the order asked for."""
        loaded = await gather(*(self.load(key) for key in keys))
        return [value for value in loaded if value is not None]

    def prime(self, key: K, value: V) -> None:
        """Remember a value fetched by other means."""
        self._found[key] = value

    def forget(self) -> None:
        """Fetch anew from now on, because something was written."""
        self._found.clear()
        self._failed.clear()

    def dispatch(self) -> bool:
        """Fetch what is wanted; False if nothing was."""
        keys, self._wanted = list(self._wanted), {}
        if not keys:
            return False
        try:
            found = self.fetch(keys)
        except Exception as error:  # noqa: BLE001 - each waiting field has to hear of it
            self._failed |= dict.fromkeys(keys, (error, error.__traceback__))
        else:
            self._found |= {key: found.get(key) for key in keys}
        return True


@types.coroutine
def _next_round() -> Generator[None, None, None]:
    yield


@types.coroutine
def gather(*waiting: Coroutine[Any, None, Any]) -> Generator[None, None, list[Any]]:
    """Step coroutines side by side until all have ended; the first error ends all."""
    results: list[Any] = [None] * len(waiting)
    unfinished = list(enumerate(waiting))
    try:
        while True:
            still = []
            for index, coroutine in unfinished:
                try:
                    coroutine.send(None)
                except StopIteration as end:
                    results[index] = end.value
                else:
                    still.append((index, coroutine))
            unfinished = still
            if not unfinished:
                return results
            yield
    finally:
        for coroutine in waiting:
            coroutine.close()


def run(coroutine: Coroutine[Any, None, T], context: ApiContext) -> T:
    """Run a coroutine to its end in this thread, one round of batches at each stop."""
    try:
        while True:
            try:
                coroutine.send(None)
            except StopIteration as end:
                return cast(T, end.value)
            # Every loader is to be asked, and a fetch may create another.
            dispatched = [loader.dispatch() for loader in list(context.loaders.values())]
            if not any(dispatched):
                raise RuntimeError("A resolver awaits something that is not a Loader")
    finally:
        coroutine.close()


def install() -> None:
    """Have graphql-core's executor await side by side with our `gather` in place of asyncio's.

    By module name: the attribute `graphql.execution.execute` is the function.
    """
    import_module("graphql.execution.execute").gather = gather  # type: ignore[attr-defined]
