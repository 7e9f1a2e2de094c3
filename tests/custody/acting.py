"""A process of its own that races others for cases.

Usage: python -m tests.custody.acting USER SEED < lines of "ticket unit version"
"""

import os
import random
import sys
from typing import Any
from uuid import UUID

import django

django.setup()


from kernel.errors import DomainError  # noqa: E402
from people.models import User  # noqa: E402
from people.selectors import actor_for  # noqa: E402
from tenancy.context import in_workspace, workspace_ref  # noqa: E402
from tickets.services.giving import delegate_ticket  # noqa: E402


def actor_called(username: str) -> Any:
    slug = "xianning" if username.startswith("city") else username.split(".")[0]
    found = actor_for(User.objects.get(username=username), workspace_ref(slug))
    assert found is not None
    return found


def race(username: str, seed: str) -> None:
    """Try every giving in an order of one's own; print each outcome."""
    actor = actor_called(username)
    moves = [line.split() for line in sys.stdin.read().splitlines()]
    random.Random(seed).shuffle(moves)
    print("ready", flush=True)
    os.read(int(os.environ["START_FD"]), 1)
    with in_workspace(actor.workspace):
        for ticket, unit, version in moves:
            try:
                delegate_ticket(
                    actor=actor,
                    ticket_id=UUID(ticket),
                    to_unit_id=UUID(unit),
                    expected_version=int(version),
                )
                print("won", ticket, unit, flush=True)
            except DomainError as refusal:
                print(refusal.code, ticket, unit, flush=True)


if __name__ == "__main__":
    race(*sys.argv[1:])
