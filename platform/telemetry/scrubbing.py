"""No personal datum leaves in a log line or an error report."""

import re
from collections.abc import Mapping
from typing import Any

NUMBERS = (
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"), "[id]"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)"), "[phone]"),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]?[2-8]\d{6,7}(?!\d)"), "[phone]"),
)
# What people type and what identifies them: never reported, whatever it holds.
PRIVATE_NAMES = frozenset(
    {
        "variables",
        "data",
        "body",
        "body_shared",
        "title",
        "password",
        "phone",
        "name",
        "address",
        "caller_name",
        "caller_phone",
        "callerName",
        "callerPhone",
        "text",
        "note",
        "report",
        "reply",
        "reply_draft",
        "opinion",
        "cookies",
        "query_string",
    }
)
HIDDEN = "[hidden]"


def scrub_text(text: str) -> str:
    for pattern, name in NUMBERS:
        text = pattern.sub(name, text)
    return text


def scrub(value: Any) -> Any:
    """The same structure without numbers of persons and without private fields."""
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, Mapping):
        return {key: HIDDEN if key in PRIVATE_NAMES else scrub(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [scrub(part) for part in value]
    return value
