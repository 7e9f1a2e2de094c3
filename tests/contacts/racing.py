"""A process of its own that does one thing at the same moment as another.

Usage: python -m tests.contacts.racing USER VERB TICKET OTHER
"""

import os
import sys
from typing import Any
from uuid import UUID

import django

django.setup()


from contacts.services.ending import withdraw_ticket  # noqa: E402
from contacts.services.merging import merge_tickets  # noqa: E402
from kernel.errors import DomainError  # noqa: E402
from tenancy.context import in_workspace  # noqa: E402
from tests.custody.acting import actor_called  # noqa: E402
from tickets.services.reporting import report_assignment  # noqa: E402

DEEDS: dict[str, Any] = {
    "merge": lambda actor, ticket, other: merge_tickets(
        actor=actor, ticket_id=ticket, child_ids=[other]
    ),
    "withdraw": lambda actor, ticket, _: withdraw_ticket(
        actor=actor, ticket_id=ticket, reason="已解决"
    ),
    "report": lambda actor, assignment, _: report_assignment(
        actor=actor, assignment_id=assignment, report="已更换灯具", reply_draft="路灯已修复"
    ),
}


def race(username: str, deed: str, ticket: str, other: str) -> None:
    """Wait for the signal, do it, print what came of it."""
    actor = actor_called(username)
    print("ready", flush=True)
    os.read(int(os.environ["START_FD"]), 1)
    with in_workspace(actor.workspace):
        try:
            DEEDS[deed](actor, UUID(ticket), UUID(other))
            print("won", flush=True)
        except DomainError as refusal:
            print(refusal.code, flush=True)


if __name__ == "__main__":
    race(*sys.argv[1:])
