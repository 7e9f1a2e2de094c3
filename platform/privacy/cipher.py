"""Encryption of single fields: SM4-GCM (国密) by default, AES-GCM by choice.

A stored value names its format, cipher and key; workspace and column are authenticated with it, so
a value copied to another workspace or column does not decrypt.
"""

import base64
import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from django.conf import settings

from privacy.keys import key_ring

FORMAT = 1
HEADER = struct.Struct(">BBI")
NONCE_BYTES = 12
TAG_BYTES = 16
CIPHERS = {"sm4-gcm": 1, "aes-gcm": 2}
ALGORITHMS = {1: SM4, 2: AES}


class Undecryptable(Exception):
    """A stored value was altered, moved, or its key is not this workspace's."""


def encrypt(text: str, *, workspace: str, column: str) -> str:
    """The stored form of `text`; the empty text stays empty."""
    if not text:
        return ""
    key = key_ring().newest(workspace)
    cipher_id = CIPHERS[settings.FIELD_CIPHER]
    header = HEADER.pack(FORMAT, cipher_id, key.id)
    nonce = secrets.token_bytes(NONCE_BYTES)
    encryptor = Cipher(ALGORITHMS[cipher_id](key.secret), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(_context(header, workspace, column))
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return base64.b64encode(header + nonce + sealed + encryptor.tag).decode()


def decrypt(stored: str, *, workspace: str, column: str) -> str:
    """The text behind a stored value. Raises Undecryptable."""
    if not stored:
        return ""
    try:
        raw = base64.b64decode(stored, validate=True)
        form, cipher_id, key_id = HEADER.unpack_from(raw)
        if form != FORMAT:
            raise Undecryptable(f"unknown format {form}")
        key = key_ring().by_id(workspace, key_id)
        nonce = raw[HEADER.size : HEADER.size + NONCE_BYTES]
        sealed, tag = raw[HEADER.size + NONCE_BYTES : -TAG_BYTES], raw[-TAG_BYTES:]
        decryptor = Cipher(ALGORITHMS[cipher_id](key.secret), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(_context(raw[: HEADER.size], workspace, column))
        return (decryptor.update(sealed) + decryptor.finalize()).decode()
    except (ValueError, KeyError, struct.error, InvalidTag) as problem:
        raise Undecryptable(f"{column} in {workspace}") from problem


def _context(header: bytes, workspace: str, column: str) -> bytes:
    return header + f"{workspace}\x1f{column}".encode()
