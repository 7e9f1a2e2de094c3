"""What a person has to put right is said in one sentence, in two languages, and changes nothing."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.front_door.houses import ROOT, SERVE, House, environment
from yihao.serving import checks
from yihao.serving.checks import FullDisk

BASE_PYTHON = str(getattr(sys, "_base_executable", sys.executable))
SKELETON = ("Makefile", "manage.py", "scripts", "requirements.txt", "requirements-redis.txt")
TOOLS = ("make", "sh", "dirname", "tr")


def assert_refused(ended: subprocess.CompletedProcess[str], chinese: str, english: str) -> None:
    said = ended.stdout + ended.stderr
    assert ended.returncode != 0, said
    assert chinese in said
    assert english in said
    assert "Traceback" not in said


@pytest.fixture
def bare_project(tmp_path: Path) -> Path:
    """The project as cloned, on a machine with an empty PATH: no environment, nothing built."""
    project = tmp_path / "project"
    project.mkdir()
    for name in SKELETON:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, project / name)
    shutil.copytree(ROOT / "platform" / "yihao", project / "platform" / "yihao")
    (project / "frontend").mkdir()
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    return project


def make(project: Path, target: str, **given: str) -> subprocess.CompletedProcess[str]:
    tools = str(project.parent / "bin")
    return subprocess.run(
        ["make", target],
        cwd=project,
        env=environment(PATH=tools, HOME=tools, **given),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def put_tool(project: Path, name: str, script: str) -> None:
    tool = project.parent / "bin" / name
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)


def test_a_busy_port(new_house: House):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = new_house.run("make", "run", PORT=str(port))
    assert_refused(refused, f"端口 {port} 已被占用", f"Port {port} is busy")
    assert not (new_house.home / "postgres").exists()


def test_a_port_that_is_none(new_house: House):
    refused = new_house.run("make", "run", PORT="many")
    assert_refused(refused, "PORT 必须是 1 到 65535", "PORT must be a number from 1 to 65535")


def test_no_python(bare_project: Path):
    put_tool(bare_project, "python3", "exit 127")
    assert_refused(make(bare_project, "run"), "找不到可用的 Python", "No usable Python found")


def test_an_old_python(bare_project: Path):
    put_tool(bare_project, "python3", 'case "$2" in *version_info*) exit 1;; esac')
    assert_refused(make(bare_project, "run"), "找不到可用的 Python", "No usable Python found")


def test_a_python_that_cannot_make_environments(bare_project: Path):
    put_tool(
        bare_project,
        "python3",
        f'case "$2" in *ensurepip*) exit 1;; esac; exec {BASE_PYTHON} "$@"',
    )
    refused = make(bare_project, "run")
    assert_refused(refused, "缺少 venv 模块", "lacks the venv module")


def test_no_node(bare_project: Path):
    refused = make(bare_project, "test", PYTHON=BASE_PYTHON)
    assert_refused(refused, "找不到 Node.js", "Node.js with npm was not found")
    assert not (bare_project / ".venv").exists()


def test_an_old_node(bare_project: Path):
    put_tool(bare_project, "node", "echo v18.20.4")
    put_tool(bare_project, "npm", "exit 1")
    refused = make(bare_project, "test", PYTHON=BASE_PYTHON)
    assert_refused(refused, "Node.js 版本过旧（18.20）", "Node.js 18.20 is too old")


def test_manage_py_without_an_environment(bare_project: Path):
    refused = subprocess.run(
        [BASE_PYTHON, "-S", "manage.py", "migrate"],
        cwd=bare_project,
        env=environment(PYTHONPATH=""),
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert_refused(refused, "请先运行 make run", "run make run first")


def test_manage_py_enters_the_environment_by_itself(new_house: House):
    ended = new_house.run(BASE_PYTHON, "-S", "manage.py", "version", PYTHONPATH="")
    assert ended.returncode == 0, ended.stderr


def test_manage_py_without_a_database(new_house: House):
    refused = new_house.run(sys.executable, "manage.py", "setup")
    assert_refused(refused, "数据库未运行", "The database is not running")


@pytest.mark.parametrize(
    ("variable", "value", "chinese", "english"),
    [
        (
            "DATABASE_URL",
            "postgresql://nobody@127.0.0.1:1/nothing",
            "无法连接 DATABASE_URL",
            "Cannot reach the database of DATABASE_URL",
        ),
        ("ROLE_PREFIX", "No Good", "ROLE_PREFIX 只能由", "ROLE_PREFIX may hold only"),
        ("HOST", "no.such.host.invalid", "不是本机可用的地址", "is no address of this machine"),
    ],
)
def test_a_setting_that_cannot_be_used(
    new_house: House, variable: str, value: str, chinese: str, english: str
):
    assert_refused(new_house.run(*SERVE, **{variable: value}), chinese, english)
    assert new_house.processes() == []


def test_a_redis_that_does_not_answer(new_house: House):
    refused = new_house.run(*SERVE, REDIS_URL="redis://127.0.0.1:1/0")
    assert_refused(refused, "无法连接 REDIS_URL", "Cannot use the Redis of REDIS_URL")
    assert new_house.processes() == []


def test_a_disk_that_is_about_to_be_full(tmp_path: Path):
    with pytest.raises(FullDisk, match=r"磁盘空间不足.*The disk is full"):
        checks.require_space(tmp_path, needed=2**60)


def test_errors_of_a_full_or_locked_disk_become_sentences(tmp_path: Path):
    for code in (28, 122, 13, 30):
        assert checks.refusal_for(OSError(code, os.strerror(code)), folder=tmp_path) is not None
    assert checks.refusal_for(OSError(2, "No such file"), folder=tmp_path) is None
