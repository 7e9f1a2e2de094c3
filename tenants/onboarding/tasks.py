from celery import shared_task

from onboarding.services.merging import all_successions, finish_succession
from tenancy.tasks import PublicTask


@shared_task(base=PublicTask, name="onboarding.finish_successions", ignore_result=True)  # type: ignore[untyped-decorator]
def finish_successions() -> int:
    """Carry over what still is, or came since, at units that ended; how many cases."""
    return sum(finish_succession(succession=each) for each in all_successions())
