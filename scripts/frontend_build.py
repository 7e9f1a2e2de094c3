"""The front end: packages as locked, pages built from the sources and the API's schema."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from steps import digest_of, read_stamp, run_tool

from yihao.installation import Refusal
from yihao.serving.telling import tell

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "frontend"
LOCK = FOLDER / "package-lock.json"
PACKAGES_STAMP = FOLDER / "node_modules" / ".ready.stamp"
BUILD_STAMP = FOLDER / "dist" / ".ready.stamp"
PAGE = FOLDER / "dist" / "console" / "index.html"
SCHEMA = ROOT / "graphql" / "api" / "schema.graphql"
MADE = {"node_modules", "dist", "generated"}
SIZE = 450 * 2**20
OLDEST_NODE = (20, 19)


def is_pending() -> bool:
    """False while neither the packages nor the sources have changed since the last build."""
    return _packages_are_pending() or _pages_are_pending()


def missing_bytes() -> int:
    """The room the packages take that are not there yet."""
    return 0 if PACKAGES_STAMP.parent.exists() else SIZE


def require_node() -> None:
    """Refuse a machine without a Node that can build the pages."""
    wanted = ".".join(str(number) for number in OLDEST_NODE)
    found = _node_version()
    if found is None or shutil.which("npm") is None:
        raise Refusal(
            f"找不到 Node.js（含 npm），请安装 {wanted} 或更新版本。",
            f"Node.js with npm was not found: install version {wanted} or newer.",
        )
    if found < OLDEST_NODE:
        version = ".".join(str(number) for number in found)
        raise Refusal(
            f"Node.js 版本过旧（{version}），请升级到 {wanted} 或更新版本。",
            f"Node.js {version} is too old: upgrade to {wanted} or newer.",
        )


def build() -> None:
    """Install the locked packages and build the pages, whichever has changed."""
    if _packages_are_pending():
        tell("安装前端依赖", "Installing front-end packages")
        PACKAGES_STAMP.unlink(missing_ok=True)
        _npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
        PACKAGES_STAMP.write_text(_packages_mark(), encoding="utf-8")
    if _pages_are_pending():
        tell("构建前端", "Building the front end")
        mark = _pages_mark()
        BUILD_STAMP.unlink(missing_ok=True)
        _npm("run", "build")
        BUILD_STAMP.write_text(mark, encoding="utf-8")


def _packages_are_pending() -> bool:
    return read_stamp(PACKAGES_STAMP) != _packages_mark()


def _pages_are_pending() -> bool:
    return not PAGE.exists() or read_stamp(BUILD_STAMP) != _pages_mark()


def _packages_mark() -> str:
    return digest_of([LOCK, FOLDER / "package.json"])


def _pages_mark() -> str:
    return digest_of([SCHEMA, *_sources()])


def _sources() -> Iterator[Path]:
    for folder, subfolders, files in os.walk(FOLDER):
        subfolders[:] = [name for name in subfolders if name not in MADE]
        yield from (Path(folder) / name for name in files)


def _node_version() -> tuple[int, int] | None:
    try:
        asked = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)
        major, minor, *_ = asked.stdout.strip().lstrip("v").split(".")
        return int(major), int(minor)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def _npm(*arguments: str) -> None:
    run_tool(["npm", *arguments], name="npm", folder=FOLDER, log="frontend")
