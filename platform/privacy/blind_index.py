"""Finding an encrypted value without decrypting: a keyed digest beside it."""

from cryptography.hazmat.primitives import hashes, hmac
from django.db import connection

from privacy.keys import key_ring


def blind_index(value: str) -> str:
    """HMAC-SM3 of a normalised value under the current workspace's index key; 64 hex digits."""
    if not value:
        return ""
    workspace: str = connection.schema_name  # type: ignore[attr-defined]
    digest = hmac.HMAC(key_ring().index_key(workspace), hashes.SM3())
    digest.update(value.encode())
    return digest.finalize().hex()
