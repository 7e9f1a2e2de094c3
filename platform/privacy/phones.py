"""Telephone numbers as people type them, brought into one form."""

import re
import unicodedata

from kernel.errors import DomainError
from privacy.errors import PrivacyError
from privacy.personal_text import reveal

SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212().·]+")
COUNTRY = re.compile(r"(?:\+|00)86")
MOBILE = re.compile(r"1[3-9]\d{9}")
# 010 and 02x have eight digits after them, all other areas seven or eight.
LANDLINE = re.compile(
    r"(?P<area>010|02\d)(?P<long>[2-8]\d{7})|(?P<far>0[3-9]\d\d)(?P<any>[2-8]\d{6,7})"
)
LOCAL = re.compile(r"[2-8]\d{6,7}")
EXTENSION = re.compile(r"(?:转|ext\.?|x|#)\s*(?P<digits>\d{1,6})$", re.IGNORECASE)
HYPHENED_EXTENSION = re.compile(r"-(?P<digits>\d{1,6})$")


def clean_phone(text: str, *, field: str = "callerPhone") -> str:
    """Return a number as `13800000001`, `0715-8888888` or `8888888` (with `-801` for 转801).

    Raises PHONE_MALFORMED for anything that is no Chinese mobile or landline number.
    """
    typed = unicodedata.normalize("NFKC", reveal(text)).strip()
    if number := _plain_number(typed):
        return number
    for shape in (EXTENSION, HYPHENED_EXTENSION):
        if found := shape.search(typed):
            number = _plain_number(typed[: found.start()])
            if number and not MOBILE.fullmatch(number):
                return f"{number}-{found['digits']}"
    raise DomainError(
        PrivacyError.PHONE_MALFORMED,
        "电话号码格式不正确，请填写手机号或带区号的座机号",
        field=field,
    )


def _plain_number(typed: str) -> str | None:
    digits = SEPARATORS.sub("", typed)
    if abroad := COUNTRY.match(digits):
        digits = digits[abroad.end() :]
        if not MOBILE.fullmatch(digits) and not digits.startswith("0"):
            digits = f"0{digits}"  # +86 715 … drops the zero of the area code
    elif len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if not digits.isascii() or not digits.isdigit():
        return None
    if MOBILE.fullmatch(digits) or LOCAL.fullmatch(digits):
        return digits
    if found := LANDLINE.fullmatch(digits):
        return f"{found['area'] or found['far']}-{found['long'] or found['any']}"
    return None
