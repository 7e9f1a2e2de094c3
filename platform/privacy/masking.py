"""What people see of personal data unless they reveal it: enough to recognise, not to use."""

import re

from privacy.personal_text import reveal

STARS = "****"
MOBILE = re.compile(r"\d{11}")
LANDLINE = re.compile(r"(?P<area>0\d{2,3}-)?\d{4,5}(?P<end>\d{3})(?P<extension>-\d+)?")


def mask_name(name: str) -> str:
    """`张**`: the first character; the stars do not tell the length."""
    plain = reveal(name).strip()
    return f"{plain[0]}**" if plain else ""


def mask_phone(phone: str) -> str:
    """`138****0001`, `0715-****888`; a number of no known shape shows nothing."""
    plain = reveal(phone).strip()
    if not plain:
        return ""
    if MOBILE.fullmatch(plain):
        return f"{plain[:3]}{STARS}{plain[-4:]}"
    if found := LANDLINE.fullmatch(plain):
        return f"{found['area'] or ''}{STARS}{found['end']}"
    return STARS


def mask_identity(number: str) -> str:
    """`421***************2X` of an identity card number: neither birthday nor serial."""
    plain = reveal(number).strip()
    if len(plain) < 8:
        return STARS if plain else ""
    return f"{plain[:3]}{'*' * (len(plain) - 5)}{plain[-2:]}"
