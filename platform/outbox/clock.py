"""The database's clock: one for all workers, and one that runs on within a transaction."""

from datetime import timedelta

from django.db.models import DateTimeField, DurationField, Func, Value
from django.db.models.expressions import CombinedExpression, Expression


class DatabaseNow(Func):
    """This very moment. Not the start of the transaction: order within a key depends on it."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = DateTimeField()


def from_now(wait: timedelta) -> Expression:
    """The moment that lies `wait` ahead."""
    return CombinedExpression(
        DatabaseNow(), "+", Value(wait, output_field=DurationField()), output_field=DateTimeField()
    )
