"""All that a refusal must leave untouched, in every workspace and in public."""

from functools import cache

from tests.harness.databases import KEPT_APPS, KEPT_TABLES, admin_cursor

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


def snapshot(database: str) -> dict[str, frozenset[str]]:
    """Every row of cases, handoffs, tickets, givings, events, clocks, keys, callers and facts."""
    parts = [f"SELECT '{table}', t::text FROM {table} t" for table in _tables(database)]
    found: dict[str, set[str]] = {}
    with admin_cursor(database) as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        for table, row in cursor.fetchall():
            found.setdefault(table, set()).add(row)
    return {table: frozenset(rows) for table, rows in found.items()}
