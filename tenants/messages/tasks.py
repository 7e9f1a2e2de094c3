"""What workers do with messages."""

from celery import shared_task

from messages.services.reporting import collect_reports
from messages.services.sending import send_due
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="messages.send")  # type: ignore[untyped-decorator]
def send_messages() -> int:
    """Send everything that is due in all workspaces. Safe to run concurrently with itself."""
    return send_due()


@shared_task(base=PublicTask, name="messages.collect_reports")  # type: ignore[untyped-decorator]
def collect_delivery_reports() -> int:
    """Ask the gateway what became of what was sent."""
    return collect_reports()
