"""Registering imported rows: each in its own transaction, so that a broken-off run can go on."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from hierarchy.models import Unit
from hierarchy.selectors import root_unit
from kernel.errors import DomainError
from people.actor import Actor
from people.models import Membership, User
from people.selectors import actor_for
from tenancy.context import in_public, in_workspace, workspace_ref
from tickets.errors import TicketError
from tickets.models import Ticket
from tickets.services.registering import register_ticket
from yihao.importing.rows import Parsed, Row, read_requests


class UnknownWorkspace(Exception):
    """No workspace has that slug."""


class NoRegistrar(Exception):
    """Nobody there may register requests."""


@dataclass(frozen=True)
class Importer:
    """Somebody who registers rows in one workspace, for its root unit."""

    actor: Actor
    unit_id: UUID

    @classmethod
    def of(cls, slug: str, username: str | None) -> "Importer":
        with in_public():
            ref = workspace_ref(slug)
            if ref is None:
                raise UnknownWorkspace(f"没有工作区“{slug}”。There is no workspace “{slug}”.")
            root = root_unit(ref)
            user = _registrar(root, username) if root else None
            actor = actor_for(user, ref) if user else None
        if root is None or actor is None or not actor.may("register", root.id):
            raise NoRegistrar(
                f"没有可以在{ref.name}登记工单的人员，请用 --as 指定。"
                f" Nobody may register for {ref.name}: name somebody with --as."
            )
        return cls(actor, root.id)

    def read(self, path: Path) -> Parsed:
        """The rows of a file, judged by the words of this workspace's city; UnreadableFile."""
        assert self.actor.workspace is not None
        with in_workspace(self.actor.workspace):
            return read_requests(path)

    def load(self, row: Row) -> str:
        """`added`, `known` if an earlier run brought it in, or the reason against it."""
        assert self.actor.workspace is not None
        with in_workspace(self.actor.workspace):
            if Ticket.objects.filter(external_id=row.external_id).exists():
                return "known"
            try:
                request = replace(row.request, area_id=_area(row.area_code))
                register_ticket(actor=self.actor, request=request, unit_id=self.unit_id)
            except DomainError as refusal:
                return refusal.message
        return "added"


def _registrar(root: Unit, username: str | None) -> User | None:
    if username:
        return User.objects.filter(username=username, is_active=True).first()
    member = (
        Membership.objects.filter(unit=root, role__in=["dispatcher", "agent"], valid_to=None)
        .select_related("user")
        .order_by("user__username")
        .first()
    )
    return member.user if member else None


def _area(code: str) -> UUID | None:
    if not code:
        return None
    found = Unit.objects.filter(code=code).values_list("id", flat=True).first()
    if found is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, f"没有代码为“{code}”的地区")
    return found
