"""Writing down who called."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from callers.models import IDENTITY, Caller
from callers.names import name_index
from kernel.clock import now
from kernel.ids import uuid7
from people.actor import PLATFORM_NAME
from privacy.blind_index import blind_index
from privacy.phones import clean_phone
from tenancy import roles
from tenancy.backend.base import Standing
from tenancy.context import WorkspaceRef, standing
from trail.recording import record

BATCH = 500


def record_caller(*, name: str, phone: str) -> Caller:
    """Insert a caller in the current workspace; raises PHONE_MALFORMED.

    Runs under the custody role too, which may insert here but never read.
    """
    phone = clean_phone(phone) if phone else ""
    caller = Caller(
        id=uuid7(),
        name=name,
        phone=phone,
        phone_index=blind_index(phone),
        name_index=name_index(name),
        created_at=now(),
    )
    caller.save(force_insert=True)
    return caller


def index_names() -> int:
    """Give every caller of the current workspace that was written down without one its name
    index; how many got one. Needs the owner's rights; can be interrupted and repeated.
    """
    filled, last = 0, None
    while True:
        waiting = Caller.objects.filter(name_index="").order_by("id")
        batch = list((waiting.filter(id__gt=last) if last else waiting)[:BATCH])
        if not batch:
            return filled
        last = batch[-1].id
        named = [caller for caller in batch if caller.name]
        for caller in named:
            caller.name_index = name_index(caller.name)
        with transaction.atomic():
            Caller.objects.bulk_update(named, ["name_index"])
        filled += len(named)


def erase_callers(ref: WorkspaceRef, caller_ids: Collection[UUID]) -> int:
    """Erase who these callers are, for ever; how many were. Their requests stay as they are.

    Runs in a transaction of its own, under the one role that may change an identity; each erasure
    is an entry of the trail. Outside every transaction.
    """
    with standing(Standing(ref.schema, roles.identity()), tenant=ref), transaction.atomic():
        known = Caller.objects.filter(pk__in=list(caller_ids), erased_at=None)
        erased = sorted(known.values_list("id", flat=True))
        blank = dict.fromkeys(IDENTITY, "")
        Caller.objects.filter(pk__in=erased).update(**blank, erased_at=now())
        for caller_id in erased:
            record(
                actor_id=None,
                actor_name=PLATFORM_NAME,
                verb="caller.erase",
                object_kind="caller",
                object_id=caller_id,
                reason="保存期限届满",
            )
    return len(erased)
