"""Known failures of schema-per-tenant stacks, each turned into an error that is raised."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from kernel.clock import now
from kernel.ids import uuid7
from tenancy.context import WorkspaceRef, in_public, in_workspace, wrapper
from tenancy.errors import (
    ContextChangeInTransaction,
    ContextRefused,
    ForeignRow,
    WorkspaceRequired,
)
from tenancy.tasks import WorkspaceTask
from tickets.models import IdempotencyKey, Ticket
from yihao.celery import app


def _key(name="k"):
    return IdempotencyKey(
        id=uuid7(),
        actor_id=uuid7(),
        key=name,
        operation="x",
        fingerprint="x",
        ticket_id=uuid7(),
        case_version=1,
        created_at=now(),
    )


def _standing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_user")
        return cursor.fetchone()


def _ghost():
    return WorkspaceRef(uuid7(), "ghost", "ghost", "无", "county", "999999", None)


def test_unknown_schema_is_refused_not_read_from_public(database):
    with pytest.raises(ContextRefused), in_workspace(_ghost()):
        Ticket.objects.count()


def test_refused_entry_leaves_a_usable_connection(city):
    with pytest.raises(ContextRefused), in_workspace(_ghost()):
        Ticket.objects.exists()

    with in_workspace(city.ref("chibi")):
        assert Ticket.objects.count() == 0


def test_stale_instance_cannot_be_saved_elsewhere(city):
    with in_workspace(city.ref("chibi")):
        row = _key()
        row.save()

    with in_workspace(city.ref("xianan")), pytest.raises(ForeignRow):
        row.save()
    with in_workspace(city.ref("xianan")):
        assert IdempotencyKey.objects.count() == 0


def test_lazy_queryset_cannot_be_evaluated_elsewhere(city):
    with in_workspace(city.ref("chibi")):
        lazy = IdempotencyKey.objects.filter(key="k")

    for use in (list, lambda rows: rows.count(), lambda rows: rows.exists(), bool):
        with in_workspace(city.ref("xianan")), pytest.raises(ForeignRow):
            use(lazy.all())


def test_bulk_create_of_foreign_rows_is_refused(city):
    with in_workspace(city.ref("chibi")):
        rows = [_key()]

    with in_workspace(city.ref("xianan")), pytest.raises(ForeignRow):
        IdempotencyKey.objects.bulk_create(rows)


def test_raw_set_does_not_outlive_its_cursor(city):
    with in_workspace(city.ref("chibi")):
        with connection.cursor() as cursor:
            cursor.execute("SET search_path = xianan")
        assert _standing()[0] == "chibi"


def test_raw_set_does_not_open_another_workspace(city):
    with in_workspace(city.ref("chibi")), connection.cursor() as cursor:
        cursor.execute("SET search_path = xianan")
        with pytest.raises(DatabaseError):
            cursor.execute("SELECT * FROM tickets_ticket")


def test_context_cannot_change_inside_a_transaction(city):
    with in_workspace(city.ref("chibi")), transaction.atomic():
        with pytest.raises(ContextChangeInTransaction), in_workspace(city.ref("xianan")):
            pass
        with pytest.raises(ContextChangeInTransaction), in_public():
            pass


def test_rollback_keeps_the_standing(city):
    ref = city.ref("chibi")
    with in_workspace(ref):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert _standing()[0] == "chibi"
            raise ZeroDivisionError
        assert _standing() == ("chibi", ref.role)


def test_first_cursor_in_a_rolled_back_transaction_keeps_the_standing(city):
    ref = city.ref("chibi")
    wrapper().close()
    with in_workspace(ref):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            _standing()
            raise ZeroDivisionError
        assert _standing() == ("chibi", ref.role)


def test_query_after_an_integrity_error_caught_in_a_nested_block(city):
    with in_workspace(city.ref("chibi")):
        first = _key("same")
        first.save()
        with transaction.atomic():
            twin = _key("same")
            twin.actor_id = first.actor_id
            with pytest.raises(IntegrityError), transaction.atomic():
                twin.save(force_insert=True)
            assert IdempotencyKey.objects.count() == 1
        assert _standing()[0] == "chibi"


def test_savepoint_rollback_keeps_the_standing(city):
    with in_workspace(city.ref("chibi")), transaction.atomic():
        point = transaction.savepoint()
        _key().save()
        transaction.savepoint_rollback(point)
        assert _standing()[0] == "chibi"
        assert IdempotencyKey.objects.count() == 0


def test_each_thread_stands_for_itself(city):
    seen = {}

    def look():
        seen["other"] = wrapper().schema_name

    with in_workspace(city.ref("chibi")):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == {"other": "public"}


def test_closed_connection_comes_back_to_the_same_standing(city):
    ref = city.ref("chibi")
    with in_workspace(ref):
        _standing()
        wrapper().close()
        assert _standing() == ("chibi", ref.role)


@app.task(base=WorkspaceTask, name="tests.probe")
def probe():
    return wrapper().schema_name


def test_task_without_a_workspace_raises(database):
    with pytest.raises(WorkspaceRequired):
        probe()


def test_task_with_an_unknown_workspace_raises(database):
    with pytest.raises(WorkspaceRequired):
        probe(workspace="ghost")


def test_task_runs_in_its_workspace_and_leaves_it(database):
    assert probe(workspace="chibi") == "chibi"
    assert wrapper().schema_name == "public"
