import pytest
from django.db import transaction

from hierarchy.models import Unit
from hierarchy.selectors import unit_by_code


@pytest.fixture
def unit(database):
    """Units of the demo city by code; whatever the test changes is taken back."""

    def by_code(code: str) -> Unit:
        found = unit_by_code(code)
        assert found is not None, code
        return found

    with transaction.atomic():
        yield by_code
        transaction.set_rollback(True)


@pytest.fixture
def states():
    """What could have changed: name, path, level, parent and end of every unit, and the history."""

    def look() -> list[tuple[object, ...]]:
        from hierarchy.models import UnitVersion

        now = Unit.objects.order_by("code").values_list(
            "code", "name", "path", "level", "parent_id", "valid_to"
        )
        return [*now, *UnitVersion.objects.order_by("id").values_list("id", "name")]

    return look
