"""Writing down who called."""

from django.db import transaction

from callers.models import Caller
from callers.names import name_index
from kernel.clock import now
from kernel.ids import uuid7
from privacy.blind_index import blind_index
from privacy.phones import clean_phone

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
