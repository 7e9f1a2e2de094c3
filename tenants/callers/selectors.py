"""Finding callers again."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db.models import QuerySet

from callers.models import Caller
from callers.names import name_indexes
from privacy.blind_index import blind_indexes
from privacy.phones import clean_phone


def find_by_phone(phone: str, *, field: str = "callerPhone") -> QuerySet[Caller]:
    """Everybody who called from that number, latest first. Raises PHONE_MALFORMED."""
    numbers = blind_indexes(clean_phone(phone, field=field))
    return Caller.objects.filter(phone_index__in=numbers).order_by("-id")


def find_by_name(name: str) -> QuerySet[Caller]:
    """Everybody who gave exactly that name, latest first; spaces and width do not matter."""
    return Caller.objects.filter(name_index__in=name_indexes(name)).order_by("-id")


def callers_by_id(ids: Collection[UUID]) -> Mapping[UUID, Caller]:
    """The callers behind ids, by id."""
    return Caller.objects.in_bulk(list(ids))


def phone_to_reach(caller_id: UUID) -> str:
    """The number a message to a caller goes to; empty if there is none (any more)."""
    return Caller.objects.values_list("phone", flat=True).filter(pk=caller_id).first() or ""


def same_number(one: UUID, other: UUID) -> bool:
    """Whether two callers gave the same number; never for callers without one."""
    indexes = Caller.objects.filter(pk__in=[one, other]).exclude(phone_index="")
    found = list(indexes.values_list("phone_index", flat=True))
    return len(found) == 2 and found[0] == found[1]
