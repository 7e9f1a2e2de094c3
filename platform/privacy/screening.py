"""Screening of free text before it leaves the accepting workspace.

What can be recognised for certain is blanked: telephone numbers and identity card numbers.
"""

import re

PATTERNS = (
    (
        re.compile(
            r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
        ),
        "[身份证号]",
    ),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"), "[电话]"),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]?[2-8]\d{6,7}(?!\d)"), "[电话]"),
)


def screen_text(text: str) -> str:
    """Return the text with every recognised number replaced by what it is."""
    for pattern, name in PATTERNS:
        text = pattern.sub(name, text)
    return text
