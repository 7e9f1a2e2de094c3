"""Opening, changing and ending an incident: by the dispatchers of the hotline office."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from hierarchy.selectors import root_unit, units_by_ids
from incidents.access import incident_for, require_director
from incidents.errors import IncidentError
from incidents.models import Incident, IncidentAnswer, IncidentArea, IncidentState
from incidents.telling import announce, message_text
from kernel.clock import now
from kernel.errors import DomainError, KernelError, Stale
from kernel.text import TITLE_LIMIT, clean_body, clean_line
from messages.templates import TEXT_LIMIT
from people.actor import Actor
from taxonomy.selectors import known_category
from tickets.access import home_of, ticket_for

ANSWER_LIMIT = 500  # it must fit into a message


def open_incident(
    *,
    actor: Actor,
    title: str,
    category: str,
    area_unit_ids: Collection[UUID],
    answer: str,
    expected_end: datetime | None = None,
    ticket_id: UUID | None = None,
    key: str = "",
) -> Incident:
    """Open a card: from now on agents attach callers to it instead of registering tickets.

    `answer` is what every caller is told, on the phone and by message. With `key`, a repeat
    answers the first one's incident.
    """
    require_director(actor)
    earlier = _opened_under(actor, key)
    if earlier is not None:
        return earlier
    incident = Incident(
        title=clean_line(title, field="title", limit=TITLE_LIMIT),
        category=known_category(category),
        answer=_clean_answer(answer),
        expected_end=_future(expected_end),
        opened_at=now(),
        opened_by=actor.user_id,
        opened_by_name=actor.name,
        ticket_id=ticket_for(actor, ticket_id).id if ticket_id else None,
        client_key=key,
    )
    areas = _areas(actor, area_unit_ids)
    try:
        with transaction.atomic():
            incident.save(force_insert=True)
            IncidentArea.objects.bulk_create(
                IncidentArea(incident=incident, unit_id=unit_id) for unit_id in areas
            )
            _note(incident, actor, incident.opened_at)
    except IntegrityError:
        twin = _opened_under(actor, key)
        if twin is None:
            raise
        return twin
    return incident


def change_incident(
    *,
    actor: Actor,
    incident_id: UUID | None,
    answer: str | None = None,
    expected_end: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Say something else, or another time: every caller is told once. What is left out stays."""
    require_director(actor)
    known = incident_for(actor, incident_id)
    with transaction.atomic():
        incident = locked_open(known.id, expected_version)
        said = incident.answer if answer is None else _clean_answer(answer)
        until = incident.expected_end if expected_end is None else _future(expected_end)
        if (said, until) == (incident.answer, incident.expected_end):
            raise DomainError(
                IncidentError.INCIDENT_UNCHANGED, "口径和预计结束时间都没有变化，无需更新"
            )
        incident.answer, incident.expected_end = said, until
        _say(incident, actor, now())
    return incident


def end_incident(
    *,
    actor: Actor,
    incident_id: UUID | None,
    answer: str,
    expected_version: int | None = None,
) -> Incident:
    """It is over; `answer` is the last thing every caller is told."""
    require_director(actor)
    known = incident_for(actor, incident_id)
    said = _clean_answer(answer)
    with transaction.atomic():
        incident = locked_open(known.id, expected_version)
        at = now()
        incident.answer, incident.state, incident.ended_at = said, IncidentState.ENDED, at
        _say(incident, actor, at, ends=True)
    return incident


def link_incident(*, actor: Actor, incident_id: UUID | None, ticket_id: UUID | None) -> Incident:
    """Name the one work order of the event; another one replaces it."""
    require_director(actor)
    known = incident_for(actor, incident_id)
    ticket = ticket_for(actor, ticket_id)
    if ticket.archived_at is not None:
        raise DomainError(
            IncidentError.INCIDENT_TICKET, "已归档的工单不能关联事件，请另选", field="ticketId"
        )
    with transaction.atomic():
        incident = locked_open(known.id, None)
        incident.ticket = ticket
        incident.save(update_fields=["ticket"])
    return incident


def locked_open(incident_id: UUID, expected_version: int | None = None) -> Incident:
    """The incident, locked until the transaction ends. Raises INCIDENT_ENDED or Stale."""
    incident = Incident.objects.select_for_update(no_key=True).get(pk=incident_id)
    if incident.state != IncidentState.OPEN:
        raise DomainError(
            IncidentError.INCIDENT_ENDED,
            "该事件已结束，请按普通来电登记，或关联其他进行中的事件",
            field="incidentId",
        )
    if expected_version is not None and expected_version != incident.version:
        raise Stale
    return incident


def _say(incident: Incident, actor: Actor, at: datetime, *, ends: bool = False) -> None:
    incident.version += 1
    changed = ["answer", "expected_end", "version", "state", "ended_at"]
    incident.save(update_fields=changed)
    answer = _note(incident, actor, at, ends=ends)
    if len(message_text(answer)) > TEXT_LIMIT:
        raise DomainError(
            KernelError.TOO_LONG,
            f"口径连同短信模板超过 {TEXT_LIMIT} 字，请精简",
            field="answer",
        )
    announce(incident, home_of(actor).schema)


def _note(incident: Incident, actor: Actor, at: datetime, *, ends: bool = False) -> IncidentAnswer:
    return IncidentAnswer.objects.create(
        incident=incident,
        version=incident.version,
        answer=incident.answer,
        expected_end=incident.expected_end,
        ends=ends,
        at=at,
        by_id=actor.user_id,
        by_name=actor.name,
    )


def _opened_under(actor: Actor, key: str) -> Incident | None:
    if not key:
        return None
    return Incident.objects.filter(opened_by=actor.user_id, client_key=key).first()


def _clean_answer(answer: str) -> str:
    return clean_body(answer, field="answer", limit=ANSWER_LIMIT)


def _future(moment: datetime | None) -> datetime | None:
    if moment is not None and moment <= now():
        raise DomainError(
            IncidentError.INCIDENT_END_IN_PAST,
            "预计结束时间须晚于现在；事件已结束的，请直接结束事件",
            field="expectedEnd",
        )
    return moment


def _areas(actor: Actor, unit_ids: Collection[UUID]) -> list[UUID]:
    """Open units inside the office's own area, each once."""
    root = root_unit(home_of(actor))
    assert root is not None
    wanted = list(dict.fromkeys(unit_ids))
    units = units_by_ids(wanted)
    known = [unit for unit in units.values() if unit.is_open() and _within(unit.path, root.path)]
    if not wanted or len(known) != len(wanted):
        raise DomainError(
            IncidentError.INCIDENT_AREA,
            "请选择本辖区内至少一个现有的地区或单位",
            field="areaUnitIds",
        )
    return wanted


def _within(path: str, root: str) -> bool:
    return f"{path.rstrip('/')}/".startswith(f"{root.rstrip('/')}/")
