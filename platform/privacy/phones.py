"""Telephone numbers as people say them, in one form."""

import re
import unicodedata

from kernel.errors import DomainError
from privacy.errors import PrivacyError

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}")
LOCAL = re.compile(r"[2-8]\d{6,7}")
SEPARATORS = re.compile(r"[\s\-‐–—－()（）.]")


def clean_phone(text: str, *, field: str = "callerPhone") -> str:
    """Digits only; mobiles, landlines with or without area code. Raises PHONE_MALFORMED."""
    digits = SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))", "", digits)
    if not any(form.fullmatch(digits) for form in (MOBILE, LANDLINE, LOCAL)):
        raise DomainError(
            PrivacyError.PHONE_MALFORMED, "电话号码格式不正确，请填写手机号或固定电话", field=field
        )
    return digits
