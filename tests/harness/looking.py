"""What a case looks like from outside: who stands where, the chain, and the timelines."""

from typing import Any

from clocks.models import Clock
from custody.models import Handoff
from hierarchy.models import Unit
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs
from tests.harness.rounds import Round
from tickets.models import Assignment, Ticket, TicketEvent

LEVELS = ("city", "county", "township", "village")


class Look:
    """Reads one case over all workspaces; units are named by their level on the demo's way."""

    def __init__(self, round_: Round) -> None:
        self.round_ = round_
        way = (
            round_.city.unit("421200"),
            round_.county_unit,
            round_.township_unit,
            round_.village_unit,
        )
        self.names = dict(zip([unit.id for unit in way], LEVELS, strict=True))

    def name(self, unit_id: Any) -> str | None:
        if unit_id is None:
            return None
        return self.names.get(unit_id) or Unit.objects.values_list("code", flat=True).get(
            pk=unit_id
        )

    def holder(self) -> tuple[str, str | None, int, int]:
        """State, holder, level and version of the case."""
        case = self.round_.case()
        return case.state, self.name(case.holder_unit_id), case.level, case.version

    def places(self) -> dict[str, str]:
        """The state of every unit's newest place."""
        found: dict[str, tuple[int, str]] = {}
        for ref in workspace_refs():
            with in_workspace(ref):
                for seq, unit_id, state in self._places_here():
                    name = self.name(unit_id)
                    assert name is not None
                    found[name] = max(found.get(name, (-1, "")), (seq, state))
        return {name: state for name, (_, state) in found.items()}

    def _places_here(self) -> list[tuple[int, Any, str]]:
        tickets = Ticket.objects.filter(number=self.round_.number)
        inner = Assignment.objects.filter(ticket__in=tickets, to_workspace__isnull=True)
        return [
            *tickets.values_list("handoff_seq", "unit_id", "state"),
            *inner.values_list("handoff_seq", "to_unit_id", "state"),
        ]

    def links(self) -> list[tuple[str, str | None, str | None]]:
        """The chain of custody after the registration."""
        with in_workspace(self.round_.dispatcher.workspace):
            chain = Handoff.objects.filter(case__number=self.round_.number).order_by("seq")
            found = list(chain)
        assert [link.seq for link in found] == list(range(len(found)))
        return [
            (link.kind, self.name(link.from_unit_id), self.name(link.to_unit_id))
            for link in found[1:]
        ]

    def givings(self) -> list[tuple[str, str, str, bool]]:
        """Every giving as its giver sees it: from, to, state, ended; copies must agree."""
        found = []
        for ref in workspace_refs():
            with in_workspace(ref):
                rows = list(Assignment.objects.filter(ticket__number=self.round_.number))
            for row in rows:
                self._agrees(row)
                found.append(
                    (
                        row.handoff_seq,
                        self.name(row.from_unit_id),
                        self.name(row.to_unit_id),
                        row.state,
                        row.ended_at is not None,
                    )
                )
        return [each[1:] for each in sorted(found)]

    def _agrees(self, row: Assignment) -> None:
        if row.to_workspace_id is None:
            return
        (ref,) = [ref for ref in workspace_refs() if ref.id == row.to_workspace_id]
        with in_workspace(ref):
            copy = Ticket.objects.get(assignment_id=row.id)
        shared = ("due_at", "signed_at", "return_reason", "return_note", "return_binding")
        for field in (*shared, "reported_at", "report", "reply_draft", "ended_at", "direction"):
            assert getattr(copy, field) == getattr(row, field), field
        assert copy.state == row.state

    def events(self, slug: str) -> list[tuple[str, str | None, str | None, str]]:
        """The timeline of the newest copy in a workspace: verb, unit, other unit, note."""
        with in_workspace(self._ref(slug)):
            ticket = Ticket.objects.filter(number=self.round_.number).order_by("-created_at")[0]
            rows = list(TicketEvent.objects.filter(ticket=ticket).order_by("seq"))
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        return [
            (row.verb, self.name(row.unit_id), self.name(row.to_unit_id), row.note) for row in rows
        ]

    def clocks(self, slug: str) -> list[tuple[str, str]]:
        """The clocks of a workspace's copies: purpose, and running, paused or stopped."""
        with in_workspace(self._ref(slug)):
            tickets = Ticket.objects.filter(number=self.round_.number).values("id")
            rows = Clock.objects.filter(ticket_id__in=tickets)
            return sorted((row.purpose, _going(row)) for row in rows)

    def _ref(self, slug: str) -> WorkspaceRef:
        ref = self.round_.city.ref(slug)
        assert isinstance(ref, WorkspaceRef)
        return ref


def _going(clock: Clock) -> str:
    if clock.stopped_at is not None:
        return "stopped"
    return "running" if clock.paused_at is None else "paused"
