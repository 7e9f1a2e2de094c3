"""Every suite of the project, in order, each even if an earlier one failed; then a table.

Standard library only. Run by `make test`; `SUITE=unit make test` runs one suite.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".yihao" / "test"
PYTHON = sys.executable
QUIET = ("-W", "ignore::RuntimeWarning")  # no database has been set up at this point
PYTEST = (PYTHON, "-m", "pytest", "-q")
APART = ("architecture", "chaos", "front_door", "e2e")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
START_SECONDS = 120.0


@dataclass(frozen=True)
class Suite:
    """Some commands that must all succeed."""

    name: str
    commands: Sequence[Sequence[str]]
    folder: Path = ROOT
    needs_browser: bool = False


@dataclass
class Outcome:
    """How a suite went."""

    name: str
    passed: bool
    seconds: float
    remarks: list[str] = field(default_factory=list)


def suites() -> list[Suite]:
    """All suites, cheapest first."""
    tools = Path(PYTHON).parent
    apart = [f"--ignore=tests/{name}" for name in APART]
    return [
        Suite("lint", [[PYTHON, "-m", "ruff", "check", "."], [*_format(), "--check", "."]]),
        Suite("types", [[PYTHON, "-m", "mypy"]]),
        Suite(
            "architecture",
            [
                [str(tools / "lint-imports")],
                [PYTHON, *QUIET, "manage.py", "makemigrations", "--check", "--dry-run"],
                [*PYTEST, "tests/architecture"],
            ],
        ),
        Suite("frontend", [["npm", "run", "check"]], folder=ROOT / "frontend"),
        Suite("unit", [[*PYTEST, "-n", "2", "tests", *apart]]),
        Suite("chaos", [[*PYTEST, "tests/chaos"]]),
        # Another pytest run as root would close its folder to the server's own account.
        Suite("front_door", [[*PYTEST, f"--basetemp={HOME / 'front_door'}", "tests/front_door"]]),
        Suite("e2e", [[*PYTEST, "tests/e2e"]], needs_browser=True),
    ]


def _format() -> list[str]:
    return [PYTHON, "-m", "ruff", "format"]


def main() -> int:
    """Run what is asked for; the last line counts the suites."""
    wanted = os.environ.get("SUITE", "")
    chosen = [suite for suite in suites() if wanted in {"", suite.name}]
    if not chosen:
        names = " ".join(suite.name for suite in suites())
        print(f"没有名为 {wanted} 的测试集，可选：{names}", file=sys.stderr)
        print(f"No suite is called {wanted}; there are: {names}", file=sys.stderr)
        return 1
    began = time.monotonic()
    with servers():
        outcomes = [run_suite(suite) for suite in chosen]
    show(outcomes, total=time.monotonic() - began)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


@contextlib.contextmanager
def servers() -> Iterator[None]:
    """Throw-away servers of our own, unless both are given."""
    os.environ["YIHAO_HOME"] = str(HOME)
    if os.environ.get("DATABASE_URL"):
        # Roles belong to the whole server: the tests' are their own, and are never dropped.
        os.environ.setdefault("ROLE_PREFIX", "test_")
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        yield
        return
    command = [PYTHON, "-m", "yihao.serving", "--servers-only", "--not-durable"]
    server = subprocess.Popen(command, cwd=ROOT, process_group=0)
    try:
        _wait_until_ready(server)
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_until_ready(server: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            state = json.loads((HOME / "serve.json").read_text(encoding="utf-8"))
            if state.get("ready") and state.get("pid") == server.pid:
                return
        time.sleep(0.1)
    sys.exit(1)


def run_suite(suite: Suite) -> Outcome:
    """Run all commands of a suite; one that fails does not hide the next."""
    print(f"\n━━━ {suite.name} ━━━", flush=True)
    began = time.monotonic()
    outcome = Outcome(suite.name, passed=True, seconds=0.0)
    if suite.needs_browser and not _has_browser():
        outcome.passed = False
        outcome.remarks.append("no browser")
    else:
        for command in suite.commands:
            ended = subprocess.run(list(command), cwd=suite.folder, check=False)
            if ended.returncode != 0:
                outcome.passed = False
                outcome.remarks.append(f"{Path(command[0]).name} {command[-1]}")
    outcome.seconds = time.monotonic() - began
    return outcome


def _has_browser() -> bool:
    """Find a browser of the system, or install Debian's, with fonts for Chinese."""
    if _find_browser() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("安装浏览器 Installing Debian's chromium", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = ["chromium", "fonts-noto-cjk"]
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            command = ["apt-get", "-qq", *arguments]
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if found := _find_browser():
        os.environ.setdefault("YIHAO_BROWSER", found)
        return True
    print("找不到浏览器，请安装 Chromium 或 Google Chrome。", file=sys.stderr)
    print("No browser found: install Chromium or Google Chrome.", file=sys.stderr)
    return False


def _find_browser() -> str | None:
    if given := os.environ.get("YIHAO_BROWSER"):
        return given
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    return str(MAC_BROWSER) if MAC_BROWSER.exists() else None


def show(outcomes: Sequence[Outcome], *, total: float) -> None:
    """What each suite took, then the count, alone on the last line."""
    print("\n━━━ 汇总 Summary ━━━")
    for outcome in outcomes:
        verdict = "passed" if outcome.passed else "FAILED"
        remarks = ", ".join(outcome.remarks)
        print(f"{outcome.name:<14}{verdict}{outcome.seconds:>9.1f} s  {remarks}".rstrip())
    print(f"{'total':<20}{total:>9.1f} s\n")
    passed = sum(outcome.passed for outcome in outcomes)
    print(f"{passed} passed, {len(outcomes) - passed} failed", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
