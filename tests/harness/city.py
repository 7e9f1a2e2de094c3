"""Who acts in tests: people of the demo city, as actors in a workspace."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest

from hierarchy.models import Unit
from people.actor import Actor
from people.models import User
from people.selectors import actor_for
from tenancy.context import WorkspaceRef, in_public, in_workspace, workspace_ref


def workspace(slug: str) -> WorkspaceRef:
    with in_public():
        found = workspace_ref(slug)
    assert found is not None, slug
    return found


def unit(code: str) -> Unit:
    with in_public():
        return Unit.objects.get(code=code)


class City:
    """The demo city: `city.actor("chibi.dispatcher")` acts in the workspace of their unit."""

    def ref(self, slug: str) -> WorkspaceRef:
        return workspace(slug)

    def unit(self, code: str) -> Unit:
        return unit(code)

    def actor(self, username: str, slug: str | None = None) -> Actor:
        with in_public():
            user = User.objects.get(username=username)
            found = actor_for(user, workspace(slug or _home(username)))
        assert found is not None, username
        return found

    def walkthrough_units(self) -> tuple[Unit, Unit]:
        """The first township of 赤壁 by code, and its first village."""
        with in_public():
            township = Unit.objects.filter(parent__code="421281", kind="township")
            first = township.order_by("code")[0]
            return first, Unit.objects.filter(parent=first, kind="village").order_by("code")[0]

    def user_for(self, code: str, role: str = "handler") -> str:
        """The username of somebody with that role in a unit."""
        from people.models import Membership

        with in_public():
            return Membership.objects.filter(unit__code=code, role=role).values_list(
                "user__username", flat=True
            )[0]

    @contextmanager
    def at(self, actor: Actor) -> Any:
        assert actor.workspace is not None
        with in_workspace(actor.workspace):
            yield actor

    def do(self, actor: Actor, service: Callable[..., Any], **arguments: Any) -> Any:
        """Call a service as the actor, in their workspace."""
        with self.at(actor):
            return service(actor=actor, **arguments)


def _home(username: str) -> str:
    first = username.split(".")[0]
    return "xianning" if first in {"city", "duo"} else first


@pytest.fixture
def city(database: str) -> City:
    return City()
