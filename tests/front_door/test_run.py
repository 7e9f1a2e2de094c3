"""Starting, stopping, being killed, starting again."""

import json
import os
import signal
import time

import pytest

from tests.front_door.houses import SERVE, House, eventually


@pytest.fixture
def running(house: House) -> House:
    """The house of this file, running, whatever the test before did to it."""
    if house.supervisor is None or house.supervisor.poll() is not None:
        house.start()
    return house


def pid_of(house: House, child: str) -> int:
    state = json.loads((house.home / "serve.json").read_text())
    return int(state["children"].get(child, {}).get("pid", 0))


def test_it_answers_and_runs_everything(running: House):
    assert running.answers()
    assert all(pid_of(running, child) for child in ("postgres", "redis", "web", "worker", "beat"))


def test_secrets_and_sockets_are_for_the_owner_alone(running: House):
    assert (running.home / "secrets.json").stat().st_mode & 0o777 == 0o600
    state = running.run("sh", "-c", "stat -c %a $YIHAO_SOCKETS", YIHAO_SOCKETS=sockets(running))
    assert state.stdout.strip() == "700"


def sockets(house: House) -> str:
    code = "from yihao.installation import socket_folder; print(socket_folder())"
    return house.run(SERVE[0], "-c", code).stdout.strip()


def test_a_second_run_names_the_first_one(running: House):
    refused = running.run(*SERVE)
    assert refused.returncode == 1
    assert f"一号已在运行：{running.url}" in refused.stderr
    assert f"Yihao is already running at {running.url}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_ctrl_c_leaves_nothing(running: House):
    folder = sockets(running)
    assert running.stop() == 0
    assert running.processes() == []
    assert not (running.home / "serve.json").exists()
    assert not any(name.startswith(("redis", ".s.PGSQL")) for name in _names(folder))


def _names(folder: str) -> list[str]:
    return os.listdir(folder) if os.path.isdir(folder) else []


def test_make_stop_leaves_nothing(running: House):
    stopped = running.run("make", "stop")
    assert stopped.returncode == 0, stopped.stderr
    assert running.supervisor is not None
    assert running.supervisor.wait(10) == 0
    assert running.processes() == []


def test_stopping_what_does_not_run_is_no_error(new_house: House):
    stopped = new_house.run("make", "stop")
    assert stopped.returncode == 0
    assert "Nothing is running" in stopped.stdout


def test_a_later_start_is_quick_and_prepares_nothing(running: House):
    running.stop()
    began = time.monotonic()
    running.start()
    assert time.monotonic() - began < 20
    running.stop()
    assert "Preparing" not in running.last_words()


def test_a_killed_supervisor_takes_everything_with_it_and_the_next_start_recovers(running: House):
    running.kill()
    assert eventually(lambda: running.processes() == [], within=15), running.processes()
    running.start()
    assert running.answers()


@pytest.mark.parametrize("child", ["web", "worker", "redis", "postgres"])
def test_a_killed_child_is_started_again(running: House, child: str):
    before = pid_of(running, child)
    os.kill(before, signal.SIGKILL)
    assert eventually(lambda: pid_of(running, child) not in {0, before}, within=20)
    assert eventually(running.answers, within=20)
