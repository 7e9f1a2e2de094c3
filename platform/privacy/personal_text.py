"""Text that says who somebody is, and therefore does not show itself by accident."""

from typing import Self

HIDDEN = "***"


class PersonalText(str):
    """A string that prints, formats and logs as stars; `reveal()` gives the plain text.

    Comparing, slicing and measuring see the real text, so masking works on it.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return super().__new__(cls, reveal(text))

    def reveal(self) -> str:
        """The plain text. Each call is a place to answer for."""
        return "".join(self)

    def __str__(self) -> str:
        return HIDDEN if len(self) else ""

    def __repr__(self) -> str:
        return f"<personal {HIDDEN}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def reveal(text: str) -> str:
    """The plain text of either kind of string."""
    return text.reveal() if isinstance(text, PersonalText) else text
