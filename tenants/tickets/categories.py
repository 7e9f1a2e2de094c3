"""Categories of requests (事项类别): a three-level tree, the same for every workspace.

Codes have two digits a level; a child's code begins with its parent's.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kernel.errors import DomainError
from tickets.errors import TicketError

TABLE = Path(__file__).with_name("categories.csv")


@dataclass(frozen=True)
class Category:
    code: str
    name: str
    parent: str | None


@cache
def categories() -> tuple[Category, ...]:
    """All categories, parents before children."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Category(row["code"], row["name"], row["parent"] or None)
            for row in csv.DictReader(file)
        )


@cache
def _codes() -> frozenset[str]:
    return frozenset(category.code for category in categories())


def known_category(code: str) -> str:
    """The code if it is one (or empty); raises CATEGORY_UNKNOWN."""
    code = code.strip()
    if code and code not in _codes():
        raise DomainError(TicketError.CATEGORY_UNKNOWN, "没有这个事项类别", field="category")
    return code
