"""What lists of incidents need, each in one query a request."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from api.core.batching import Loader
from hierarchy.models import Unit
from incidents.models import Incident, IncidentAnswer, IncidentTold
from incidents.selectors import answers_of, areas_of, counts_of


class AreasByIncident(Loader[UUID, list[Unit]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Unit]]:
        return areas_of(keys)


class AnswersByIncident(Loader[UUID, list[IncidentAnswer]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[IncidentAnswer]]:
        return answers_of(keys)


class CountsByIncident(Loader[UUID, Mapping[str, Any]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
        return counts_of(keys)


class IncidentByTicket(Loader[UUID, Incident]):
    """The event of which a ticket is the one work order."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Incident]:
        found = Incident.objects.filter(ticket_id__in=keys).order_by("opened_at")
        return {each.ticket_id: each for each in found if each.ticket_id is not None}


class ToldByContact(Loader[UUID, list[int]]):
    """The answers that were sent to a caller, by their versions."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[int]]:
        found: dict[UUID, list[int]] = {key: [] for key in keys}
        rows = IncidentTold.objects.filter(contact__in=keys).order_by("version")
        for contact_id, version in rows.values_list("contact_id", "version"):
            found[contact_id].append(version)
        return found
