"""Numbers of documents: gapless per workspace, kind and year."""

from datetime import datetime

from django.db import connection

from documents.kinds import DocumentKind
from documents.models import NumberSeries
from kernel.clock import LOCAL
from kernel.ids import uuid7


def next_serial(kind: DocumentKind, at: datetime) -> tuple[int, int]:
    """Year and serial of the next document of a kind in the current workspace.

    The counter's row stays locked until the transaction ends: whoever issues the same kind waits
    for it, and a transaction that fails takes its number back. So issue last.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs to the transaction that issues the document")
    year = at.astimezone(LOCAL).year
    table = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS series (id, kind, year, last) VALUES (%s, %s, %s, 1)"  # noqa: S608
            " ON CONFLICT (kind, year) DO UPDATE SET last = series.last + 1 RETURNING last",
            [uuid7(), kind.value, year],
        )
        (serial,) = cursor.fetchone()
    return year, serial


def spelled(code: str, series: str, year: int, serial: int) -> str:
    """As it is written: 咸热线督〔2026〕12号."""
    return f"{code}{series}〔{year}〕{serial}号"
