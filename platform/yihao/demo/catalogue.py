"""The demo city's dispatch catalogues: one of the city's centre, one of 赤壁's."""

import csv
import re
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from catalogue.models import CatalogueRow
from catalogue.services.rules import write_rule
from clocks.limits import Unit as LimitUnit
from hierarchy.selectors import unit_by_code
from people.actor import Actor
from yihao.demo.desk import Desk

TABLE = Path(__file__).with_name("catalogue.csv")
TERRITORIAL = "属地"
WRITERS = {"xianning": "city.dispatcher", "chibi": "chibi.dispatcher"}
LIMIT = re.compile(r"(\d+)(.+)")
UNIT_OF = {unit.label: unit for unit in LimitUnit}


def add_catalogues() -> int:
    """Fill the catalogues that are empty; how many rows. What a centre wrote stays as it is."""
    rows = _rows()
    return sum(_fill(Desk(writer), rows[slug]) for slug, writer in WRITERS.items())


def _rows() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {slug: [] for slug in WRITERS}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row.pop("workspace")].append(row)
    return found


def _fill(desk: Desk, rows: list[dict[str, str]]) -> int:
    if desk.here(CatalogueRow.objects.exists):
        return 0
    for row in rows:
        desk.here(_write, actor=desk.actor, row=row)
    return len(rows)


def _write(*, actor: Actor, row: dict[str, str]) -> None:
    territorial = row["lead"] == TERRITORIAL
    said = LIMIT.fullmatch(row["limit"])
    assert said is not None, row
    write_rule(
        actor=actor,
        category=row["category"],
        level=int(row["level"] or 0),
        lead_unit_id=None if territorial else _unit(row["lead"]),
        territorial=territorial,
        assist_unit_ids=[_unit(code) for code in row["assists"].split("、") if code],
        legal_basis=row["legal_basis"],
        standard=row["standard"],
        limit_value=Decimal(said[1]),
        limit_unit=UNIT_OF[said[2]],
    )


def _unit(code: str) -> UUID:
    found = unit_by_code(code)
    assert found is not None, code
    return found.id
