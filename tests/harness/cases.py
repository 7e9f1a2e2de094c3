"""Fixtures for suites about cases: import them into a `conftest.py`.

The database is emptied once a module. Each test makes a case of its own, and refusals, which
change nothing, share one case per state.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache

import pytest

from kernel.errors import DomainError
from tests.harness.city import City
from tests.harness.databases import admin_cursor, reset_database
from tests.harness.looking import Look
from tests.harness.rounds import Round
from tests.harness.snapshots import snapshot
from tests.harness.standings import Standing, stand

__all__ = [
    "city",
    "closed",
    "database",
    "look",
    "public_context",
    "refused",
    "round_",
    "standing",
    "unchanged",
]

Comparing = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def database(worker_database: str, django_db_blocker: object) -> Iterator[str]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        reset_database(worker_database)
        yield worker_database


@pytest.fixture(autouse=True)
def public_context(database: str) -> Iterator[None]:
    yield
    from tenancy.context import wrapper

    assert not wrapper().in_atomic_block
    wrapper().set_schema_to_public()


@pytest.fixture(scope="module")
def city(database: str) -> City:
    return City()


@pytest.fixture
def round_(city: City) -> Round:
    return Round(city)


@pytest.fixture
def look(round_: Round) -> Look:
    return Look(round_)


@pytest.fixture(scope="module")
def standing(city: City) -> Callable[[str], Standing]:
    """Somebody's place in a case, made once a module: for what changes nothing."""
    return cache(lambda name: stand(city, name))


@pytest.fixture
def unchanged(database: str) -> Comparing:
    """Within it nothing may change, in any workspace: `with unchanged(): …`."""

    @contextmanager
    def compared() -> Iterator[None]:
        before = snapshot(database)
        yield
        assert snapshot(database) == before

    return compared


@pytest.fixture
def refused(unchanged: Comparing) -> Callable[..., AbstractContextManager[None]]:
    """Within it a service must refuse, with this code and field, and change nothing."""

    @contextmanager
    def refusing(code: str, field: str | None = None) -> Iterator[None]:
        with unchanged(), pytest.raises(DomainError) as refusal:
            yield
        assert (refusal.value.code, refusal.value.field) == (code, field)
        assert refusal.value.message

    return refusing


@pytest.fixture
def closed(database: str) -> Iterator[Callable[[str], None]]:
    """Close a unit from today on, until the end of the test."""
    codes: list[str] = []
    statement = "UPDATE hierarchy_unit SET valid_to = {} WHERE code = %s"

    def close(code: str) -> None:
        codes.append(code)
        with admin_cursor(database) as cursor:
            cursor.execute(statement.format("current_date - 1"), [code])

    yield close
    with admin_cursor(database) as cursor:
        for code in codes:
            cursor.execute(statement.format("NULL"), [code])
