"""Who called: encrypted at rest, found by number, shown to nobody by accident."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction
from django.db.models import Value

from callers.models import Caller
from callers.selectors import callers_by_id, find_by_phone
from callers.services import record_caller
from kernel.errors import DomainError
from kernel.ids import uuid7
from privacy.errors import KeysUnavailable, PrivacyError, Undecipherable
from privacy.keys import Purpose, key_ring
from privacy.personal_text import PersonalText
from tenancy.context import in_workspace
from tests.harness.city import City

NAME, PHONE = "张三丰", "13800000001"


@pytest.fixture
def chibi(city: City) -> Any:
    with in_workspace(city.ref("chibi")):
        yield


def _bytes_of_the_table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM callers_caller")
        return repr(cursor.fetchall())


@pytest.mark.usefixtures("chibi")
def test_reads_back_what_was_told() -> None:
    caller = record_caller(name=NAME, phone="138 0000 0001")

    loaded = Caller.objects.get(pk=caller.pk)
    assert (loaded.name, loaded.phone) == (NAME, PHONE)
    assert isinstance(loaded.phone, PersonalText)
    assert callers_by_id([caller.pk]) == {caller.pk: loaded}


@pytest.mark.usefixtures("chibi")
@pytest.mark.parametrize("cipher", ["sm4-gcm", "aes-gcm"])
def test_the_database_holds_no_plaintext(settings: Any, cipher: str) -> None:
    settings.FIELD_CIPHER = cipher
    at = record_caller(name=NAME, phone=PHONE).created_at
    Caller.objects.bulk_create([Caller(id=uuid7(), name=NAME, phone=PHONE, created_at=at)])

    stored = _bytes_of_the_table()

    for plain in (NAME, PHONE, PHONE[3:], NAME.encode().hex(), repr(NAME.encode())):
        assert plain not in stored


@pytest.mark.usefixtures("chibi")
@pytest.mark.parametrize("plain", [PHONE, NAME, "AQ", f"AQ{PHONE * 5}电话"])
def test_the_database_takes_no_plaintext(plain: str) -> None:
    row = [uuid7(), plain, uuid7()]

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO callers_caller (id, name, phone, phone_index, name_index, created_at)"
            " VALUES (%s, %s, '', %s, '', now())",
            row,
        )

    with pytest.raises(TypeError, match="expression"):
        Caller.objects.update(name=Value(plain))


@pytest.mark.usefixtures("chibi")
def test_no_statement_carries_plaintext() -> None:
    statements: list[str] = []

    def listen(execute: Callable[..., Any], sql: Any, params: Any, *rest: Any) -> Any:
        statements.append(f"{sql} {params}")
        return execute(sql, params, *rest)

    with connection.execute_wrapper(listen):
        caller = record_caller(name=NAME, phone=PHONE)
        list(find_by_phone(PHONE))
        Caller.objects.filter(pk=caller.pk).values_list("phone", flat=True)[0]

    assert len(statements) == 3
    assert not [each for each in statements if PHONE in each or NAME in each]


@pytest.mark.usefixtures("chibi")
@pytest.mark.parametrize("spelled", [PHONE, "+86 138-0000-0001", "１３８００００0001"])
def test_is_found_by_any_spelling_of_the_number(spelled: str) -> None:
    first, second = (record_caller(name=NAME, phone=PHONE) for _ in range(2))
    record_caller(name=NAME, phone="13800000002")
    record_caller(name=NAME, phone="")

    assert list(find_by_phone(spelled)) == [second, first]


@pytest.mark.usefixtures("chibi")
def test_is_found_after_the_index_key_was_rotated() -> None:
    old = record_caller(name=NAME, phone=PHONE)
    key_ring().rotate("chibi", Purpose.INDEX)
    new = record_caller(name=NAME, phone=PHONE)

    assert old.phone_index != new.phone_index
    assert list(find_by_phone(PHONE)) == [new, old]


@pytest.mark.usefixtures("chibi")
def test_a_malformed_number_is_refused_and_nothing_written() -> None:
    with pytest.raises(DomainError) as refusal:
        record_caller(name=NAME, phone="1380000")

    assert refusal.value.code is PrivacyError.PHONE_MALFORMED
    assert refusal.value.field == "callerPhone"
    assert not Caller.objects.exists()


@pytest.mark.usefixtures("chibi")
def test_nothing_about_a_caller_shows_by_accident() -> None:
    fresh = record_caller(name=NAME, phone=PHONE)
    loaded = Caller.objects.get()

    for caller in (fresh, loaded):
        shown = f"{caller} {caller!r} {vars(caller)} {caller.phone} {caller.name}"
        assert PHONE not in shown
        assert NAME not in shown
    assert PHONE not in serialize("json", [loaded])
    assert PHONE not in f"{Caller.objects.values('phone', 'name')}"


@pytest.mark.usefixtures("chibi")
@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "name__startswith", "phone__in"])
def test_encrypted_columns_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        list(Caller.objects.filter(**{lookup: PHONE}))


@pytest.mark.usefixtures("chibi")
def test_a_value_copied_to_another_column_does_not_decrypt() -> None:
    record_caller(name=NAME, phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM callers_caller")
        cursor.execute(
            "INSERT INTO callers_caller (id, name, phone, phone_index, name_index, created_at)"
            " SELECT %s, phone, '', '', '', created_at FROM callers_caller",
            [uuid7()],
        )

    with pytest.raises(Undecipherable, match=r"callers_caller\.name"):
        list(Caller.objects.all())


def test_a_value_copied_to_another_workspace_does_not_decrypt(city: City) -> None:
    with in_workspace(city.ref("chibi")), connection.cursor() as cursor:
        caller = record_caller(name=NAME, phone=PHONE)
        cursor.execute("SELECT phone FROM callers_caller")
        stored = cursor.fetchone()[0]

    with in_workspace(city.ref("xianan")), transaction.atomic(), connection.cursor() as cursor:
        record_caller(name="", phone="13800000009")  # so that the workspace has keys
        cursor.execute(
            "INSERT INTO callers_caller (id, name, phone, phone_index, name_index, created_at)"
            " VALUES (%s, '', %s, '', '', now())",
            [caller.pk, stored],
        )
        with pytest.raises((Undecipherable, KeysUnavailable)):
            Caller.objects.get(pk=caller.pk)


def test_two_workspaces_index_a_number_differently(city: City) -> None:
    found = set()
    for slug in ("chibi", "xianan"):
        with in_workspace(city.ref(slug)):
            found.add(record_caller(name=NAME, phone=PHONE).phone_index)

    assert len(found) == 2
