"""The form of a case."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A photo of the report: when it was taken, and on which other ticket it was used."""

    taken: str = ""
    used_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    name: str
    request: str
    report: str
    reply: str
    expected: frozenset[str] = frozenset()
    # A piece of each demand that nobody answered.
    missing: tuple[str, ...] = ()
    kind: str = "help"
    dispatched: str = "2026-11-02T09:00+08:00"
    contacted: str | None = None
    anonymous: bool = False
    photos: tuple[Photo, ...] = ()
    papers: int = 0
    earlier: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


def codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


RECORDED = "2026-11-02T15:00+08:00"
FRESH = (Photo(taken="2026-11-03T10:12+08:00"),)
