"""From a bare machine to a running installation: what every `make` target goes through.

Standard library only. Usage: bootstrap.py run|test|bench|stop
"""

import concurrent.futures
import fcntl
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(1, str(ROOT / "platform"))

import frontend_build
import python_environment

from yihao import installation
from yihao.installation import Refusal
from yihao.serving import checks, presence, stopping
from yihao.serving.telling import tell_refusal

COMMANDS = {
    "run": ["-m", "yihao.serving"],
    "test": ["scripts/run_tests.py"],
    "bench": ["-m", "bench"],
}


def main(target: str) -> int:
    """Go through one target; what people can put right is said in one sentence."""
    try:
        installation.read_env_file()
        if target == "stop":
            stopping.stop()
            return 0
        if target == "run":
            refuse_hopeless_run()
        make_ready()
        os.chdir(ROOT)
        python = str(python_environment.PYTHON)
        os.execv(python, [python, *COMMANDS[target]])
    except Refusal as refusal:
        tell_refusal(refusal)
        return 1
    except OSError as problem:
        known = checks.refusal_for(problem, folder=ROOT)
        if known is None:
            raise
        tell_refusal(known)
        return 1
    except KeyboardInterrupt:
        return 130


def refuse_hopeless_run() -> None:
    """What would fail at the end is said at the beginning."""
    presence.refuse_second_run()
    checks.hold_port(*checks.chosen_address()).close()


def make_ready() -> None:
    """Environment and front end, side by side, each only if something has changed."""
    home = installation.make_home()
    for folder in (ROOT, home):
        checks.require_writable(folder)
        checks.require_space(folder)
    missing = python_environment.missing_bytes() + frontend_build.missing_bytes()
    checks.require_space(ROOT, needed=checks.LEAST_FREE_BYTES + missing)
    with (home / "bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        steps = [
            step
            for step, pending in (
                (python_environment.build, python_environment.is_pending()),
                (frontend_build.build, frontend_build.is_pending()),
            )
            if pending
        ]
        if frontend_build.build in steps:
            frontend_build.require_node()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for done in [pool.submit(step) for step in steps]:
                done.result()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
