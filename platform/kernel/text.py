"""Text typed by people: trimmed, bounded, free of control characters."""

import unicodedata

from kernel.errors import DomainError, KernelError

TITLE_LIMIT = 200
BODY_LIMIT = 20_000
NOTE_LIMIT = 2_000


def clean_line(text: str, *, field: str, limit: int = TITLE_LIMIT, required: bool = True) -> str:
    """Return one line of text, white space folded, or raise EMPTY, TOO_LONG or MALFORMED_TEXT."""
    return _checked(" ".join(text.split()), field=field, limit=limit, required=required)


def clean_body(text: str, *, field: str, limit: int = BODY_LIMIT, required: bool = True) -> str:
    """Return a text of several lines, or raise EMPTY, TOO_LONG or MALFORMED_TEXT."""
    folded = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n"))
    return _checked(folded.strip(), field=field, limit=limit, required=required)


def _checked(text: str, *, field: str, limit: int, required: bool) -> str:
    if required and not text:
        raise DomainError(KernelError.EMPTY, "此项不能为空", field=field)
    if len(text) > limit:
        raise DomainError(KernelError.TOO_LONG, f"内容过长，最多 {limit} 个字", field=field)
    if any(unicodedata.category(mark) in {"Cc", "Cs"} and mark not in "\n\t" for mark in text):
        raise DomainError(KernelError.MALFORMED_TEXT, "内容含有无法识别的字符", field=field)
    return text
