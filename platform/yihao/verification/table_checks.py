"""Promises about tables: no workspace's data stands in the public schema."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from tenancy.rights import models_of
from yihao.verification.record import Breach


def check_public_schema() -> Iterator[Breach]:
    """A tenant table in `public` would be read wherever a schema lacks it."""
    tables = [model._meta.db_table for model in models_of(settings.TENANT_APPS)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)",
            [tables],
        )
        for (table,) in cursor.fetchall():
            yield Breach("TENANT_DATA_IN_PUBLIC", "-", f"table {table} stands in public")
