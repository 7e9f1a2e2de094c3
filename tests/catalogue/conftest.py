from collections.abc import Callable
from typing import Any

import pytest

from catalogue.models import CatalogueRow
from catalogue.services.rules import write_rule
from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.harness.city import City
from tests.harness.databases import admin_cursor

WATER, MARKET, STREETS = "010216", "110403", "010214"


@pytest.fixture(autouse=True)
def emptied(database: str) -> None:
    """Rows of one test are no rows of the next."""
    tables = ", ".join(f"{schema}.catalogue_precedent" for schema in ("xianning", "chibi"))
    with admin_cursor(database) as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


@pytest.fixture
def write(city: City) -> Callable[..., CatalogueRow]:
    """A row by codes: `write(WATER, lead="421200-U01")`, by the city's dispatcher unless told."""

    def written(category: str, *, by: str = "city.dispatcher", **said: Any) -> CatalogueRow:
        codes = {"area": "area_unit_id", "lead": "lead_unit_id"}
        named = {codes[key]: city.unit(said.pop(key)).id for key in codes if key in said}
        if "assists" in said:
            named["assist_unit_ids"] = [city.unit(code).id for code in said.pop("assists")]
        row: CatalogueRow = city.do(city.actor(by), write_rule, category=category, **named, **said)
        return row

    return written
