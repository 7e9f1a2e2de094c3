"""Sentences and their places, for rules that quote."""

import re
from collections.abc import Iterator

SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;\n]?")
QUOTED = 80


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, white space at the edges left out."""
    for found in SENTENCE.finditer(text):
        start, end = found.span()
        piece = found.group()
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            yield start, end


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentences that hold `start` to `end`."""
    inside = [span for span in sentences(text) if span[0] < end and start < span[1]]
    return (inside[0][0], inside[-1][1]) if inside else (start, end)


def shortened(text: str) -> str:
    """A quotation of bearable length."""
    return text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
