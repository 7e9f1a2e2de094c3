"""Tables partitioned by the time inside their UUIDv7 key, one partition a year.

A migration writes `CreatePartitionedModel` where it would write `CreateModel`. What falls outside
the years prepared lands in the default partition, so an insert never fails for want of one.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import migrations

from kernel.clock import LOCAL

YEARS_AHEAD = 2


def floor_of(moment: datetime) -> uuid.UUID:
    """The smallest UUIDv7 that can be made at `moment`: a bound for ranges of time."""
    milliseconds = int(moment.astimezone(UTC).timestamp() * 1000)
    return uuid.UUID(int=milliseconds << 80)


def year_bounds(year: int) -> tuple[uuid.UUID, uuid.UUID]:
    """First key of the local year, and first key of the next."""
    start, end = (datetime(each, 1, 1, tzinfo=LOCAL) for each in (year, year + 1))
    return floor_of(start), floor_of(end)


def year_partition(table: str, year: int) -> str:
    """SQL that adds a year's partition unless it is there. Must run before the year's first row."""
    start, end = year_bounds(year)
    return (
        f'CREATE TABLE IF NOT EXISTS "{table}_y{year}" PARTITION OF "{table}"'
        f" FOR VALUES FROM ('{start}') TO ('{end}')"
    )


def default_partition(table: str) -> str:
    """SQL that adds the partition for keys of every other year."""
    return f'CREATE TABLE IF NOT EXISTS "{table}_default" PARTITION OF "{table}" DEFAULT'


def years_from(first: int) -> range:
    """The years to have ready in the year `first`."""
    return range(first, first + YEARS_AHEAD + 1)


def partitions(table: str, years: Iterable[int]) -> Iterator[str]:
    """SQL for the default partition and those of `years`."""
    yield default_partition(table)
    for year in years:
        yield year_partition(table, year)


class CreatePartitionedModel(migrations.CreateModel):
    """Create a model's table partitioned by its key, with partitions for `years`.

    On such a table every unique constraint must contain the key.
    """

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = tuple(years)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        name, arguments, keywords = super().deconstruct()
        return name, list(arguments), {**keywords, "years": self.years}

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        table, key = model._meta.db_table, model._meta.pk.column
        statement, parameters = schema_editor.table_sql(model)
        schema_editor.execute(f'{statement} PARTITION BY RANGE ("{key}")', parameters or None)
        for partition in partitions(table, self.years):
            schema_editor.execute(partition)
        schema_editor.deferred_sql.extend(schema_editor._model_indexes_sql(model))

    def reduce(self, operation: Any, app_label: str) -> bool:
        """Never merged with what follows: the optimizer would make a plain CreateModel of it."""
        return False
