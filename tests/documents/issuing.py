"""A process of its own that issues documents as fast as it can.

Usage: python -m tests.documents.issuing TICKET COUNT; begins when a byte arrives on START_FD.
"""

import os
import sys
from uuid import UUID

import django

django.setup()

from custody.errands import errand  # noqa: E402
from documents.kinds import DocumentKind  # noqa: E402
from documents.services.issuing import issue_document  # noqa: E402
from hierarchy.models import Unit  # noqa: E402
from people.models import User  # noqa: E402
from people.selectors import actor_for  # noqa: E402
from tenancy.context import workspace_ref  # noqa: E402

FIELDS = {
    "case_number": "4212-2026-000001",
    "summary": "水厂停水",
    "situation": "约五百户停水",
    "measures": "已派抢修队",
}


def issue(ticket: str, count: int) -> None:
    ref = workspace_ref("xianning")
    actor = actor_for(User.objects.get(username="city.dispatcher"), ref)
    assert ref is not None
    assert actor is not None
    unit_id = Unit.objects.values_list("id", flat=True).get(code="421200")
    print("ready", flush=True)
    os.read(int(os.environ["START_FD"]), 1)
    for _ in range(count):
        with errand() as work, work.in_workspace(ref):
            document = issue_document(
                kind=DocumentKind.SPECIAL_REPORT,
                ticket_id=UUID(ticket),
                unit_id=unit_id,
                fields=FIELDS,
                actor=actor,
                at=work.at,
            )
        print(document.serial, flush=True)


if __name__ == "__main__":
    issue(sys.argv[1], int(sys.argv[2]))
