"""Names as they are compared: blind, like telephone numbers, and never mixed up with those."""

from privacy.blind_index import blind_index, blind_indexes
from privacy.personal_text import reveal

# Without it the index of a name and of a number would be of one kind, and could be matched.
DOMAIN = "name"


def name_index(name: str) -> str:
    """The index to store beside a name; empty for none."""
    plain = reveal(name).strip()
    return blind_index(DOMAIN + plain) if plain else ""


def name_indexes(name: str) -> list[str]:
    """Every index under which a name may have been stored."""
    plain = reveal(name).strip()
    return blind_indexes(DOMAIN + plain) if plain else []
