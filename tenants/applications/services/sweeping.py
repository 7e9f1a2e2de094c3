"""When the day has come, a paused case runs again: nobody has to remember it."""

from uuid import UUID

from applications.services.suspending import resume_ticket
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import system_actor
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs
from tickets.models import Ticket

# Of one workspace at a time, so that none waits for another's.
BATCH = 200


def resume_what_is_due() -> int:
    """Resume every case whose pause is over, the longest over first; how many."""
    return sum(_resume_in(ref) for ref in workspace_refs())


def _resume_in(ref: WorkspaceRef) -> int:
    with in_workspace(ref):
        due = Ticket.objects.filter(
            is_origin=True, archived_at__isnull=True, suspended_until__lte=now()
        ).order_by("suspended_until")
        waiting = list(due.values_list("id", "unit_id")[:BATCH])
        return sum(_resume(ref, ticket_id, unit_id) for ticket_id, unit_id in waiting)


def _resume(ref: WorkspaceRef, ticket_id: UUID, unit_id: UUID) -> bool:
    """False if somebody came first, or the case has ended meanwhile."""
    actor = system_actor(ref, unit_id=unit_id, may=frozenset({"review"}))
    try:
        resume_ticket(actor=actor, ticket_id=ticket_id, note="挂账到期，自动恢复计时")
    except (DomainError, PermissionDenied):
        return False
    return True
