from collections.abc import Iterator

import pytest

from workdays.calendar import forget_calendars


@pytest.fixture
def anew() -> Iterator[None]:
    """The process has read no calendar yet, and forgets what the test taught it."""
    forget_calendars()
    yield
    forget_calendars()
