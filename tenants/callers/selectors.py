"""Finding callers again."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from callers.models import Caller
from privacy.blind_index import blind_indexes
from privacy.phones import clean_phone


def find_by_phone(phone: str) -> QuerySet[Caller]:
    """Everybody who called from that number, latest first. Raises PHONE_MALFORMED."""
    found = Caller.objects.filter(phone_index__in=blind_indexes(clean_phone(phone)))
    return found.order_by("-id")


def callers_by_id(ids: Collection[UUID]) -> Mapping[UUID, Caller]:
    """The callers behind ids, by id."""
    return Caller.objects.in_bulk(list(ids))
