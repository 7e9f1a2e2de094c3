"""Found by name, blind: the index tells nothing, and old rows get theirs at the next upgrade."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from callers import services
from callers.models import Caller
from callers.selectors import find_by_name, find_by_phone
from callers.services import index_names, record_caller
from privacy.keys import Purpose, key_ring
from tenancy.context import in_public, in_workspace
from tenancy.models import Workspace
from tenancy.owner import as_owner
from tenancy.provisioning import complete_workspace
from tests.harness.city import City

NAME, PHONE = "张三丰", "13800000001"


@pytest.fixture
def chibi(city: City) -> Iterator[None]:
    with in_workspace(city.ref("chibi")):
        yield


@pytest.mark.usefixtures("chibi")
@pytest.mark.parametrize("spelled", [NAME, " 张 三 丰 ", "张三丰\u3000"])
def test_is_found_by_the_name_however_it_is_spaced(spelled: str) -> None:
    first, second = (record_caller(name=NAME, phone="") for _ in range(2))
    record_caller(name="张三", phone="")
    record_caller(name="", phone=PHONE)

    assert list(find_by_name(spelled)) == [second, first]


@pytest.mark.usefixtures("chibi")
def test_no_name_finds_nobody() -> None:
    record_caller(name="", phone=PHONE)

    assert list(find_by_name("  ")) == []


@pytest.mark.usefixtures("chibi")
def test_is_found_after_the_index_key_was_rotated() -> None:
    old = record_caller(name=NAME, phone="")
    key_ring().rotate("chibi", Purpose.INDEX)
    new = record_caller(name=NAME, phone="")

    assert old.name_index != new.name_index
    assert list(find_by_name(NAME)) == [new, old]


@pytest.mark.usefixtures("chibi")
def test_a_number_given_as_a_name_is_another_index() -> None:
    caller = record_caller(name=PHONE, phone=PHONE)

    assert caller.name_index != caller.phone_index
    assert list(find_by_name(PHONE)) == list(find_by_phone(PHONE)) == [caller]


def test_two_workspaces_index_a_name_differently(city: City) -> None:
    found = set()
    for slug in ("chibi", "xianan"):
        with in_workspace(city.ref(slug)):
            found.add(record_caller(name=NAME, phone="").name_index)

    assert len(found) == 2


def _forget_indexes(city: City) -> None:
    with in_public(), as_owner() as owner:
        owner.set_schema(city.ref("chibi").schema)
        Caller.objects.update(name_index="")


def test_an_upgrade_indexes_those_from_before(city: City, monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    with in_workspace(city.ref("chibi")):
        callers = [record_caller(name=NAME, phone="") for _ in range(5)]
        record_caller(name="", phone=PHONE)
    _forget_indexes(city)

    with in_public():
        complete_workspace(Workspace.objects.get(slug="chibi"))

    with in_workspace(city.ref("chibi")):
        assert sorted(find_by_name(NAME), key=lambda each: each.id) == callers
        assert Caller.objects.filter(name_index="").count() == 1


def test_indexing_again_changes_nothing(city: City) -> None:
    with in_workspace(city.ref("chibi")):
        record_caller(name=NAME, phone="")
    _forget_indexes(city)

    counted = []
    for _ in range(2):
        with in_public(), as_owner() as owner:
            owner.set_schema(city.ref("chibi").schema)
            counted.append(index_names())

    assert counted == [1, 0]


@pytest.mark.usefixtures("chibi")
def test_nobody_at_work_can_change_an_index() -> None:
    record_caller(name=NAME, phone="")

    with pytest.raises(ProgrammingError, match="permission denied"):
        Caller.objects.update(name_index="")
    connection.rollback()
