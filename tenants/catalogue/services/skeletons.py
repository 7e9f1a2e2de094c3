"""What a reply begins with: seeding and writing skeletons (答复提纲)."""

from datetime import date

from django.db import transaction

from catalogue.access import writing_centre
from catalogue.defaults import SKELETONS
from catalogue.errors import CatalogueError
from catalogue.models import ReplySkeleton
from catalogue.services.rules import effective_day, lock_rules
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from people.actor import Actor
from taxonomy.selectors import known_category
from tenancy.context import WorkspaceRef

BEGINNING = date(2000, 1, 1)


def seed_skeletons(_ref: WorkspaceRef) -> None:
    """Give a new workspace its first skeletons. If it has any, they are left as they are."""
    if ReplySkeleton.objects.exists():
        return
    ReplySkeleton.objects.bulk_create(
        ReplySkeleton(category=category, text=text, valid_from=BEGINNING)
        for category, text in SKELETONS.items()
    )


def write_skeleton(
    *, actor: Actor, category: str, text: str, on: date | None = None
) -> ReplySkeleton:
    """Say what replies on a category begin with, from a day on."""
    writing_centre(actor)
    category = known_category(category, on=on)
    if not category:
        raise DomainError(CatalogueError.CATEGORY_UNKNOWN, "请选定事项类别", field="category")
    text = clean_body(text, field="text", limit=NOTE_LIMIT)
    day = effective_day(on)
    with transaction.atomic():
        lock_rules()
        present = ReplySkeleton.objects.filter(category=category, valid_to__isnull=True).first()
        if present is not None:
            if present.text == text:
                return present
            if day < present.valid_from:
                raise DomainError(
                    CatalogueError.DATE_BEFORE_LAST_CHANGE,
                    f"生效日期不能早于上次变更（{present.valid_from}）",
                    field="on",
                )
            present.valid_to = day
            present.save(update_fields=["valid_to"])
        return ReplySkeleton.objects.create(
            category=category, text=text, valid_from=day, by=actor.user_id
        )
