"""Reading over all workspaces with custody's eyes: for checks of the whole, never for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from tenancy import names, roles
from tenancy.backend.base import Standing
from tenancy.context import WorkspaceRef, standing, wrapper


@contextmanager
def snapshot() -> Iterator[None]:
    """One read-only snapshot of every workspace at one moment."""
    with standing(Standing(names.PUBLIC_SCHEMA, roles.custody())):
        # Set before the transaction begins: entering a schema is already a query in it.
        _transactions_are("repeatable read", read_only="on", timeout="0")
        try:
            with transaction.atomic():
                yield
        finally:
            _transactions_are("read committed", read_only="off", timeout=None)


def _transactions_are(isolation: str, *, read_only: str, timeout: str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('default_transaction_isolation', %s, false)", [isolation])
        cursor.execute("SELECT set_config('default_transaction_read_only', %s, false)", [read_only])
        if timeout is None:
            cursor.execute("RESET statement_timeout")
        else:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [timeout])


@contextmanager
def reading(ref: WorkspaceRef) -> Iterator[None]:
    """Stand in one workspace, inside `snapshot`."""
    connection_here = wrapper()
    before = connection_here.schema_name
    connection_here.step_within_transaction(ref.schema)
    try:
        yield
    finally:
        connection_here.step_within_transaction(before)
