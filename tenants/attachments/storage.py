"""Where the files lie: a Django storage that no address of the web server leads to."""

import os
from datetime import datetime
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from kernel.clock import LOCAL
from kernel.ids import uuid7


class DurableStorage(FileSystemStorage):
    """A folder; a file counts as saved when it is on the disk, not when it is in memory."""

    def _save(self, name: str, content: IO[bytes]) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = self.path(saved)
        _sync(path)
        _sync(os.path.dirname(path))
        return saved


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def store() -> Storage:
    """The storage of attachments, as the settings name it."""
    return storages["attachments"]


def folder_of(schema: str, at: datetime) -> str:
    """The files of one workspace and month."""
    return f"{schema}/{at.astimezone(LOCAL):%Y%m}"


def keep(content: IO[bytes], *, schema: str, at: datetime) -> str:
    """Save a file under a name that says nothing of it; returns that name once it is safe."""
    content.seek(0)
    return store().save(f"{folder_of(schema, at)}/{uuid7()}", File(content))
