"""Taking back plain rows: what was made is deleted, what was changed gets its values back."""

import json
from collections.abc import Collection
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction

from kernel.errors import DomainError
from spreadsheets.errors import SheetError
from spreadsheets.kinds import Touched


def values_of(row: models.Model, names: Collection[str]) -> dict[str, Any]:
    """Columns of a row as the ledger keeps them. A foreign key by its attname (`unit_id`)."""
    plain = {name: getattr(row, name) for name in names}
    found: dict[str, Any] = json.loads(json.dumps(plain, cls=DjangoJSONEncoder))
    return found


def made(what: str, row: models.Model, names: Collection[str], label: str) -> Touched:
    """The ledger's entry for a row that was created."""
    return Touched(
        what=what, object_id=row.pk, label=label, before=None, after=values_of(row, names)
    )


def restore(model: type[models.Model], touched: Touched) -> None:
    """Put one row back as it was before the run, inside a transaction.

    RUN_CHANGED_SINCE if it no longer says what the run wrote; RUN_IN_USE if it was made by the
    run and other rows refer to it by now.
    """
    row = model._default_manager.select_for_update().filter(pk=touched.object_id).first()
    if row is None or values_of(row, touched.after) != touched.after:
        raise changed_since(touched.label)
    if touched.before is None:
        _delete(model, touched)
        return
    fields = {name: _field(model, name) for name in touched.before}
    for name, value in touched.before.items():
        setattr(row, name, fields[name].to_python(value))
    row.save(update_fields=[field.name for field in fields.values()])


def changed_since(label: str) -> DomainError:
    return DomainError(
        SheetError.RUN_CHANGED_SINCE,
        f"“{label}”在导入之后又有改动，不能撤销；请先改回，或单独处理",
        field="runId",
    )


def in_use(label: str, why: str = "已被使用") -> DomainError:
    return DomainError(
        SheetError.RUN_IN_USE, f"“{label}”{why}，不能撤销；请单独处理", field="runId"
    )


def _delete(model: type[models.Model], touched: Touched) -> None:
    """The database decides whether anything refers to the row, in whichever schema that is."""
    doomed = model._default_manager.filter(pk=touched.object_id)
    try:
        with transaction.atomic():
            doomed._raw_delete(doomed.db)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as refusal:
        raise in_use(touched.label) from refusal


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The field behind an attname."""
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    raise LookupError(f"{model.__name__} has no column {name}")
