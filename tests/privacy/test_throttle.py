"""Guessing is limited, and where nobody can count nobody may try."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from kernel.ids import uuid7
from privacy.throttle import Throttle


@pytest.fixture
def throttle() -> Throttle:
    return Throttle(f"test-{uuid7()}", 3, timedelta(hours=1))


def test_so_many_tries_for_each(throttle):
    assert [throttle.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert throttle.take("b")


def test_the_period_ends(throttle):
    for _ in range(4):
        throttle.take("a")
    assert not throttle.take("a")
    assert 0 < cache._cache.get_client().ttl(cache.make_key(throttle._place("a"))) <= 3600

    cache.delete(throttle._place("a"))

    assert throttle.take("a")


def test_an_honest_try_does_not_count(throttle):
    for _ in range(10):
        assert throttle.take("a")
        throttle.give_back("a")


def test_nobody_is_named_in_redis(throttle):
    throttle.take("192.0.2.7")

    assert "192.0.2.7" not in throttle._place("192.0.2.7")


def test_without_redis_nobody_may_try(throttle, settings):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert not throttle.take("a")
    throttle.give_back("a")
