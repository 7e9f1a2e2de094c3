"""All that a refusal must leave untouched, in every workspace and in public."""

from functools import cache

import psycopg2

from tests.harness.databases import KEPT_APPS, KEPT_TABLES, admin_cursor, admin_url
from yihao import installation

# Who read what and who is logged in change by looking; the rest changes by commands alone.
BESIDES = ("trail_", "django_session")


@cache
def _tables(database: str) -> tuple[str, ...]:
    with admin_cursor(database) as cursor:
        cursor.execute(
            """
            SELECT n.nspname, c.relname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND n.nspname !~ '^(pg_|information_schema)'
            """
        )
        return tuple(
            f'"{schema}"."{table}"'
            for schema, table in sorted(cursor.fetchall())
            if table not in KEPT_TABLES and not table.startswith((*KEPT_APPS, *BESIDES))
        )


@cache
def _reading(database: str) -> psycopg2.extensions.cursor:
    """A cursor of its own, with the statement prepared: planning it takes longer than running."""
    connection = psycopg2.connect(**installation.database_parameters(admin_url(database)))
    connection.autocommit = True
    cursor = connection.cursor()
    parts = [f"SELECT '{table}', t::text FROM {table} t" for table in _tables(database)]
    cursor.execute(f"PREPARE everything AS {' UNION ALL '.join(parts)}")
    return cursor


def snapshot(database: str) -> dict[str, frozenset[str]]:
    """Every row of cases, handoffs, tickets, givings, events, clocks, keys, callers and facts."""
    found: dict[str, set[str]] = {}
    cursor = _reading(database)
    cursor.execute("EXECUTE everything")
    for table, row in cursor.fetchall():
        found.setdefault(table, set()).add(row)
    return {table: frozenset(rows) for table, rows in found.items()}
