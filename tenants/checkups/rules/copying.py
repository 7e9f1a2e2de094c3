"""Replies that were written before, for somebody else."""

import re
from collections.abc import Iterable

from kernel.personal_numbers import folded

LENGTH = 4
# Below this many characters two honest replies may well be the same.
SHORTEST = 40
SIMILAR = 0.7

_DROPPED = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_DIGITS = re.compile(r"[0-9]+")


def shingles(text: str) -> frozenset[str]:
    """Overlapping pieces of a text; white space, marks and numbers do not count."""
    plain = _DIGITS.sub("0", _DROPPED.sub("", folded(text)))
    if len(plain) < SHORTEST:
        return frozenset()
    return frozenset(plain[at : at + LENGTH] for at in range(len(plain) - LENGTH + 1))


def most_similar(text: str, earlier: Iterable[tuple[str, str]]) -> tuple[str, float]:
    """The number of the earlier reply that is most alike, and how alike: 0 to 1 (Jaccard)."""
    own = shingles(text)
    best = ("", 0.0)
    for number, other_text in earlier:
        other = shingles(other_text)
        if own and other:
            alike = len(own & other) / len(own | other)
            best = max(best, (number, alike), key=lambda each: each[1])
    return best
