"""Other suites keep a city's words as they came; here each module changes those of a clone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from kernel.errors import DomainError
from taxonomy.models import CallResult, Category, KindVersion, ScopeClass, ScopeException
from tenancy.context import in_public, in_workspace, wrapper
from tests.harness.city import City
from tests.harness.databases import clone_database, drop_database, use_database

TABLES = (Category, KindVersion, ScopeClass, ScopeException, CallResult)


@pytest.fixture(scope="module")
def database(worker_database: str, django_db_blocker: object) -> Iterator[str]:
    name = f"{worker_database}_words"
    clone_database(name)
    use_database(name)
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield name
    use_database(worker_database)
    drop_database(name)


@pytest.fixture(scope="module")
def city(database: str) -> City:
    return City()


@pytest.fixture(autouse=True)
def in_xianning(city: City) -> Iterator[None]:
    """Reads of these tests are made at the city's desk."""
    with in_workspace(city.ref("xianning")):
        yield
    assert not wrapper().in_atomic_block


def picture() -> list[list[tuple[object, ...]]]:
    """Every row of every table of words."""
    with in_public():
        return [list(model._default_manager.order_by("id").values_list()) for model in TABLES]


@pytest.fixture
def unchanged() -> Callable[[], AbstractContextManager[None]]:
    @contextmanager
    def compared() -> Iterator[None]:
        before = picture()
        yield
        assert picture() == before

    return compared


@pytest.fixture
def refused(unchanged: object) -> Callable[..., AbstractContextManager[None]]:
    @contextmanager
    def refusing(code: str, field: str | None = None) -> Iterator[None]:
        with unchanged(), pytest.raises(DomainError) as refusal:  # type: ignore[operator]
            yield
        assert (refusal.value.code, refusal.value.field) == (code, field)
        assert refusal.value.message

    return refusing
