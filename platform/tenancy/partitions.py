"""Years ahead: partitioned tables of a workspace get their next partitions at every upgrade."""

from django.db import connection

from kernel.clock import LOCAL, now
from kernel.partitions import default_partition, year_bounds, year_partition, years_from
from tenancy.context import WorkspaceRef
from tenancy.provisioning import after_ready

PARTITIONED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relkind = 'p' ORDER BY c.relname
"""


@after_ready
def keep_partitions_ahead(ref: WorkspaceRef) -> None:
    """Add this year's and the next years' partitions to every partitioned table.

    A year of which rows already lie in the default partition stays there: the database would
    refuse to split it off.
    """
    this_year = now().astimezone(LOCAL).year
    with connection.cursor() as cursor:
        cursor.execute(PARTITIONED, [ref.schema])
        for (table,) in cursor.fetchall():
            cursor.execute(default_partition(table))
            for year in years_from(this_year):
                start, end = (str(bound) for bound in year_bounds(year))
                rows = f'SELECT 1 FROM "{table}_default" WHERE id >= %s AND id < %s'  # noqa: S608
                cursor.execute(f"SELECT EXISTS ({rows})", [start, end])
                if not cursor.fetchone()[0]:
                    cursor.execute(year_partition(table, year))
