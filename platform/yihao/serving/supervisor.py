"""The one process that starts everything, keeps it running, and stops it in order."""

import argparse
import contextlib
import os
import signal
import socket
import time
from dataclasses import dataclass, field
from types import FrameType

from telemetry.metrics import share_between_processes
from yihao import installation
from yihao.installation import Refusal
from yihao.serving import (
    checks,
    embedded_postgres,
    embedded_redis,
    given_servers,
    leftovers,
    preparation,
    presence,
    programs,
)
from yihao.serving.children import Child
from yihao.serving.guardian import SERVERS_ORDER, Guardian
from yihao.serving.telling import exists, stamp, tell, tell_ready

TICK_SECONDS = 0.1
WEB_SECONDS = 90.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0  # a child that lived this long has earned a quick restart
FAILED_STARTS = 3
HURRIED_PATIENCE = 2.0


class Stopped(Exception):
    """Somebody asked us to stop."""


@dataclass
class Kept:
    """A child that is to run for as long as we do."""

    child: Child
    started: float = 0.0
    falls: int = 0
    due: float = 0.0


@dataclass
class Supervisor:
    """Owns the lock, the port and the children, from the first to the last moment."""

    durable: bool = True
    kept: list[Kept] = field(default_factory=list)
    stop_requests: int = 0
    url: str = ""
    ready: bool = False

    def __enter__(self) -> "Supervisor":
        """Take the home for ourselves and clear away what a killed predecessor left."""
        home = installation.make_home()
        os.environ["YIHAO_HOME"] = str(home)  # children start in another folder
        checks.require_writable(home)
        checks.require_space(home)
        self._lock = presence.take_lock()
        leftovers.end_all()
        self.guardian = Guardian(kept_open=self._lock.fileno())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self._write_state()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop everything, in order; leave no process and no trace behind."""
        in_order = sorted(self.kept, key=lambda kept: kept.child.order)
        for kept in in_order:
            if kept.child.order < SERVERS_ORDER:
                kept.child.ask_to_stop()  # all together: none of them needs another
        for kept in in_order:
            hurried = self.stop_requests > 1 and kept.child.name != "postgres"
            kept.child.stop(self.guardian, patience=HURRIED_PATIENCE if hurried else None)
        self.guardian.dismiss()
        embedded_postgres.remove_socket_folder()
        presence.clear_state()
        self._lock.close()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop_requests += 1

    def pause(self) -> None:
        """Wait a moment, and no longer than until somebody wants us to stop."""
        if self.stop_requests:
            raise Stopped
        time.sleep(TICK_SECONDS)

    def start_servers(self) -> None:
        """PostgreSQL and Redis: our own, or the given ones."""
        if installation.uses_embedded_redis() or installation.uses_embedded_postgres():
            embedded_postgres.prepare_socket_folder()
        if installation.uses_embedded_postgres():
            self._start_postgres()
        else:
            given_servers.require_database()
        if installation.uses_embedded_redis():
            embedded_redis.end_leftover_server()
            server = self._keep(embedded_redis.server_child())
            embedded_redis.wait_until_ready(server, pause=self.pause)
        else:
            given_servers.require_redis()

    def _start_postgres(self) -> None:
        embedded_postgres.end_leftover_server()
        if initdb := embedded_postgres.initdb_child():
            tell("建立数据库", "Creating the database")
            self.run_to_end(initdb)
            embedded_postgres.adopt_new_data()
        server = self._keep(embedded_postgres.server_child(durable=self.durable))
        embedded_postgres.wait_until_ready(server, pause=self.pause, tell=tell)
        embedded_postgres.make_database()

    def prepare(self) -> None:
        """Bring the database up to the code, unless nothing has changed."""
        for stage in preparation.pending_stages():
            tell(*preparation.STAGES[stage])
            self.run_to_end(preparation.stage_child(stage))
            preparation.mark_done(stage)

    def serve(self, listener: socket.socket) -> None:
        """Start web, worker and beat; return when the first page is served."""
        host, port = listener.getsockname()[:2]
        self.url = f"http://{reachable(host)}:{port}"
        self._write_state()
        share_between_processes(installation.home() / "metrics")
        web = self._keep(programs.web(listener))
        self._keep(programs.worker())
        self._keep(programs.beat())
        give_up = time.monotonic() + WEB_SECONDS
        while not exists(self.url, "/healthz"):
            self._keep_running()
            fallen = next(kept for kept in self.kept if kept.child is web).falls
            if fallen >= FAILED_STARTS or time.monotonic() > give_up:
                raise self._failed(web)
            self.pause()

    def watch(self) -> None:
        """Keep everything running until somebody asks us to stop."""
        self.ready = True
        self._write_state()
        while True:
            self._keep_running()
            self.pause()

    def run_to_end(self, child: Child) -> None:
        """Run something that ends by itself; refuse if it fails."""
        child.start(self.guardian)
        try:
            while child.is_running():
                self.pause()
            if child.exit_code() != 0:
                raise self._failed(child)
        finally:
            child.stop(self.guardian)

    def _failed(self, child: Child) -> Refusal:
        said = child.output()
        servers = [kept.child.output() for kept in self.kept]
        if any(checks.says_disk_full(text) for text in (said, *servers)):
            return checks.FullDisk(installation.home())
        reason = next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "?")
        return Refusal(
            f"{child.name} 失败（{reason[:200]}），详见 {child.log}。",
            f"{child.name} failed: see {child.log}.",
        )

    def _keep(self, child: Child) -> Child:
        kept = Kept(child)
        self.kept.append(kept)
        self._start(kept)
        return child

    def _start(self, kept: Kept) -> None:
        kept.child.start(self.guardian)
        kept.started = time.monotonic()
        self._write_state()

    def _keep_running(self) -> None:
        for kept in self.kept:
            if kept.child.process is None:
                if time.monotonic() >= kept.due:
                    self._start(kept)
            elif not kept.child.is_running():
                self._take_note_of_fall(kept)

    def _take_note_of_fall(self, kept: Kept) -> None:
        if time.monotonic() - kept.started > STEADY_SECONDS:
            kept.falls = 0
        code, log = kept.child.exit_code(), kept.child.log
        kept.falls += 1
        wait = min(2.0 ** (kept.falls - 1), LONGEST_PAUSE)
        kept.due = time.monotonic() + wait
        kept.child.bury(self.guardian)
        tell(
            f"{stamp()} {kept.child.name} 意外退出（{code}），{wait:.0f} 秒后重启，日志 {log}",
            f"{kept.child.name} ended ({code}); restarting in {wait:.0f} s",
        )

    def _write_state(self) -> None:
        children = {
            kept.child.name: leftovers.identity(kept.child.process.pid)
            for kept in self.kept
            if kept.child.process is not None
        }
        state = {"pid": os.getpid(), "url": self.url, "ready": self.ready, "children": children}
        with contextlib.suppress(OSError):  # a full disk must not end what runs
            presence.write_state(state)


def reachable(host: str) -> str:
    """The name under which this machine reaches a listening address."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of every way in."""
    parser.add_argument("--servers-only", action="store_true", help="PostgreSQL and Redis only")
    parser.add_argument(
        "--not-durable", action="store_true", help="faster; a power cut may lose data"
    )


def run(*, servers_only: bool = False, durable: bool = True) -> int:
    """Serve until stopped. Returns the exit code."""
    begun = time.monotonic()
    listener = None
    try:
        presence.refuse_second_run()
        if not servers_only:
            listener = checks.hold_port(*checks.chosen_address())
        with Supervisor(durable=durable) as supervisor:
            supervisor.start_servers()
            if listener is not None:
                supervisor.prepare()
                supervisor.serve(listener)
                tell_ready(
                    supervisor.url,
                    seconds=time.monotonic() - begun,
                    demo="demo_city" in preparation.wanted_stages(),
                )
            supervisor.watch()
    except Stopped:
        tell("已停止", "Stopped")
    finally:
        if listener is not None:
            listener.close()
    return 0
