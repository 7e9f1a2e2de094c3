"""What is checked: one case with everything all workspaces know of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from custody.models import CaseParticipant, CaseState, Handoff
from custody.oversight import reading
from tenancy.context import WorkspaceRef, workspace_refs
from tickets.models import Assignment, IdempotencyKey, Ticket, TicketEvent

CHUNK = 1_000


@dataclass(frozen=True)
class Breach:
    """One broken promise."""

    code: str
    number: str
    detail: str


@dataclass
class Copy:
    """A ticket with its givings, events and the commands remembered for it."""

    ref: WorkspaceRef
    ticket: Ticket
    assignments: list[Assignment] = field(default_factory=list)
    events: list[TicketEvent] = field(default_factory=list)
    keys: list[IdempotencyKey] = field(default_factory=list)


@dataclass
class Record:
    state: CaseState
    handoffs: list[Handoff]
    roles: set[str]
    copies: list[Copy]

    @property
    def number(self) -> str:
        return self.state.case.number

    def breach(self, code: str, detail: str) -> Breach:
        return Breach(code, self.number, detail)


def records() -> Iterator[Record]:
    """Every case, a chunk at a time. Inside `custody.oversight.snapshot` only."""
    refs = workspace_refs()
    last: UUID | None = None
    while True:
        chunk = CaseState.objects.select_related("case").order_by("case_id")
        if last is not None:
            chunk = chunk.filter(case_id__gt=last)
        states = list(chunk[:CHUNK])
        if not states:
            return
        yield from _complete(states, refs)
        last = states[-1].case_id


def _complete(states: list[CaseState], refs: list[WorkspaceRef]) -> Iterator[Record]:
    ids = [state.case_id for state in states]
    handoffs: dict[UUID, list[Handoff]] = defaultdict(list)
    for handoff in Handoff.objects.filter(case_id__in=ids).order_by("case_id", "seq"):
        handoffs[handoff.case_id].append(handoff)
    roles: dict[UUID, set[str]] = defaultdict(set)
    for case_id, role in CaseParticipant.objects.filter(case_id__in=ids).values_list(
        "case_id", "role"
    ):
        roles[case_id].add(role)
    copies: dict[UUID, list[Copy]] = defaultdict(list)
    for ref in refs:
        with reading(ref):
            for copy in _copies(ref, ids):
                copies[copy.ticket.case_id].append(copy)
    for state in states:
        case_id = state.case_id
        yield Record(state, handoffs[case_id], roles[case_id], copies[case_id])


def _copies(ref: WorkspaceRef, case_ids: list[UUID]) -> list[Copy]:
    tickets = Ticket.objects.filter(case_id__in=case_ids).order_by("id")
    found = {ticket.id: Copy(ref, ticket) for ticket in tickets}
    for assignment in Assignment.objects.filter(ticket_id__in=list(found)).order_by("id"):
        found[assignment.ticket_id].assignments.append(assignment)
    for event in TicketEvent.objects.filter(ticket_id__in=list(found)).order_by("seq"):
        found[event.ticket_id].events.append(event)
    for key in IdempotencyKey.objects.filter(ticket_id__in=list(found)):
        found[key.ticket_id].keys.append(key)
    return list(found.values())
