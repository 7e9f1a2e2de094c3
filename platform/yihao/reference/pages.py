"""Which pages there are."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from yihao.reference.documents_page import documents_page
from yihao.reference.states_page import states_page

PAGES: dict[str, Callable[[], str]] = {
    "docs/documents.md": documents_page,
    "docs/states.md": states_page,
}


def stale_pages() -> list[str]:
    """Pages whose committed text is not what the code says."""
    return [name for name, write in PAGES.items() if _read(_path(name)) != write()]


def write_pages() -> None:
    for name, write in PAGES.items():
        _path(name).write_text(write(), encoding="utf-8")


def _path(name: str) -> Path:
    return Path(settings.ROOT) / name


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
