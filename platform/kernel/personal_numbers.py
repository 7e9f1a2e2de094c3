"""Shapes of numbers that name a person: telephones and identity cards."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

# People type full-width digits too (１３８…); `\d` matches them, a class like [3-9] does not.
_TO_NINE = {low: f"[{low}-9{chr(0xFF10 + low)}-\uff19]" for low in (1, 2, 3)}
_GAP = r"[-\s\u2010-\u2015\u3000]?"

IDENTITY_CARD = re.compile(
    rf"(?<![0-9A-Za-z]){_TO_NINE[1]}\d{{5}}(?:[1１][9９]|[2２][0０])\d{{2}}"
    r"(?:[0０]\d|[1１][0-2０-２])(?:[0-2０-２]\d|[3３][01０１])\d{3}[\dXxＸｘ](?![0-9A-Za-z])"
)
MOBILE = re.compile(
    rf"(?<!\d)(?:\+?(?:00)?86{_GAP})?[1１]{_TO_NINE[3]}\d(?:{_GAP}\d{{4}}){{2}}(?!\d)"
)
LANDLINE = re.compile(
    rf"(?<![\d.])[0０]\d{{2,3}}(?:{_GAP}|\)|）){_TO_NINE[2]}\d{{2,3}}{_GAP}\d{{4}}(?!\d)"
)
# Identifiers of ours may happen to contain eleven digits in a row.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class PersonalNumber(StrEnum):
    """What a recognised number is; the value is what is written in its place."""

    IDENTITY_CARD = "[身份证号]"
    PHONE = "[电话]"


_SHAPES = (
    (IDENTITY_CARD, PersonalNumber.IDENTITY_CARD),
    (MOBILE, PersonalNumber.PHONE),
    (LANDLINE, PersonalNumber.PHONE),
)


def blank_personal_numbers(text: str) -> str:
    """Return `text` with every telephone and identity card number replaced by what it is."""
    if not any(mark.isdigit() for mark in text):
        return text
    return "".join(piece if kept else _blanked(piece) for piece, kept in _without_identifiers(text))


def is_personal_number(text: str) -> bool:
    """True if the whole text is a telephone or identity card number."""
    matches: list[Callable[[str], object]] = [shape.fullmatch for shape, _ in _SHAPES]
    return any(match(text.strip()) for match in matches)


def _blanked(text: str) -> str:
    for shape, name in _SHAPES:
        text = shape.sub(name, text)
    return text


def _without_identifiers(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of the text in order, each with whether it is an identifier to leave alone."""
    end = 0
    for found in _UUID.finditer(text):
        yield text[end : found.start()], False
        yield found.group(), True
        end = found.end()
    yield text[end:], False
