"""Writing down who called."""

from callers.models import Caller
from kernel.clock import now
from kernel.ids import uuid7
from privacy.blind_index import blind_index
from privacy.phones import clean_phone


def record_caller(*, name: str, phone: str) -> Caller:
    """Insert a caller in the current workspace; raises PHONE_MALFORMED.

    Runs under the custody role too, which may insert here but never read.
    """
    phone = clean_phone(phone) if phone else ""
    caller = Caller(
        id=uuid7(), name=name, phone=phone, phone_index=blind_index(phone), created_at=now()
    )
    caller.save(force_insert=True)
    return caller
