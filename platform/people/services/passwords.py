"""初始密码: what people who were imported log in with for the first time."""

import secrets
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from people.models import User

# Nothing that is mistaken for something else on paper: no 0 and o, no 1, i and l.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


@transaction.atomic
def issue_passwords(*, user_ids: Collection[UUID]) -> list[tuple[User, str]]:
    """Give a password to everybody among these who is active and has none, by username.

    Whoever has one keeps it. The passwords are returned this once and kept only as hashes.
    """
    found = User.objects.select_for_update().filter(pk__in=user_ids, is_active=True)
    issued = []
    for user in found.order_by("username"):
        if user.has_usable_password():
            continue
        password = _made_up()
        user.set_password(password)
        user.save(update_fields=["password"])
        issued.append((user, password))
    return issued


def _made_up() -> str:
    """Sixteen signs, about 79 bits."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
