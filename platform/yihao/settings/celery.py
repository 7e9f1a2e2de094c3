"""Celery's settings: a doorbell on Redis. What must be done are rows in PostgreSQL.

A worker that is killed loses a ring, never a message: beat rings every few seconds, and a claimed
message is free again when its lease has run out.
"""

from celery.schedules import crontab

from yihao import installation

broker_url = installation.broker_url()
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # a worker waits for its broker for as long as it takes
broker_pool_limit = 4
broker_transport_options = {
    # Longer than any task may run, else a second copy starts beside the first.
    "visibility_timeout": 90,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1.0,
    "socket_timeout": 2.0,
    # For those who ring: they do not wait for a broker that is down.
    "max_retries": 0,
}

task_default_queue = "yihao"
task_serializer = "json"
accept_content = ["json"]
task_ignore_result = True
task_acks_late = True
task_reject_on_worker_lost = True
task_soft_time_limit = 45
task_time_limit = 60

worker_pool = "prefork"
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 2_000
worker_cancel_long_running_tasks_on_connection_loss = False
worker_hijack_root_logger = False
worker_redirect_stdouts = False

timezone = "Asia/Shanghai"
beat_schedule_filename = str(installation.home() / "beat-schedule")
# A ring that nobody heard in time is dropped: the next one says the same.
beat_schedule = {
    "pass over whoever did not acknowledge": {
        "task": "duties.sweep",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "let paused cases run again": {
        "task": "applications.resume",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "drain the outbox": {
        "task": "outbox.drain",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "follow memberships that begin or end": {
        "task": "people.keep_grants_in_step",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "send messages to citizens": {
        "task": "messages.send",
        "schedule": 5.0,
        "options": {"expires": 5.0},
    },
    "ask what became of messages": {
        "task": "messages.collect_reports",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "take receipts of replies as proof": {
        "task": "replies.prove",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "invite to rate, and conclude follow-ups": {
        "task": "followups.sweep",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "erase identities whose time is over": {
        "task": "retention.erase",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3600.0},
    },
    "forget what was delivered": {
        "task": "outbox.forget",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "sweep uploads that nobody used": {
        "task": "attachments.sweep",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "carry over what is left at units that ended": {
        "task": "onboarding.finish_successions",
        "schedule": 300.0,
        "options": {"expires": 300.0},
    },
    "erase drafts that are over": {
        "task": "intake.forget_drafts",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
}
