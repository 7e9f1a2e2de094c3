"""The embedded Redis: a doorbell and a cache, on a socket; what matters is in PostgreSQL."""

import contextlib
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import redis

from yihao import installation
from yihao.installation import Refusal
from yihao.serving.checks import FullDisk, says_disk_full
from yihao.serving.children import Child
from yihao.serving.guardian import SERVERS_ORDER

START_SECONDS = 20.0


def program() -> Path:
    """The server that the bootstrap unpacked beside our interpreter, or one of the system's."""
    unpacked = Path(sys.prefix) / "redis" / "redis-server"
    if unpacked.exists():
        return unpacked
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise Refusal(
        "找不到 Redis：请安装 redis-server 或 valkey-server，或设置 REDIS_URL。",
        "No Redis found: install redis-server or valkey-server, or set REDIS_URL.",
    )


def end_leftover_server() -> None:
    """End a server that outlived its supervisor."""
    socket = str(installation.redis_socket())
    if not installation.redis_socket().exists():
        return
    with contextlib.suppress(redis.ConnectionError), _client() as client:
        pid = int(client.info("server")["process_id"])
        client.shutdown(nosave=True)
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(10)
    Path(socket).unlink(missing_ok=True)


def server_child() -> Child:
    """The server itself. It keeps nothing: losing it costs seconds, never work."""
    folder = installation.home() / "redis"
    folder.mkdir(exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(installation.redis_socket()),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    command = [str(program())]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Child("redis", command, order=SERVERS_ORDER, folder=folder)


def wait_until_ready(server: Child, *, pause: Callable[[], None]) -> None:
    """Wait for its first answer."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.is_running():
        with contextlib.suppress(redis.ConnectionError), _client() as client:
            client.ping()
            return
        pause()
    said = server.output()
    if says_disk_full(said):
        raise FullDisk(installation.home())
    raise Refusal(
        f"内置 Redis 无法启动，详见 {server.log}。",
        f"The embedded Redis does not start: see {server.log}.",
    )


def _client() -> redis.Redis:
    return redis.Redis.from_url(installation.redis_url(), socket_timeout=5)
