"""Finding a category as one types: by words, pinyin, initials or code. Pure."""

from collections.abc import Sequence

from taxonomy.models import Category

EXACT, STARTS, CONTAINS, ABOVE = range(4)


def found_by(search: str, rows: Sequence[Category]) -> list[Category]:
    """Rows that fit every word of the search, the best first, then deeper before higher."""
    words = search.lower().split()
    by_code = {row.code: row for row in rows}
    ranked = [
        (rank, -len(row.code), row.code)
        for row in rows
        if (rank := _rank(row, words, by_code)) is not None
    ]
    return [by_code[code] for _, _, code in sorted(ranked)]


def _rank(row: Category, words: list[str], by_code: dict[str, Category]) -> int | None:
    """How well the worst word fits; None if one does not, or if none fits the row itself."""
    own = [_fit(row, word) for word in words]
    if all(rank is None for rank in own):
        return None
    above = _above(row, by_code)
    ranks = [
        rank if rank is not None else _fit_above(above, word)
        for rank, word in zip(own, words, strict=True)
    ]
    fitting = [rank for rank in ranks if rank is not None]
    return max(fitting) if len(fitting) == len(ranks) else None


def _fit(row: Category, word: str) -> int | None:
    spoken = row.pinyin.split(" ")
    if word in {row.code, row.name.lower(), *spoken}:
        return EXACT
    if row.code.startswith(word) or row.name.lower().startswith(word):
        return STARTS
    if any(each.startswith(word) for each in spoken):
        return STARTS
    if word in row.name.lower() or any(word in each for each in spoken):
        return CONTAINS
    return None


def _fit_above(above: list[Category], word: str) -> int | None:
    return ABOVE if any(_fit(row, word) is not None for row in above) else None


def _above(row: Category, by_code: dict[str, Category]) -> list[Category]:
    found = []
    parent = by_code.get(row.parent)
    while parent is not None:
        found.append(parent)
        parent = by_code.get(parent.parent)
    return found
