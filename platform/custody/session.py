"""One custody command = one short transaction under one role, on one locked case.

Lock order: the case state first, then rows of workspaces; only the case state is ever contended,
so commands on one case queue up and commands on different cases never meet.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from custody.models import Case, CaseParticipant, CaseState, Handoff
from custody.numbers import next_number
from custody.states import HandoffKind, State
from kernel.clock import now
from kernel.errors import Stale
from kernel.ids import uuid7
from tenancy import names, roles
from tenancy.backend.base import Standing
from tenancy.context import WorkspaceRef, ref_of, standing, wrapper
from tenancy.errors import ContextChangeInTransaction
from tenancy.models import Workspace


@dataclass(frozen=True)
class Party:
    """A unit that gives or takes a case, and the workspace it works in."""

    workspace: WorkspaceRef
    unit_id: UUID
    level: int


@dataclass(frozen=True)
class Visit:
    """A case that a command is about, as the person who gives it saw it."""

    case_id: UUID
    expected_version: int


@dataclass
class Session:
    """What a command holds of one case while its transaction is open."""

    state: CaseState
    actor_id: UUID | None
    at: datetime
    handoff: Handoff | None = None
    changed: set[str] = field(default_factory=set)
    opened: list["Session"] = field(default_factory=list)

    @property
    def case_id(self) -> UUID:
        return self.state.case_id

    @contextmanager
    def in_workspace(self, ref: WorkspaceRef) -> Iterator[None]:
        """Write rows of one workspace, still under the custody role."""
        connection = wrapper()
        before = connection.schema_name
        connection.step_within_transaction(ref.schema)
        try:
            yield
        finally:
            connection.step_within_transaction(before)

    def settle(self, **fields: Any) -> None:
        """Note new values of the case state; they are written when the session ends."""
        for name, value in fields.items():
            setattr(self.state, name, value)
            self.changed.add(name)


@contextmanager
def _custody_transaction() -> Iterator[None]:
    if wrapper().in_atomic_block:
        raise ContextChangeInTransaction("a custody command opens the only transaction itself")
    with standing(Standing(names.PUBLIC_SCHEMA, roles.custody())), transaction.atomic():
        yield


def _locked(case_id: UUID, expected_version: int) -> CaseState:
    state = CaseState.objects.select_for_update().filter(case_id=case_id).first()
    if state is None or state.version != expected_version:
        raise Stale
    return state


def _write(session: Session) -> None:
    session.settle(version=session.state.version + 1)
    session.state.save(update_fields=sorted(session.changed))
    for each in session.opened:
        _write(each)


@contextmanager
def notify(*, case_id: UUID, expected_version: int, actor_id: UUID | None) -> Iterator[Session]:
    """A command that leaves the case with its holder. Raises Stale if another one came first."""
    with _custody_transaction():
        session = Session(_locked(case_id, expected_version), actor_id, now())
        yield session
        _write(session)


@contextmanager
def together(*, visits: Sequence[Visit], actor_id: UUID | None) -> Iterator[list[Session]]:
    """One command on several cases; their sessions in the order of `visits`.

    Cases are locked in the order of their ids, so that two such commands never wait for each
    other. Raises Stale if one of them has moved on: then nothing is changed anywhere.
    """
    with _custody_transaction():
        at = now()
        sessions = {
            visit.case_id: Session(_locked(visit.case_id, visit.expected_version), actor_id, at)
            for visit in sorted(visits, key=lambda visit: visit.case_id)
        }
        yield [sessions[visit.case_id] for visit in visits]
        for session in sessions.values():
            _write(session)


@contextmanager
def transfer(
    *,
    case_id: UUID,
    expected_version: int,
    giver: Party,
    receiver: Party,
    kind: HandoffKind,
    actor_id: UUID | None,
) -> Iterator[Session]:
    """A command that moves the case from `giver`, who must hold it, to `receiver`."""
    with _custody_transaction():
        state = _locked(case_id, expected_version)
        if state.holder_unit_id != giver.unit_id:
            raise Stale
        session = Session(state, actor_id, now())
        hand_over(session, giver, receiver, kind)
        yield session
        _write(session)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the public record of a new case begins with."""

    home: Party
    kind: str
    category: str
    urgency: str
    opened_at: datetime | None = None


@contextmanager
def open_case(*, header: Header, actor_id: UUID | None) -> Iterator[Session]:
    """A new case, held by its home: number, header, state and the first link of the chain."""
    with _custody_transaction():
        session = _open(header, actor_id, now())
        yield session
        _write(session)


def open_another(session: Session, header: Header) -> Session:
    """A new case beside the one of `session`, in the same transaction (拆单)."""
    opened = _open(header, session.actor_id, session.at)
    session.opened.append(opened)
    return opened


def _open(header: Header, actor_id: UUID | None, at: datetime) -> Session:
    home = header.home
    case = Case.objects.create(
        number=next_number(_city_code(home.workspace), at),
        origin_workspace_id=home.workspace.id,
        opened_at=header.opened_at or at,
        opened_by_id=actor_id,
    )
    state = CaseState.objects.create(
        case=case,
        origin_workspace_id=home.workspace.id,
        kind=header.kind,
        category=header.category,
        urgency=header.urgency,
        state=State.REGISTERED,
        holder_unit_id=home.unit_id,
        holder_workspace_id=home.workspace.id,
        level=home.level,
        opened_at=case.opened_at,
        version=0,
    )
    session = Session(state, actor_id, at)
    admit(case.id, home.workspace, at)
    session.handoff = _link(session, None, home, HandoffKind.REGISTER)
    return session


def hand_over(session: Session, giver: Party, receiver: Party, kind: HandoffKind) -> None:
    """Move the case inside an open session, and write the link of the chain."""
    admit(session.case_id, receiver.workspace, session.at)
    session.settle(
        holder_unit_id=receiver.unit_id,
        holder_workspace_id=receiver.workspace.id,
        level=receiver.level,
        handoff_seq=session.state.handoff_seq + 1,
    )
    session.handoff = _link(session, giver, receiver, kind)


def _link(session: Session, giver: Party | None, receiver: Party, kind: HandoffKind) -> Handoff:
    return Handoff.objects.create(
        id=uuid7(),
        case_id=session.case_id,
        seq=session.state.handoff_seq,
        kind=kind,
        from_unit_id=giver.unit_id if giver else None,
        to_unit_id=receiver.unit_id,
        from_workspace_id=giver.workspace.id if giver else None,
        to_workspace_id=receiver.workspace.id,
        at=session.at,
        by_id=session.actor_id,
    )


def admit(case_id: UUID, ref: WorkspaceRef, at: datetime) -> None:
    """Let a workspace and those above it see the case (the city oversees its counties).

    Repeating changes nothing.
    """
    CaseParticipant.objects.bulk_create(
        [CaseParticipant(case_id=case_id, role=each.role, since=at) for each in lineage(ref)],
        ignore_conflicts=True,
    )


def lineage(ref: WorkspaceRef) -> list[WorkspaceRef]:
    """The workspace itself and every one above it."""
    found = [ref]
    while found[-1].parent_id is not None:
        found.append(ref_of(Workspace.objects.get(pk=found[-1].parent_id)))
    return found


def _city_code(ref: WorkspaceRef) -> str:
    return lineage(ref)[-1].division_code
