"""System checks: configurations that would open the wall between workspaces."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from tenancy.grants import undeclared_models


@register()
def no_app_in_both_lists(app_configs: Any, **kwargs: Any) -> list[Error]:
    both = sorted(set(settings.SHARED_APPS) & set(settings.TENANT_APPS))
    if not both:
        return []
    return [
        Error(
            f"Apps in SHARED_APPS and TENANT_APPS at once: {', '.join(both)}.",
            hint="An unknown schema would silently read the shared tables.",
            id="tenancy.E001",
        )
    ]


@register()
def every_search_path_is_sent(app_configs: Any, **kwargs: Any) -> list[Error]:
    if not settings.TENANT_LIMIT_SET_CALLS:
        return []
    return [Error("TENANT_LIMIT_SET_CALLS must stay False.", id="tenancy.E002")]


@register()
def no_request_transactions(app_configs: Any, **kwargs: Any) -> list[Error]:
    if not settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        return []
    return [Error("ATOMIC_REQUESTS must stay off: services open transactions.", id="tenancy.E003")]


@register()
def every_table_has_declared_rights(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [
        Error(f"{label} declares no rights (tenancy.grants.granted).", id="tenancy.E004")
        for label in undeclared_models()
    ]
