"""How alike two requests are, so that a person can see why (plain and explainable). Pure."""

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

WORDS_SHOWN = 4
COMPARED = 400  # characters of a text: what a request is about stands at its beginning
ALIKE_FROM = 0.3
SHARED_AT_LEAST = 4
ADDRESS_AT_LEAST = 4
NEAR_METRES = 300
EARTH_RADIUS_METRES = 6_371_000


class Likeness(StrEnum):
    """Why two requests may be about the same thing."""

    SAME_CALLER = "same_caller"
    SIMILAR_TEXT = "similar_text"
    NEAR = "near"
    SAME_ADDRESS = "same_address"
    SAME_CATEGORY = "same_category"
    SAME_AREA = "same_area"
    OPEN_INCIDENT = "open_incident"


# What each reason counts; similar text counts as much of it as is alike.
WEIGHTS: dict[Likeness, int] = {
    Likeness.SAME_CALLER: 40,
    Likeness.SIMILAR_TEXT: 60,
    Likeness.OPEN_INCIDENT: 30,
    Likeness.NEAR: 20,
    Likeness.SAME_ADDRESS: 20,
    Likeness.SAME_CATEGORY: 10,
    Likeness.SAME_AREA: 10,
}
# Same area and category alone are every day's work, no sign of a repeat.
ENOUGH = 30


@dataclass(frozen=True)
class Reason:
    """One reason, what it counts, and the sentence that tells it."""

    likeness: Likeness
    weight: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What is compared of a request."""

    title: str
    body: str = ""
    category: str = ""
    area_id: UUID | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None


def reasons_of(
    draft: Picture, other: Picture, *, same_caller: bool, event: str = ""
) -> list[Reason]:
    """All reasons to think both are about the same, the weightiest first.

    `event` is the title of an open incident that the other one belongs to.
    """
    found = [
        _same_caller(same_caller),
        _similar_text(draft, other),
        _of_event(event),
        _near(draft, other),
        _same_address(draft, other),
        _same(Likeness.SAME_CATEGORY, draft.category, other.category, "事项类别相同"),
        _same(Likeness.SAME_AREA, draft.area_id, other.area_id, "发生在同一地区"),
    ]
    return sorted((each for each in found if each), key=lambda each: -each.weight)


def score_of(reasons: list[Reason]) -> int:
    """What all reasons count together, at most 100."""
    return min(100, sum(reason.weight for reason in reasons))


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring letters, digits or characters; marks and spaces part them."""
    marks = [mark if mark.isalnum() else " " for mark in text[:COMPARED].casefold()]
    pairs = ("".join(pair) for pair in pairwise(marks))
    return {pair for pair in pairs if " " not in pair}


def shared_words(text: str, shared: set[str]) -> list[str]:
    """The stretches of a text made of shared pairs only, the longest first."""
    plain = text[:COMPARED].casefold()
    runs: list[str] = []
    start: int | None = None
    for here in range(len(plain)):
        inside = plain[here : here + 2] in shared
        if inside and start is None:
            start = here
        if not inside and start is not None:
            runs.append(plain[start : here + 1])
            start = None
    distinct = sorted(dict.fromkeys(runs), key=lambda run: -len(run))
    kept: list[str] = []
    for run in distinct:
        if not any(run in longer for longer in kept):
            kept.append(run)
    return kept[:WORDS_SHOWN]


def metres_between(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Distance on the ground; flat, as is good enough within a county."""
    north = math.radians(other_latitude - latitude)
    east = math.radians(other_longitude - longitude) * math.cos(math.radians(latitude))
    return EARTH_RADIUS_METRES * math.hypot(north, east)


def _reason(likeness: Likeness, sentence: str, share: float = 1.0) -> Reason:
    return Reason(likeness, round(WEIGHTS[likeness] * share), sentence)


def _same_caller(same: bool) -> Reason | None:
    return _reason(Likeness.SAME_CALLER, "同一诉求人（来电号码相同）") if same else None


def _of_event(title: str) -> Reason | None:
    if not title:
        return None
    return _reason(Likeness.OPEN_INCIDENT, f"属于正在处置的突发事件“{title}”")


def _similar_text(draft: Picture, other: Picture) -> Reason | None:
    told, before = f"{draft.title}\n{draft.body}", f"{other.title}\n{other.body}"
    mine, theirs = bigrams(told), bigrams(before)
    shared = mine & theirs
    if len(shared) < SHARED_AT_LEAST:
        return None
    share = len(shared) / min(len(mine), len(theirs))
    if share < ALIKE_FROM:
        return None
    words = "、".join(f"“{word}”" for word in shared_words(told, shared))
    return _reason(Likeness.SIMILAR_TEXT, f"内容相近（{share:.0%}），都提到{words}", share)


def _near(draft: Picture, other: Picture) -> Reason | None:
    here, there = (draft.latitude, draft.longitude), (other.latitude, other.longitude)
    if None in here or None in there:
        return None
    metres = metres_between(*here, *there)  # type: ignore[arg-type] # none is None
    if metres > NEAR_METRES:
        return None
    return _reason(Likeness.NEAR, f"地点相距约 {max(10, round(metres, -1)):.0f} 米")


def _same_address(draft: Picture, other: Picture) -> Reason | None:
    mine, theirs = "".join(draft.address.split()), "".join(other.address.split())
    shorter, longer = sorted((mine, theirs), key=len)
    if len(shorter) < ADDRESS_AT_LEAST or shorter not in longer:
        return None
    return _reason(Likeness.SAME_ADDRESS, f"地址相同（{shorter}）")


def _same(likeness: Likeness, mine: object, theirs: object, sentence: str) -> Reason | None:
    return _reason(likeness, sentence) if mine and mine == theirs else None
