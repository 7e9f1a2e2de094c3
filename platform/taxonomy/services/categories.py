"""Adding, changing and retiring categories (事项类别) of a city."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from kernel.errors import DomainError
from kernel.text import clean_line
from people.actor import Actor
from taxonomy.access import city_administered_by
from taxonomy.errors import TaxonomyError
from taxonomy.models import Category, in_force
from taxonomy.services.versions import effective_day, end_version, lock_sets, write_version
from tenancy.context import in_public
from tenancy.slugs import search_pinyin

NAME_LIMIT = 60
DEPTH = 3
CODE = re.compile(r"[0-9A-Za-z]{1,40}")


def add_category(
    *,
    actor: Actor,
    code: str,
    name: str,
    parent: str = "",
    departmental: bool | None = None,
    on: date | None = None,
) -> Category:
    """A new category from a day on; whether it is departmental it has from its parent, if not said.

    Said again it changes nothing. Raises CATEGORY_EXISTS, CATEGORY_CODE_MISPLACED.
    """
    city_id = city_administered_by(actor)
    code, day = code.strip(), effective_day(on)
    name = clean_line(name, field="name", limit=NAME_LIMIT)
    with in_public(), transaction.atomic():
        lock_sets()
        above = _above(city_id, code, parent.strip(), day)
        if departmental is None:
            departmental = above.departmental if above else False
        values = {
            "name": name,
            "parent": above.code if above else "",
            "departmental": departmental,
            "pinyin": search_pinyin(name),
        }
        there = Category.objects.filter(in_force(day), city=city_id, code=code).first()
        if there is not None and any(getattr(there, key) != values[key] for key in values):
            raise DomainError(
                TaxonomyError.CATEGORY_EXISTS, f"代码{code}已是“{there.name}”", field="code"
            )
        return write_version(
            Category, city_id=city_id, code=code, day=day, by=actor.user_id, values=values
        )


def change_category(
    *,
    actor: Actor,
    code: str,
    name: str | None = None,
    departmental: bool | None = None,
    on: date | None = None,
) -> Category:
    """Rename a category, or say whether it is a department's own function, from a day on.

    Tickets registered before keep the name they had.
    """
    city_id = city_administered_by(actor)
    new_name = None if name is None else clean_line(name, field="name", limit=NAME_LIMIT)
    day = effective_day(on)
    with in_public(), transaction.atomic():
        lock_sets()
        present = _present(city_id, code)
        said = present.name if new_name is None else new_name
        values = {
            "name": said,
            "parent": present.parent,
            "departmental": present.departmental if departmental is None else departmental,
            "pinyin": search_pinyin(said),
        }
        return write_version(
            Category, city_id=city_id, code=present.code, day=day, by=actor.user_id, values=values
        )


def retire_category(*, actor: Actor, code: str, on: date | None = None) -> Category:
    """No new ticket may have the category from a day on. Raises CATEGORY_HAS_CHILDREN."""
    city_id = city_administered_by(actor)
    day = effective_day(on)
    with in_public(), transaction.atomic():
        lock_sets()
        present = _present(city_id, code)
        below = Category.objects.filter(city=city_id, parent=present.code)
        if below.exclude(valid_to__lte=day).exists():
            raise DomainError(
                TaxonomyError.CATEGORY_HAS_CHILDREN,
                f"“{present.name}”下还有在用的类别，请先停用下级类别",
                field="code",
            )
        end_version(present, day=day, by=actor.user_id)
        return present


def _present(city_id: UUID, code: str) -> Category:
    found = Category.objects.filter(city=city_id, code=code.strip(), valid_to__isnull=True).first()
    if found is None:
        raise DomainError(
            TaxonomyError.CATEGORY_UNKNOWN, "没有这个事项类别，或已停用", field="code"
        )
    return found


@dataclass(frozen=True)
class _Place:
    code: str
    departmental: bool


def _above(city_id: UUID, code: str, parent: str, day: date) -> _Place | None:
    """The parent a new code belongs under; the code must extend it, at most three levels deep."""
    if not CODE.fullmatch(code):
        raise DomainError(TaxonomyError.CODE_MALFORMED, "代码只能用1到40个字母和数字", field="code")
    if not parent:
        return None
    found = Category.objects.filter(in_force(day), city=city_id, code=parent).first()
    if found is None:
        raise DomainError(TaxonomyError.CATEGORY_UNKNOWN, "没有这个上级类别", field="parent")
    if not code.startswith(parent) or code == parent or _depth(city_id, found, day) >= DEPTH:
        raise DomainError(
            TaxonomyError.CATEGORY_CODE_MISPLACED,
            f"下级代码须以上级代码{parent}开头，且最多{DEPTH}级",
            field="code",
        )
    return _Place(found.code, found.departmental)


def _depth(city_id: UUID, category: Category, day: date) -> int:
    depth, parent = 1, category.parent
    while parent:
        above = Category.objects.filter(in_force(day), city=city_id, code=parent).first()
        parent = above.parent if above else ""
        depth += 1
    return depth
