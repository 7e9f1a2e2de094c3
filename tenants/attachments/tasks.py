"""What workers do with attachments."""

from celery import shared_task

from attachments.services.sweeping import sweep_workspace
from tenancy.context import current, workspace_refs
from tenancy.tasks import PublicTask, WorkspaceTask


@shared_task(base=PublicTask, name="attachments.sweep", ignore_result=True)  # type: ignore[untyped-decorator]
def sweep_attachments() -> int:
    """Every hour: ask each workspace to sweep; returns how many were asked."""
    refs = workspace_refs()
    for ref in refs:
        sweep_one.delay(workspace=ref.slug)
    return len(refs)


@shared_task(base=WorkspaceTask, name="attachments.sweep_workspace", ignore_result=True)  # type: ignore[untyped-decorator]
def sweep_one() -> int:
    """Sweep one workspace; returns how many files went."""
    ref = current()
    assert ref is not None
    return sweep_workspace(ref)
