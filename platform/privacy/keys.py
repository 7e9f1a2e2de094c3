"""Keys of every workspace: a port, and a file of mode 0600 as its default.

A deployment with a key-management system implements `KeyRing` and names it in the settings.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

KEY_BYTES = 16
INDEX_KEY_BYTES = 32


@dataclass(frozen=True)
class DataKey:
    """A key and the id by which stored values name it."""

    id: int
    secret: bytes


class KeyRing(Protocol):
    """What encryption needs of a key store."""

    def newest(self, workspace: str) -> DataKey:
        """The key for new values; made on first use."""

    def by_id(self, workspace: str, key_id: int) -> DataKey:
        """The key of a stored value. Raises KeyError if it is gone."""

    def index_key(self, workspace: str) -> bytes:
        """The key of the blind index; made on first use, never rotated."""


class FileKeyRing:
    """Keys in one JSON file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, dict[str, object]] = {}

    def newest(self, workspace: str) -> DataKey:
        keys = self._of(workspace)["data"]
        assert isinstance(keys, dict)
        latest = max(int(key_id) for key_id in keys)
        return DataKey(latest, base64.b64decode(keys[str(latest)]))

    def by_id(self, workspace: str, key_id: int) -> DataKey:
        keys = self._of(workspace)["data"]
        assert isinstance(keys, dict)
        if str(key_id) not in keys:
            self._known = self._read()
            keys = self._of(workspace)["data"]
            assert isinstance(keys, dict)
        return DataKey(key_id, base64.b64decode(keys[str(key_id)]))

    def index_key(self, workspace: str) -> bytes:
        return base64.b64decode(str(self._of(workspace)["index"]))

    def _of(self, workspace: str) -> dict[str, object]:
        if workspace not in self._known:
            self._known = self._read()
        if workspace not in self._known:
            self._create(workspace)
        return self._known[workspace]

    def _read(self) -> dict[str, dict[str, object]]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def _create(self, workspace: str) -> None:
        with self._locked():
            self._known = self._read()
            if workspace in self._known:
                return
            self._known[workspace] = {
                "data": {"1": base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()},
                "index": base64.b64encode(secrets.token_bytes(INDEX_KEY_BYTES)).decode(),
            }
            fresh = self._path.with_suffix(".new")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(self._known, file)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


@cache
def key_ring() -> KeyRing:
    """The installation's key store."""
    return FileKeyRing(Path(settings.KEY_FILE))
