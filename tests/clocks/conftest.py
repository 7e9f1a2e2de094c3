"""Clocks are written inside a custody command; tests open a real one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from clocks.defaults import Purpose
from clocks.limits import Limit, working_days
from clocks.models import Clock
from clocks.nesting import Within
from clocks.services.running import start_clock
from custody import session as custody
from custody.session import Header, Party
from kernel.ids import uuid7
from tenancy.context import WorkspaceRef, in_workspace
from tests.harness.city import City
from tests.workdays.calendars import local

CASE_VERSION = 7
Writing = Callable[[], AbstractContextManager[None]]
Started = Callable[..., Clock]


@pytest.fixture
def chibi(city: City) -> WorkspaceRef:
    return city.ref("chibi")


@pytest.fixture
def writing(city: City, chibi: WorkspaceRef) -> Writing:
    """`with writing():` is a custody command of 赤壁市, standing in its workspace."""
    home = Party(chibi, city.unit("421281").id, 2)

    @contextmanager
    def opened() -> Iterator[None]:
        with (
            custody.open_case(
                header=Header(home=home, kind="help", category="", urgency="ordinary"),
                actor_id=None,
            ) as session,
            session.in_workspace(chibi),
        ):
            yield

    return opened


@pytest.fixture
def reading(chibi: WorkspaceRef) -> Iterator[None]:
    """The test itself stands in the workspace, under its role."""
    with in_workspace(chibi):
        yield


@pytest.fixture
def started(writing: Writing) -> Started:
    """Start a clock, by default one of ten working days on Monday 23 November 2026, 10:00."""

    def start(
        limit: Limit | None = None,
        *,
        at: str = "2026-11-23 10:00",
        within: Within | None = None,
        purpose: Purpose = Purpose.HANDLE,
    ) -> Clock:
        with writing():
            return start_clock(
                ticket_id=uuid7(),
                purpose=purpose,
                limit=limit or working_days(10),
                at=local(at),
                within=within,
                case_version=CASE_VERSION,
            )

    return start
