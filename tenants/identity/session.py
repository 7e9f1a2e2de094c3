"""One short transaction under the role that alone reads callers of another workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from callers.models import Caller
from identity.models import IdentityRelease
from kernel.clock import now
from tenancy import names, roles
from tenancy.backend.base import Standing
from tenancy.context import WorkspaceRef, standing, wrapper
from tenancy.errors import ContextChangeInTransaction
from tickets.models import Ticket


@dataclass(frozen=True)
class IdentitySession:
    """What a reveal holds while its transaction is open."""

    at: datetime

    @contextmanager
    def in_workspace(self, ref: WorkspaceRef) -> Iterator[None]:
        """Stand in one workspace, still under the role."""
        connection = wrapper()
        before = connection.schema_name
        connection.step_within_transaction(ref.schema)
        try:
            yield
        finally:
            connection.step_within_transaction(before)


@contextmanager
def identity_session() -> Iterator[IdentitySession]:
    """Open the transaction; nothing else may be open in this thread."""
    if wrapper().in_atomic_block:
        raise ContextChangeInTransaction("a reveal opens the only transaction itself")
    with standing(Standing(names.PUBLIC_SCHEMA, roles.identity())), transaction.atomic():
        yield IdentitySession(now())


@dataclass(frozen=True)
class Origin:
    """What the role may know of a ticket where it was accepted."""

    ticket_id: UUID
    caller_id: UUID | None
    secret: bool


def origin_ticket(case_id: UUID) -> Origin | None:
    """The accepting workspace's own ticket of a case; stands there."""
    found = Ticket.objects.filter(case_id=case_id, is_origin=True)
    row = found.values_list("id", "caller_id", "secret").first()
    return Origin(*row) if row else None


def caller_of(origin: Origin) -> Caller | None:
    """The citizen, decrypted; stands in the accepting workspace."""
    if origin.caller_id is None:
        return None
    return Caller.objects.only("id", "name", "phone").filter(pk=origin.caller_id).first()


def live_release(ticket_id: UUID, user_id: UUID, at: datetime) -> IdentityRelease | None:
    """What lets a person see the identity behind a secret ticket now; stands where it was made."""
    return (
        IdentityRelease.objects.filter(
            ticket_id=ticket_id, user_id=user_id, at__lte=at, until__gt=at, end__isnull=True
        )
        .order_by("-id")
        .first()
    )
