"""Finding callers again."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from callers.models import Caller
from privacy.blind_index import blind_index
from privacy.phones import clean_phone


def find_by_phone(phone: str) -> QuerySet[Caller]:
    """Everybody who called from that number."""
    return Caller.objects.filter(phone_index=blind_index(clean_phone(phone)))


def callers_by_id(ids: Collection[UUID]) -> Mapping[UUID, Caller]:
    return Caller.objects.in_bulk(list(ids))
