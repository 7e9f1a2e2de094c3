"""No personal datum leaves in a log line or an error report."""

import re
from collections.abc import Mapping
from typing import Any

from kernel.personal_numbers import blank_personal_numbers

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
        "headers",
        "query_string",
        "args",
        "kwargs",
        "celery-job",
        "vars",
    }
)
HIDDEN = "[hidden]"

# PostgreSQL repeats rejected rows word for word below an error's first line.
_REJECTED_ROW = re.compile(
    r"\n(?:DETAIL|CONTEXT|STATEMENT|LINE \d+):.*?"
    r"(?=\nHINT:|\n\nThe above|\n\nDuring handling|\nTraceback |\n  File |\Z)",
    re.DOTALL,
)


def scrub_text(text: str) -> str:
    """The text without telephone and identity card numbers, and without rejected rows.

    A string that hides itself when printed stays hidden.
    """
    return blank_personal_numbers(_REJECTED_ROW.sub("", str(text)))


def scrub(value: Any) -> Any:
    """The same structure of plain values, without numbers of persons and private fields."""
    return _scrubbed(value, hide_names=True)


def scrub_numbers(value: Any) -> Any:
    """The same structure without numbers of persons; every field stays."""
    return _scrubbed(value, hide_names=False)


def _scrubbed(value: Any, *, hide_names: bool) -> Any:
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, Mapping):
        return {
            key: HIDDEN
            if hide_names and key in PRIVATE_NAMES
            else _scrubbed(part, hide_names=hide_names)
            for key, part in value.items()
        }
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_scrubbed(part, hide_names=hide_names) for part in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return scrub_text(str(value))
