#!/usr/bin/env python3
"""Every command of the project: `python manage.py help`."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OURS = ROOT / ".venv" / "bin" / "python"


def main() -> int:
    """Run one management command; what people can put right is said in one sentence."""
    if find_spec("django") is None or find_spec("yihao") is None:
        return enter_environment()
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from yihao import installation
    from yihao.serving import checks
    from yihao.serving.telling import tell_refusal

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yihao.settings.base")
    try:
        installation.read_env_file()
        execute_from_command_line(sys.argv)
    except installation.Refusal as refusal:
        tell_refusal(refusal)
        return 1
    except OperationalError as problem:
        if not says_unreachable(str(problem)):
            raise
        tell_refusal(
            installation.Refusal(
                "数据库未运行或无法连接，请先运行 make run，或检查 DATABASE_URL。",
                "The database is not running or cannot be reached: run make run first,"
                " or check DATABASE_URL.",
            )
        )
        return 1
    except OSError as problem:
        refusal = checks.refusal_for(problem, folder=installation.home())
        if refusal is None:
            raise
        tell_refusal(refusal)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def enter_environment() -> int:
    """Start again with the project's own interpreter, which has what this one lacks."""
    inside = Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()
    if OURS.exists() and not inside:
        os.execv(OURS, [str(OURS), str(ROOT / "manage.py"), *sys.argv[1:]])
    print(
        "项目环境尚未准备好，请先运行 make run。\n"
        "The project's environment is not ready: run make run first.",
        file=sys.stderr,
    )
    return 1


def says_unreachable(message: str) -> bool:
    """True for a server that is not there, as opposed to one that refuses a statement."""
    signs = (
        "Connection refused",
        "No such file or directory",
        "could not translate host name",
        "timeout expired",
        "the database system is starting up",
        "the database system is shutting down",
    )
    return any(sign in message for sign in signs)


if __name__ == "__main__":
    sys.exit(main())
