"""Promises about limits: every due time is the fold of its ledger, and lay within the giver's."""

from collections.abc import Iterator
from uuid import UUID

from clocks.defaults import Purpose
from clocks.events import EventKind
from clocks.models import Clock, ClockEvent
from clocks.selectors import breaches_of, clocks_with_ledgers, replayed
from custody.oversight import reading
from tenancy.context import WorkspaceRef, workspace_refs
from tickets.models import Assignment, Ticket
from yihao.verification.record import Breach

GIVING_KINDS = {EventKind.START, EventKind.REWORK, EventKind.RESUME}
Ledger = tuple[Clock, list[ClockEvent]]
Key = tuple[UUID, UUID | None]


def check_limits() -> Iterator[Breach]:
    """All clocks of all workspaces. Inside `custody.oversight.snapshot` only."""
    handling: dict[Key, Ledger] = {}
    for ref in workspace_refs():
        with reading(ref):
            for clock, events in clocks_with_ledgers():
                for problem in breaches_of(clock, events):
                    yield Breach("DUE_TIME_CHANGED", ref.slug, problem)
                if clock.purpose == Purpose.HANDLE:
                    handling[clock.ticket_id, clock.assignment_id] = (clock, events)
            yield from _check_shown(ref, handling)
    copies = _copies_by_assignment()
    for ref in workspace_refs():
        with reading(ref):
            yield from _check_nesting(ref, handling, copies)


def _check_shown(ref: WorkspaceRef, handling: dict[Key, Ledger]) -> Iterator[Breach]:
    """What lists and pages show is what the clock says."""
    shown = [(pk, None, due_at) for pk, due_at in Ticket.objects.values_list("id", "due_at")]
    shown += Assignment.objects.filter(to_workspace__isnull=True).values_list(
        "ticket_id", "id", "due_at"
    )
    for ticket_id, assignment_id, due_at in shown:
        ledger = handling.get((ticket_id, assignment_id))
        if due_at != (ledger[0].due_at if ledger else None):
            yield Breach(
                "DUE_TIME_CHANGED", ref.slug, f"{assignment_id or ticket_id} shows {due_at}"
            )


def _check_nesting(
    ref: WorkspaceRef, handling: dict[Key, Ledger], copies: dict[UUID, UUID]
) -> Iterator[Breach]:
    """Every limit given lay within the giver's at the time it was given."""
    for giving in Assignment.objects.values_list("id", "ticket_id", "parent_id", "to_workspace_id"):
        assignment_id, ticket_id, parent_id, to_workspace_id = giving
        receiver_key: Key = (ticket_id, assignment_id)
        if to_workspace_id is not None:
            receiver_key = (copies.get(assignment_id, ticket_id), None)
        receiver, giver = handling.get(receiver_key), handling.get((ticket_id, parent_id))
        if receiver is None or giver is None:
            continue
        for count, event in enumerate(receiver[1], start=1):
            if event.kind not in GIVING_KINDS or event.beyond:
                continue
            given = replayed(receiver[1][:count]).at
            if given > replayed(giver[1], at=event.at).at:
                yield Breach(
                    "LIMIT_BEYOND_GIVER", ref.slug, f"giving {assignment_id} until {given}"
                )


def _copies_by_assignment() -> dict[UUID, UUID]:
    """The giver's assignment → the receiver's copy, in whichever workspace that is."""
    found: dict[UUID, UUID] = {}
    for ref in workspace_refs():
        with reading(ref):
            found |= dict(
                Ticket.objects.filter(assignment_id__isnull=False).values_list(
                    "assignment_id", "id"
                )
            )
    return found
