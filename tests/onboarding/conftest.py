import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from hierarchy.models import Unit, UnitVersion
from tenancy.models import Workspace

CITIES = Path(__file__).parent / "cities"


class Office:
    """A city's table that a test edits and onboards as often as it likes."""

    def __init__(self, folder: Path, name: str) -> None:
        with (CITIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            self.rows = list(csv.DictReader(file))
        self.city = self.rows[0]["code"]
        self.path = folder / f"{name}.csv"

    def row(self, code: str) -> dict[str, str]:
        return next(row for row in self.rows if row["code"] == code)

    def write(self) -> None:
        with self.path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(self.rows[0]))
            writer.writeheader()
            writer.writerows(self.rows)

    def onboard(self, *arguments: str) -> tuple[str, str]:
        """Run the command; what it wrote to stdout and stderr."""
        self.write()
        out, err = io.StringIO(), io.StringIO()
        call_command(
            "onboard_city", self.path, "--city", self.city, *arguments, stdout=out, stderr=err
        )
        return out.getvalue(), err.getvalue()


@pytest.fixture
def office(own_database, tmp_path):
    return lambda name: Office(tmp_path, name)


@pytest.fixture
def states():
    """Every unit, its history and every workspace."""

    def look() -> list[object]:
        return [
            *Unit.objects.order_by("code").values_list(
                "code", "name", "path", "level", "workspace_id", "valid_from", "valid_to"
            ),
            *UnitVersion.objects.order_by("id").values_list("unit_id", "name", "change"),
            *Workspace.objects.order_by("slug").values_list("slug", "name", "state"),
        ]

    return look
