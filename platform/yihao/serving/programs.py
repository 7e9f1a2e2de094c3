"""The processes of a running installation that are our own code."""

import os
import socket
import sys

from yihao import installation
from yihao.serving.children import Child

SETTINGS = {"DJANGO_SETTINGS_MODULE": "yihao.settings.base", "PYTHONUNBUFFERED": "1"}


def web(listener: socket.socket) -> Child:
    """gunicorn on a socket that the supervisor holds, so that a restart refuses nobody."""
    command = [sys.executable, "-m", "gunicorn", "yihao.wsgi:application"]
    command += ["--bind", f"fd://{listener.fileno()}", "--worker-class", "gthread"]
    command += ["--workers", os.environ.get("WEB_WORKERS", "2")]
    command += ["--threads", os.environ.get("WEB_THREADS", "8")]
    command += ["--timeout", "60", "--graceful-timeout", "10", "--no-control-socket"]
    return Child(
        "web",
        command,
        order=1,
        patience=15.0,
        environment=SETTINGS,
        pass_fds=[listener.fileno()],
    )


def beat() -> Child:
    """The clock of periodic tasks."""
    schedule = str(installation.home() / "beat-schedule")
    command = [*_celery(), "beat", "--schedule", schedule, "--pidfile="]
    return Child("beat", command, order=2, patience=5.0, environment=SETTINGS)


def worker() -> Child:
    """Background work; what it leaves undone is taken up again after its lease."""
    command = [*_celery(), "worker", "--pool", "prefork"]
    command += ["--concurrency", os.environ.get("WORKER_PROCESSES", "2")]
    command += ["--without-gossip", "--without-mingle"]
    return Child("worker", command, order=3, patience=20.0, environment=SETTINGS)


def _celery() -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "yihao.celery"]
