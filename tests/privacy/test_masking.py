"""What people see of personal data."""

import pytest

from privacy.masking import mask_identity, mask_name, mask_phone
from privacy.personal_text import PersonalText


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张**"),
        ("欧阳小明", "欧**"),
        ("张", "张**"),
        (" 李 四", "李**"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == mask_name(PersonalText(name)) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800000001", "138****0001"),
        ("0715-8888456", "0715-****456"),
        ("027-85550123", "027-****123"),
        ("8888456", "****456"),
        ("0715-8888456-801", "0715-****456"),
        ("12345", "****"),
        ("张三 13800000001", "****"),
        ("", ""),
    ],
)
def test_phones(phone: str, shown: str) -> None:
    assert mask_phone(phone) == mask_phone(PersonalText(phone)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("42128119800101123X", "421*************3X"),
        ("G12345678", "G12****78"),
        ("123", "****"),
        ("", ""),
    ],
)
def test_identity_numbers(number: str, shown: str) -> None:
    assert mask_identity(number) == shown
