"""Keys of each workspace: one to encrypt its fields, one to index them.

`KeyRing` is the port; an installation with a key management system names its own adapter in the
setting KEY_RING. The default keeps the keys in one file that only its owner may read.
"""

import base64
import contextlib
import fcntl
import json
import os
import secrets
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from privacy.errors import KeysUnavailable

KEY_ID_BYTES = 8
SECRET_BYTES = 32


class Purpose(StrEnum):
    """What a key is for; no key serves two purposes."""

    DATA = "data"
    INDEX = "index"


@dataclass(frozen=True)
class Key:
    """A secret and the name under which stored values refer to it. Never shows the secret."""

    id: bytes
    secret: bytes = field(repr=False)


class KeyRing(Protocol):
    """Where keys come from. Keys are added, never replaced: old values name the old ones."""

    def newest(self, workspace: str, purpose: Purpose) -> Key:
        """The key for new values; made on first use."""

    def find(self, workspace: str, purpose: Purpose, key_id: bytes) -> Key:
        """The key that a stored value names. Raises KeysUnavailable if there is none."""

    def all(self, workspace: str, purpose: Purpose) -> list[Key]:
        """Every key a stored value may have been made with, newest first."""

    def rotate(self, workspace: str, purpose: Purpose) -> Key:
        """Add a key and make it the newest."""


Stored = dict[str, dict[str, list[dict[str, str]]]]


class FileKeyRing:
    """Keys in a JSON file of mode 0600, written whole and moved into place under a lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: Stored = {}
        self._version: tuple[int, int, int] | None = None
        self._guard = threading.Lock()

    def newest(self, workspace: str, purpose: Purpose) -> Key:
        known = self._known(workspace, purpose)
        return known[-1] if known else self._add(workspace, purpose, only_first=True)

    def find(self, workspace: str, purpose: Purpose, key_id: bytes) -> Key:
        for key in self._known(workspace, purpose):
            if key.id == key_id:
                return key
        raise KeysUnavailable(f"{workspace}: no {purpose} key {key_id.hex()} in {self.path}")

    def all(self, workspace: str, purpose: Purpose) -> list[Key]:
        self.newest(workspace, purpose)
        return self._known(workspace, purpose)[::-1]

    def rotate(self, workspace: str, purpose: Purpose) -> Key:
        return self._add(workspace, purpose, only_first=False)

    def _known(self, workspace: str, purpose: Purpose) -> list[Key]:
        stored = self._stored().get(workspace, {}).get(purpose, [])
        return [
            Key(bytes.fromhex(entry["id"]), base64.b64decode(entry["secret"])) for entry in stored
        ]

    def _add(self, workspace: str, purpose: Purpose, *, only_first: bool) -> Key:
        with self._only_one_writer():
            known = self._known(workspace, purpose)
            if known and only_first:
                return known[-1]
            key = Key(secrets.token_bytes(KEY_ID_BYTES), secrets.token_bytes(SECRET_BYTES))
            entry = {"id": key.id.hex(), "secret": base64.b64encode(key.secret).decode()}
            every = cast(Stored, json.loads(json.dumps(self._stored())))
            every.setdefault(workspace, {}).setdefault(purpose, []).append(entry)
            self._write(every)
            self._stored()
        return key

    def _stored(self) -> Stored:
        """The file's content, read again only when the file has changed."""
        with self._guard:
            try:
                found = self.path.stat()
            except FileNotFoundError:
                if self._version is not None:
                    raise KeysUnavailable(f"the key file {self.path} has gone") from None
                return {}
            version = (found.st_ino, found.st_mtime_ns, found.st_size)
            if version != self._version:
                self._read = self._load(found)
                self._version = version
            return self._read

    def _load(self, found: os.stat_result) -> Stored:
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise KeysUnavailable(f"the key file {self.path} is open to others: chmod 600 it")
        try:
            content: Any = json.loads(self.path.read_text(encoding="ascii"))
            return cast(Stored, content["workspaces"])
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise KeysUnavailable(f"cannot read the key file {self.path}") from problem

    def _write(self, every: Stored) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            json.dump({"version": 1, "workspaces": every}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)  # a value must never outlive the key it was encrypted with
        finally:
            os.close(folder)

    @contextlib.contextmanager
    def _only_one_writer(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


_file_rings: dict[str, FileKeyRing] = {}


def file_key_ring() -> KeyRing:
    """The key ring in the file that the setting KEY_FILE names."""
    path = str(settings.KEY_FILE)
    return _file_rings.setdefault(path, FileKeyRing(Path(path)))


def key_ring() -> KeyRing:
    """The key ring of this installation: what KEY_RING names, or the file."""
    return cast(KeyRing, import_string(settings.KEY_RING)())
