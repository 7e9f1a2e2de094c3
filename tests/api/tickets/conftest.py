from collections.abc import Callable
from functools import cache

import pytest

from tests.api.tickets.asking import Person
from tests.harness.api import Browser
from tests.harness.cases import *  # noqa: F403 - fixtures


@pytest.fixture(scope="module")
def person(city) -> Callable[..., Person]:
    """Somebody logged in, once a module: `person("chibi.dispatcher")`."""
    browser = cache(lambda username: Browser().login(username))

    def logged_in(username: str, slug: str | None = None) -> Person:
        home = city.actor(username, slug).workspace.slug
        return Person(browser(username), home, username)

    return logged_in


@pytest.fixture(scope="module")
def walkers(city, person) -> dict[str, Person]:
    """The people of the walk-through, by level."""
    township, village = city.walkthrough_units()
    return {
        "city": person("city.dispatcher"),
        "county": person("chibi.dispatcher"),
        "township": person(city.user_for(township.code), "chibi"),
        "village": person(city.user_for(village.code), "chibi"),
    }
