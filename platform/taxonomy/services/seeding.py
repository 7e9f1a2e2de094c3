"""The words a city begins with."""

from datetime import date
from typing import Any

from taxonomy.defaults import (
    ACCEPTED,
    CALL_RESULTS,
    EXCEPTIONS,
    KINDS,
    REFUSED,
    category_rows,
    is_departmental,
)
from taxonomy.models import (
    CallResult,
    Category,
    KindVersion,
    Listed,
    ScopeClass,
    ScopeException,
    Version,
)
from tenancy.context import WorkspaceRef
from tenancy.slugs import search_pinyin

# What came with the platform also names what was imported from before it.
BEGINNING = date(2000, 1, 1)


def seed_taxonomy(ref: WorkspaceRef) -> None:
    """Give a new city its first set. Whatever it has of a table already is left as it is."""
    if ref.parent_id is not None:
        return
    _seed(Category, ref, _categories())
    _seed(KindVersion, ref, KINDS)
    accepted = {code: {"name": name, "accepted": True} for code, name in ACCEPTED.items()}
    refused = {code: {**values, "accepted": False} for code, values in REFUSED.items()}
    _seed(ScopeClass, ref, accepted | refused)
    _seed(ScopeException, ref, EXCEPTIONS)
    _seed(CallResult, ref, CALL_RESULTS)


def _categories() -> dict[str, dict[str, Any]]:
    return {
        row.code: {
            "name": row.name,
            "parent": row.parent,
            "departmental": is_departmental(row.code),
            "pinyin": search_pinyin(row.name),
        }
        for row in category_rows()
    }


def _seed(model: type[Version], ref: WorkspaceRef, wanted: dict[str, dict[str, Any]]) -> None:
    if model._default_manager.filter(city=ref.id).exists():
        return
    placed = issubclass(model, Listed)
    model._default_manager.bulk_create(
        model(
            city_id=ref.id,
            code=str(code),
            valid_from=BEGINNING,
            **({"position": position} if placed else {}),
            **values,
        )
        for position, (code, values) in enumerate(wanted.items(), start=1)
    )
