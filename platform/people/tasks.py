from celery import shared_task

from people.services.memberships import keep_all_in_step
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="people.keep_grants_in_step", ignore_result=True)  # type: ignore[untyped-decorator]
def keep_grants_in_step() -> int:
    """Every night: memberships that begin or end today."""
    return keep_all_in_step()
