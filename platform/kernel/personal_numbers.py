"""Shapes of numbers that name a person: telephones and identity cards."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum

# One mark between digits, as people write numbers down: 138-0000-0001, 1 3 8 0 0 …
GAP = r"[-\s\u2010-\u2015\u2212]?"
# What may not stand beside an identity card number.
_START, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"


def _spaced(*marks: str) -> str:
    return GAP.join(marks)


IDENTITY_CARD = re.compile(
    _START
    + _spaced("[1-9]", *["[0-9]"] * 5)
    + GAP
    + f"(?:1{GAP}9|2{GAP}0)"
    + GAP
    + _spaced(*["[0-9]"] * 2)
    + GAP
    + f"(?:0{GAP}[0-9]|1{GAP}[0-2])"
    + GAP
    + f"(?:[0-2]{GAP}[0-9]|3{GAP}[01])"
    + GAP
    + _spaced(*["[0-9]"] * 3, "[0-9Xx]")
    + _END
)
MOBILE = re.compile(
    rf"(?<![0-9])(?:\+?(?:00)?86{GAP})?" + _spaced("1", "[3-9]", *["[0-9]"] * 9) + r"(?![0-9])"
)
LANDLINE = re.compile(
    rf"(?<![0-9.])0[0-9]{{2,3}}(?:{GAP}|\))[2-9][0-9]{{2,3}}{GAP}[0-9]{{4}}(?![0-9])"
)
# 一三八零零…, 幺三八洞洞…: a mobile number as it is spoken.
_SPOKEN = "〇零洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖"
SPOKEN_MOBILE = re.compile(
    rf"(?<![{_SPOKEN}])"
    + _spaced("[一幺壹]", "[三叁四肆五伍六陆七拐柒八捌九勾玖]", *[f"[{_SPOKEN}]"] * 9)
    + rf"(?![{_SPOKEN}])"
)
# Identifiers of ours may happen to contain eleven digits in a row.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class PersonalNumber(StrEnum):
    """What a recognised number is; the value is what is written in its place."""

    IDENTITY_CARD = "[身份证号]"
    PHONE = "[电话]"


SHAPES = (
    (IDENTITY_CARD, PersonalNumber.IDENTITY_CARD),
    (MOBILE, PersonalNumber.PHONE),
    (SPOKEN_MOBILE, PersonalNumber.PHONE),
    (LANDLINE, PersonalNumber.PHONE),
)


def folded(text: str) -> str:
    """The text with full-width marks made plain (１３８ → 138), mark for mark: offsets stay."""
    if text.isascii():
        return text
    return "".join(map(_plain, text))


def _plain(mark: str) -> str:
    plain = unicodedata.normalize("NFKC", mark)
    return plain if len(plain) == 1 else mark


def personal_numbers(text: str) -> Iterator[tuple[int, int, PersonalNumber]]:
    """Where numbers of persons stand in a folded text, each once, and what they are."""
    taken = [found.span() for found in _UUID.finditer(text)]
    for shape, name in SHAPES:
        for found in shape.finditer(text):
            start, end = found.span()
            if all(end <= left or right <= start for left, right in taken):
                taken.append((start, end))
                yield start, end, name


def blank_personal_numbers(text: str) -> str:
    """Return `text` with every telephone and identity card number replaced by what it is."""
    plain = folded(text)
    pieces, end = [], 0
    for start, stop, name in sorted(personal_numbers(plain)):
        pieces += [text[end:start], name.value]
        end = stop
    return "".join(pieces) + text[end:] if pieces else text


def is_personal_number(text: str) -> bool:
    """True if the whole text is a telephone or identity card number."""
    matches: list[Callable[[str], object]] = [shape.fullmatch for shape, _ in SHAPES]
    plain = folded(text).strip()
    return any(match(plain) for match in matches)
