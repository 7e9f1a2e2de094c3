"""The worker and beat: `celery -A yihao.celery worker`, `celery -A yihao.celery beat`."""

import os
from typing import Any

import structlog
from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")

app = Celery("yihao")
app.config_from_object("yihao.settings.celery")
app.autodiscover_tasks()
# Without this, threads other than the importing one would ring at Celery's own default broker.
app.set_default()


@signals.setup_logging.connect  # type: ignore[untyped-decorator]
def keep_our_logs(**_: Any) -> None:
    """Celery logs like everything else, and not in a format of its own."""
    from telemetry import logs

    logs.configure()


@signals.task_prerun.connect  # type: ignore[untyped-decorator]
def say_which_task(task_id: str, task: Any, kwargs: dict[str, Any], **_: Any) -> None:
    """Log lines of a task carry its name and workspace; never its other arguments."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(
        task=task.name, task_id=task_id, workspace=str(kwargs.get("workspace", "public"))
    )


@signals.task_postrun.connect  # type: ignore[untyped-decorator]
def say_no_more(**_: Any) -> None:
    """The next line does not belong to the task any more."""
    structlog.contextvars.clear_contextvars()
