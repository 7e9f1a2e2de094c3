"""The key file: made on first use, by one writer at a time, readable by its owner alone."""

import json
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from privacy.errors import KeysUnavailable
from privacy.keys import FileKeyRing, Purpose, key_ring


def test_first_use_makes_a_key_that_stays(key_file: Path) -> None:
    first = FileKeyRing(key_file).newest("chibi", Purpose.DATA)

    assert FileKeyRing(key_file).newest("chibi", Purpose.DATA) == first
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(first.secret) == 32


def test_every_workspace_and_purpose_has_keys_of_its_own(key_file: Path) -> None:
    ring = FileKeyRing(key_file)

    secrets = {
        ring.newest(workspace, purpose).secret
        for workspace in ("xianning", "chibi")
        for purpose in Purpose
    }

    assert len(secrets) == 4


def test_rotation_keeps_old_keys_readable(key_file: Path) -> None:
    ring = FileKeyRing(key_file)
    old = ring.newest("chibi", Purpose.DATA)

    new = ring.rotate("chibi", Purpose.DATA)

    assert ring.newest("chibi", Purpose.DATA) == new != old
    assert ring.find("chibi", Purpose.DATA, old.id) == old
    assert ring.all("chibi", Purpose.DATA) == [new, old]


def test_rotation_by_another_process_is_seen(key_file: Path) -> None:
    ring = FileKeyRing(key_file)
    ring.newest("chibi", Purpose.DATA)

    new = FileKeyRing(key_file).rotate("chibi", Purpose.DATA)

    assert ring.newest("chibi", Purpose.DATA) == new


def _first_key(path: str) -> bytes:
    return FileKeyRing(Path(path)).newest("chibi", Purpose.DATA).secret


def test_processes_that_race_agree_on_one_key(key_file: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(_first_key, [str(key_file)] * 12)

    assert len(set(found)) == 1
    assert len(json.loads(key_file.read_text())["workspaces"]["chibi"]["data"]) == 1


def test_unknown_key_is_an_error(key_file: Path) -> None:
    with pytest.raises(KeysUnavailable):
        FileKeyRing(key_file).find("chibi", Purpose.DATA, b"\0" * 8)


def test_a_file_open_to_others_is_refused(key_file: Path) -> None:
    FileKeyRing(key_file).newest("chibi", Purpose.DATA)
    os.chmod(key_file, 0o640)

    with pytest.raises(KeysUnavailable, match="chmod 600"):
        FileKeyRing(key_file).newest("chibi", Purpose.DATA)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1}'])
def test_a_damaged_file_is_never_replaced(key_file: Path, content: str) -> None:
    key_file.write_text(content)
    key_file.chmod(0o600)

    with pytest.raises(KeysUnavailable):
        FileKeyRing(key_file).newest("chibi", Purpose.DATA)

    assert key_file.read_text() == content


def test_a_file_that_vanishes_is_not_made_anew(key_file: Path) -> None:
    ring = FileKeyRing(key_file)
    ring.newest("chibi", Purpose.DATA)
    key_file.unlink()

    with pytest.raises(KeysUnavailable, match="gone"):
        ring.newest("chibi", Purpose.DATA)


def test_a_key_never_shows_its_secret(key_file: Path) -> None:
    key = key_ring().newest("chibi", Purpose.DATA)

    assert repr(key.secret) not in repr(key)
    assert "secret" not in repr(key)
