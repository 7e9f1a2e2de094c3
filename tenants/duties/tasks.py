"""What workers do for duty."""

from celery import shared_task

from duties.services.sweeping import sweep_calls
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="duties.sweep")  # type: ignore[untyped-decorator]
def sweep_duty_calls() -> int:
    """Pass over whoever did not acknowledge in time. Safe to run concurrently with itself."""
    return sweep_calls()
