"""Units of rows, fetched together."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from hierarchy.models import Unit
from hierarchy.selectors import path_names, units_by_ids


class UnitById(Loader[UUID, Unit]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Unit]:
        return units_by_ids(keys)


class PathNamesOfUnit(Loader[Unit, list[str]]):
    def fetch(self, keys: Sequence[Unit]) -> Mapping[Unit, list[str]]:
        names = path_names(keys)
        return {unit: names[unit.id] for unit in keys}
