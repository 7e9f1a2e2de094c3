from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notices.access import notices_for
from notices.kinds import NoticeKind
from outbox.delivering import drain
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.harness.rounds import Round
from tickets.models import Ticket
from yihao.verification.verifying import verify_custody

HANDOVERS = {NoticeKind.DELEGATE, NoticeKind.REPORT, NoticeKind.RECALL}


@pytest.fixture
def sound() -> Iterator[None]:
    """After the story every promise about custody holds."""
    yield
    assert verify_custody().breaches == []


@pytest.fixture
def heard() -> Callable[..., list[tuple[str, int | None]]]:
    """What an actor's units were told of a case, handovers apart, oldest first."""

    def of(round_: Round, actor: Actor) -> list[tuple[str, int | None]]:
        drain()
        with in_workspace(actor.workspace):
            told = notices_for(actor).filter(ticket__number=round_.number)
            told = told.exclude(kind__in=HANDOVERS).order_by("at", "id")
            return [(each.kind, each.count) for each in told]

    return of


@pytest.fixture
def at_origin(city: Any) -> Callable[..., Ticket]:
    """Do a verb on the accepting centre's copy, as its dispatcher unless told otherwise."""

    def do(round_: Round, service: Any, *, by: str = "city.dispatcher", **told: Any) -> Ticket:
        ticket = round_.ticket(round_.dispatcher)
        done: Ticket = city.do(city.actor(by), service, ticket_id=ticket.id, **told)
        return done

    return do
