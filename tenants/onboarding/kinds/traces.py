"""Whether people have left traces in a workspace: then their account cannot be taken back."""

from collections.abc import Mapping
from uuid import UUID

from spreadsheets.restoring import in_use
from tenancy.context import in_workspace, workspace_refs
from tickets.models import TicketEvent
from trail.models import TrailEntry


def refuse_if_acted(people: Mapping[UUID, str]) -> None:
    """RUN_IN_USE, naming the first who did or read something anywhere. Not in a transaction."""
    if not people:
        return
    for ref in workspace_refs():
        with in_workspace(ref):
            acted = TicketEvent.objects.filter(actor_id__in=list(people))
            read = TrailEntry.objects.filter(actor_id__in=list(people))
            ids = [
                *acted.values_list("actor_id", flat=True)[:1],
                *read.values_list("actor_id", flat=True)[:1],
            ]
        if ids:
            raise in_use(people[ids[0]], f"已在{ref.name}办理或查看过工单")
