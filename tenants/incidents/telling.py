"""Telling everybody who called: each answer to each citizen exactly once.

A change is split into facts of so many callers; a fact's messages are one transaction with the
note that they were queued, so a worker that dies leaves either all of them or none.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from incidents.facts import IncidentAnswered
from incidents.models import Incident, IncidentAnswer, IncidentContact, IncidentTold
from kernel.clock import LOCAL, now
from messages.defaults import Purpose
from messages.services.queueing import queue_message
from messages.templates import compose
from outbox.publisher import publish

BATCH = 100


def announce(incident: Incident, schema: str) -> None:
    """Have the callers told of the newest answer who have not heard it on the phone.

    Inside the transaction that changed it, with the incident locked: nobody can be attached
    meanwhile under the answer before.
    """
    waiting = (
        IncidentContact.objects.filter(
            incident=incident, answer_version__lt=incident.version, detached_at=None
        )
        .exclude(caller__phone_index="")
        .order_by("id")
        .values_list("id", flat=True)
    )
    ids = list(waiting)
    for batch in (ids[start : start + BATCH] for start in range(0, len(ids), BATCH)):
        publish(
            IncidentAnswered(
                workspace=schema,
                incident_id=str(incident.id),
                version=incident.version,
                from_contact_id=str(batch[0]),
                to_contact_id=str(batch[-1]),
            )
        )


def tell_callers(_message_id: UUID, payload: dict[str, Any]) -> None:
    """Queue one answer to the callers of one fact."""
    answer = IncidentAnswer.objects.select_related("incident").get(
        incident_id=payload["incident_id"], version=payload["version"]
    )
    text = message_text(answer)
    for contact in _waiting(answer, payload):
        message_id = queue_message(
            caller_id=contact.caller_id, ticket_id=None, purpose=_purpose(answer), text=text
        )
        IncidentTold.objects.create(
            contact=contact, version=answer.version, message_id=message_id, at=now()
        )


def message_text(answer: IncidentAnswer) -> str:
    """The message about one answer, as the workspace words it."""
    return compose(
        _purpose(answer),
        secret=False,
        number="",
        title=answer.incident.title,
        text=answer.answer,
        until=_until(answer),
    )


def _purpose(answer: IncidentAnswer) -> Purpose:
    return Purpose.INCIDENT_ENDED if answer.ends else Purpose.INCIDENT_CHANGED


def _until(answer: IncidentAnswer) -> str:
    if answer.ends or answer.expected_end is None:
        return ""
    moment = answer.expected_end.astimezone(LOCAL)
    return f"预计{moment.month}月{moment.day}日{moment:%H:%M}结束。"


def _waiting(answer: IncidentAnswer, payload: dict[str, Any]) -> Sequence[IncidentContact]:
    """Those of the fact who did not hear it on the phone; nobody twice."""
    return list(
        IncidentContact.objects.filter(
            incident_id=answer.incident_id,
            id__gte=payload["from_contact_id"],
            id__lte=payload["to_contact_id"],
            answer_version__lt=answer.version,
            detached_at=None,
        )
        .exclude(caller__phone_index="")
        .exclude(told__version=answer.version)
        .order_by("id")
    )
