"""The database roles of this installation, as the settings name them."""

from django.conf import settings

from tenancy import names


def owner() -> str:
    """Owns every table; migrates and provisions. Cannot log in."""
    return settings.ROLE_PREFIX + names.OWNER


def app_login() -> str:
    """The runtime's login. Owns nothing and holds no right until it takes on a role."""
    return settings.ROLE_PREFIX + names.APP


def public() -> str:
    """The role outside every workspace: login, sessions, the outbox."""
    return settings.ROLE_PREFIX + names.PUBLIC


def workspaces() -> str:
    """The group that every workspace role inherits; it alone is granted shared tables."""
    return settings.ROLE_PREFIX + names.WORKSPACES


def custody() -> str:
    """The only role that may write in more than one workspace; named by `custody` alone."""
    return settings.ROLE_PREFIX + names.CUSTODY


def identity() -> str:
    """The only role that reads callers of another workspace; named by `identity` alone."""
    return settings.ROLE_PREFIX + names.IDENTITY


def fixed() -> tuple[str, ...]:
    """The roles of an installation besides its owner and those of its workspaces."""
    return (public(), workspaces(), custody(), identity())


def of_schema(schema: str) -> str:
    return names.role_of_schema(schema, prefix=settings.ROLE_PREFIX)
