"""Masks: what everybody sees of a name or a number."""

HIDDEN = "*"


def mask_name(name: str) -> str:
    """The first character and stars: 张** ; nothing for nothing."""
    name = name.strip()
    return name[0] + HIDDEN * 2 if name else ""


def mask_phone(phone: str) -> str:
    """The first three and the last four digits of a mobile; the last two of anything shorter."""
    digits = "".join(mark for mark in phone if mark.isdigit())
    if not digits:
        return ""
    if len(digits) >= 11:
        return digits[:3] + HIDDEN * (len(digits) - 7) + digits[-4:]
    return HIDDEN * (len(digits) - 2) + digits[-2:]
