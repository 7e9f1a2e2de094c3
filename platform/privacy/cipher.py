"""What a stored value looks like, and how it is made and read.

base64 of: version (1 byte), cipher (1), key id (8), nonce (12), ciphertext, tag (16). The header,
the workspace and the column are authenticated, so a value that was changed, or copied to another
workspace or column, does not decrypt. 国密: SM4-GCM unless the setting FIELD_CIPHER says otherwise.
"""

import base64
import binascii
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, CipherAlgorithm, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from privacy.errors import Undecipherable
from privacy.keys import KEY_ID_BYTES, Key, Purpose, key_ring

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 2 + KEY_ID_BYTES
# What base64 makes of the version byte, and of the shortest value there is.
SHAPE = "^AQ[A-Za-z0-9+/]{50,}={0,2}$"


@dataclass(frozen=True)
class Suite:
    """A cipher and its number in stored values."""

    name: str
    number: int
    key_bytes: int
    algorithm: type[algorithms.SM4] | type[algorithms.AES]

    def keyed(self, key: Key) -> CipherAlgorithm:
        """The cipher under its own key, derived so that no two ciphers share one."""
        derive = HKDF(hashes.SM3(), self.key_bytes, salt=None, info=f"yihao {self.name}".encode())
        return self.algorithm(derive.derive(key.secret))


SUITES = (
    Suite("sm4-gcm", 1, 16, algorithms.SM4),
    Suite("aes-gcm", 2, 32, algorithms.AES),
)


@dataclass(frozen=True)
class Place:
    """Where a value lives: it decrypts nowhere else."""

    workspace: str
    column: str

    def associated(self, header: bytes) -> bytes:
        return b"\0".join((b"yihao field", self.workspace.encode(), self.column.encode(), header))


def encrypt(text: str, *, place: Place) -> str:
    """Encrypt under the newest key of the workspace."""
    suite = _chosen_suite()
    key = key_ring().newest(place.workspace, Purpose.DATA)
    nonce = secrets.token_bytes(NONCE_BYTES)
    header = bytes((VERSION, suite.number)) + key.id
    encryptor = Cipher(suite.keyed(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(place.associated(header))
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return base64.b64encode(header + nonce + sealed + encryptor.tag).decode("ascii")


def decrypt(stored: str, *, place: Place) -> str:
    """Read a value back. Raises Undecipherable for anything but what was stored here."""
    try:
        raw = base64.b64decode(stored, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise Undecipherable(f"{place.column}: not an encrypted value") from problem
    if len(raw) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES or raw[0] != VERSION:
        raise Undecipherable(f"{place.column}: not an encrypted value")
    header, nonce = raw[:HEADER_BYTES], raw[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
    sealed, tag = raw[HEADER_BYTES + NONCE_BYTES : -TAG_BYTES], raw[-TAG_BYTES:]
    suite = _suite_numbered(raw[1])
    key = key_ring().find(place.workspace, Purpose.DATA, header[2:])
    decryptor = Cipher(suite.keyed(key), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(place.associated(header))
    try:
        return (decryptor.update(sealed) + decryptor.finalize()).decode()
    except InvalidTag as problem:
        raise Undecipherable(f"{place.column}: changed, or stored for another place") from problem


def _chosen_suite() -> Suite:
    for suite in SUITES:
        if suite.name == settings.FIELD_CIPHER:
            return suite
    names = ", ".join(suite.name for suite in SUITES)
    raise ImproperlyConfigured(f"FIELD_CIPHER must be one of: {names}")


def _suite_numbered(number: int) -> Suite:
    for suite in SUITES:
        if suite.number == number:
            return suite
    raise Undecipherable(f"unknown cipher {number}")
