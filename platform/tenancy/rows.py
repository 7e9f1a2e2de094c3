"""Base classes of our tables: UUIDv7 keys, and rows that know which workspace they came from."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models

from kernel.ids import uuid7
from tenancy import names
from tenancy.errors import ForeignRow


class SharedRow(models.Model):
    """A row of the public schema."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


def _schema() -> str:
    return connection.schema_name  # type: ignore[attr-defined]


class WorkspaceQuerySet(models.QuerySet[Any]):
    """A query that may only be evaluated in the workspace in which it was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._written_in = _schema()

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._written_in = self._written_in
        return clone

    def _check(self) -> None:
        here = _schema()
        if here == names.PUBLIC_SCHEMA or here != self._written_in:
            raise ForeignRow(
                f"{self.model.__name__} query of {self._written_in!r} evaluated in {here!r}"
            )

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        self._check()
        rows = list(objs)
        for row in rows:
            row.check_home()
        return super().bulk_create(rows, *args, **kwargs)


class WorkspaceRow(models.Model):
    """A row of one workspace's schema, stamped with it when made or loaded.

    Saving, deleting or refreshing it while the connection stands elsewhere raises: with equal
    table names in every schema, nothing else would notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._home = _schema()

    def check_home(self) -> None:
        here = _schema()
        if here == names.PUBLIC_SCHEMA or here != self._home:
            raise ForeignRow(f"{type(self).__name__} of {self._home!r} used in {here!r}")

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self.check_home()
        super().save_base(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.check_home()
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.check_home()
        super().refresh_from_db(*args, **kwargs)
