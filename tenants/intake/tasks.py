"""What workers do for intake."""

from celery import shared_task

from intake.services.forgetting import forget_closed_drafts
from tenancy.context import in_workspace, workspace_refs
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="intake.forget_drafts")  # type: ignore[untyped-decorator]
def forget_drafts() -> int:
    """Erase the text of drafts that have been over for long enough, in every workspace."""
    forgotten = 0
    for ref in workspace_refs():
        with in_workspace(ref):
            forgotten += forget_closed_drafts()
    return forgotten
