"""The owner's hands: migrations, provisioning, onboarding. Management commands only."""

from collections.abc import Iterator
from contextlib import contextmanager

import environ
from django.conf import settings
from django.db import connections

from tenancy import roles
from tenancy.backend.base import DatabaseWrapper


def admin_settings() -> dict[str, object]:
    """Connection settings of the admin login, for this thread's `default` connection."""
    login = environ.Env.db_url_config(settings.DATABASE_URL)
    base = connections["default"].settings_dict
    kept = {key: base[key] for key in base if key not in {"TEST"}}
    return {
        **kept,
        **{key: login.get(key, "") for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")},
        "NAME": base["NAME"],
        "OPTIONS": {**base["OPTIONS"], **login.get("OPTIONS", {})},
        "FIXED_ROLE": roles.owner(),
    }


@contextmanager
def as_owner(role: str | None = None) -> Iterator[DatabaseWrapper]:
    """Swap this thread's connection for one of the admin login under the owner's role.

    With `role="none"` the admin login keeps its own rights (to create roles).
    """
    runtime = connections["default"]
    login = admin_settings()
    if role is not None:
        login["FIXED_ROLE"] = role
    owner = DatabaseWrapper(login, alias="default")
    connections["default"] = owner
    try:
        yield owner
    finally:
        owner.close()
        connections["default"] = runtime
