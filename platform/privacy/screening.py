"""Screening of free text before it leaves the accepting workspace.

What can be recognised for certain is blanked: telephone numbers and identity card numbers.
"""

from kernel.personal_numbers import blank_personal_numbers


def screen_text(text: str) -> str:
    """Return the text with every recognised number replaced by what it is."""
    return blank_personal_numbers(text)
