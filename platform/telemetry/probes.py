"""Is it alive, can it serve, what does it count."""

from collections.abc import Callable, Mapping
from functools import cache

import redis
import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from telemetry.metrics import exposition

PATIENCE_SECONDS = 1.0
log = structlog.get_logger(__name__)


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers and has the tables of this code. Without Redis: `degraded`, not down."""
    database, broker = _database(), _broker()
    if database != "up":
        state, status = "unready", 503
    else:
        state, status = ("ready" if broker == "up" else "degraded"), 200
    answer = {"status": state, "database": database, "redis": broker}
    return JsonResponse(answer, status=status)


def metrics(_request: HttpRequest) -> HttpResponse:
    """Prometheus text format."""
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def _database() -> str:
    try:
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "up" if _migrated() else "behind"
    except Exception as problem:  # noqa: BLE001 - whatever it is, we cannot serve
        log.warning("readyz.database", problem=type(problem).__name__)
        connection.close()
        return "down"


_migrated_once = False


def _migrated() -> bool:
    """True once every migration of this code is applied; it cannot become untrue later."""
    global _migrated_once
    if not _migrated_once:
        applied = MigrationRecorder(connection).applied_migrations()
        _migrated_once = _known_migrations() <= set(applied)
    return _migrated_once


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def _broker() -> str:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=None,
    )
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return "down"
    finally:
        client.close()
    return "up"


PROBES: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}
