"""The worker: a doorbell on Redis; the truth is rows in PostgreSQL."""

import os
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")

from django.conf import settings

app = Celery("yihao")
app.conf.update(
    broker_url=settings.CELERY_BROKER_URL,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": 60,
        "unacked_restore_interval": 5,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
    },
    broker_pool_limit=4,
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_pool="prefork",
    worker_max_tasks_per_child=2_000,
    worker_hijack_root_logger=False,
    timezone=settings.TIME_ZONE,
    beat_schedule_filename=str(Path(settings.HOME) / "run" / "beat-schedule"),
    beat_schedule={
        "drain the outbox": {
            "task": "outbox.drain",
            "schedule": 5.0,
            "options": {"expires": 5.0},
        },
        "measure the outbox": {
            "task": "outbox.measure",
            "schedule": 30.0,
            "options": {"expires": 30.0},
        },
        "forget what was delivered": {"task": "outbox.forget", "schedule": 3600.0},
    },
)
app.autodiscover_tasks()
