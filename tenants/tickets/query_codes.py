"""查询码: six digits by which a citizen asks about a request, and rates it. Only a hash is kept."""

import hmac
import secrets
from collections.abc import Iterable

from privacy.blind_index import blind_index, blind_indexes

DIGITS = 6


def new_code() -> str:
    """A fresh code, to be told to the citizen and then forgotten."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def code_hash(number: str, code: str) -> str:
    """What is kept of a code, under a key of the current workspace; bound to the number.

    Works under the custody role too, standing in the accepting workspace.
    """
    return blind_index(_bound(number, code))


def is_code(number: str, code: str, hashes: Iterable[str]) -> bool:
    """Whether one of the kept hashes is that of the code. Takes as long whatever the answer.

    Whoever asks must be throttled: there are only a million codes.
    """
    plain = "".join(code.split())
    sound = len(plain) == DIGITS and plain.isascii() and plain.isdigit()
    possible = blind_indexes(_bound(number, plain if sound else "0" * DIGITS))
    found = False
    for kept in hashes:
        for each in possible:
            found |= hmac.compare_digest(kept, each)
    return found and sound


def _bound(number: str, code: str) -> str:
    # The index drops punctuation: a letter keeps number and code apart.
    return f"{number}x{code}"
