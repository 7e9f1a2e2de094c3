"""Keeping strangers from guessing: so many tries in so long, counted in Redis.

Fails closed: where nobody can count, nobody may try.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError


@dataclass(frozen=True)
class Throttle:
    """At most `tries` within `period` for one key; the period begins with the first try."""

    name: str
    tries: int
    period: timedelta

    def take(self, key: str) -> bool:
        """Count one try; False if it is one too many, or if it cannot be counted."""
        place = self._place(key)
        try:
            cache.add(place, 0, timeout=int(self.period.total_seconds()))
            return int(cache.incr(place)) <= self.tries
        except ValueError:  # it ran out between the two: the next try counts anew
            return True
        except (RedisError, OSError):
            return False

    def give_back(self, key: str) -> None:
        """A try that was honest does not count."""
        try:
            cache.decr(self._place(key))
        except (ValueError, RedisError, OSError):
            return

    def _place(self, key: str) -> str:
        """Whom it is about does not stand in Redis."""
        return f"throttle:{self.name}:{salted_hmac(self.name, key, algorithm='sha256').hexdigest()}"
