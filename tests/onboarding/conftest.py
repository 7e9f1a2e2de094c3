import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from hierarchy.models import Unit, UnitVersion
from people.models import Membership, User
from people.roles import Role
from people.services.memberships import grant_membership
from tenancy.context import in_public
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


@pytest.fixture
def admin(own_database, city):
    """The administrator of 赤壁, who never had an account in the demo."""
    with in_public():
        user = User.objects.create_user(username="chibi.administrator", name="县管理员")
        grant_membership(user=user, unit=city.unit("421281"), role=Role.ADMINISTRATOR)
    return city.actor("chibi.administrator")


@pytest.fixture
def villages(own_database, city):
    """The two villages of the first township in which somebody works, and the township."""
    township, first = city.walkthrough_units()
    with in_public():
        staffed = Membership.objects.filter(unit__parent=township).exclude(unit=first)
        return first, staffed.order_by("unit__code")[0].unit, township
