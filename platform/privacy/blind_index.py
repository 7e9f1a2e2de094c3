"""Finding an encrypted value without decrypting any: HMAC-SM3 under a key of the workspace."""

import unicodedata

from cryptography.hazmat.primitives import hashes, hmac
from django.db import connection

from privacy.keys import Key, Purpose, key_ring
from privacy.personal_text import reveal

INDEX_LENGTH = 64


def blind_index(value: str) -> str:
    """The index to store beside `value` in the current workspace; empty for empty."""
    normal = _normal(value)
    return _index(key_ring().newest(_workspace(), Purpose.INDEX), normal) if normal else ""


def blind_indexes(value: str) -> list[str]:
    """Every index under which `value` may have been stored, over all index keys there were."""
    normal = _normal(value)
    if not normal:
        return []
    return [_index(key, normal) for key in key_ring().all(_workspace(), Purpose.INDEX)]


def _index(key: Key, normal: str) -> str:
    code = hmac.HMAC(key.secret, hashes.SM3())
    code.update(normal.encode())
    return code.finalize().hex()


def _normal(value: str) -> str:
    """Spaces, hyphens, width and case do not tell values apart."""
    folded = unicodedata.normalize("NFKC", reveal(value)).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def _workspace() -> str:
    return str(connection.schema_name)  # type: ignore[attr-defined]
