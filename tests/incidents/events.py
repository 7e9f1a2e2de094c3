"""The people of the city's hotline office and an event of theirs."""

from typing import Any

from hierarchy.models import Unit
from incidents.models import Incident, IncidentContact, IncidentTold
from incidents.services.attaching import attach_to_incident
from incidents.services.directing import open_incident
from messages.models import Message
from outbox.delivering import drain
from tenancy.context import in_public, in_workspace

WATER = "城区自来水主管爆裂，正在抢修。"


class Events:
    def __init__(self, city: Any) -> None:
        self.city = city
        self.dispatcher = city.actor("city.dispatcher")
        self.agent = city.actor("city.agent")
        self.area = city.unit("421202")

    def open(self, **more: Any) -> Incident:
        told = {
            "title": "城区停水",
            "category": "",
            "area_unit_ids": [self.area.id],
            "answer": WATER,
        }
        return self.city.do(self.dispatcher, open_incident, **{**told, **more})

    def attach(self, incident: Incident, phone: str = "", **more: Any) -> IncidentContact:
        by = more.pop("by", self.agent)
        return self.city.do(
            by, attach_to_incident, incident_id=incident.id, caller_phone=phone, **more
        )

    def read(self, row: Any) -> Any:
        """A row as it stands, whoever asks."""
        with in_workspace(self.dispatcher.workspace):
            return type(row).objects.get(pk=row.pk)

    def below(self, unit: Unit, kind: str) -> Unit:
        with in_public():
            return Unit.objects.filter(parent=unit, kind=kind).order_by("code")[0]

    def told(self, incident: Incident) -> list[tuple[int, str]]:
        """Version and text of every message that was queued about it, in order."""
        drain()
        with in_workspace(self.dispatcher.workspace):
            rows = IncidentTold.objects.filter(contact__incident=incident)
            versions = dict(rows.values_list("message_id", "version"))
            texts = Message.objects.filter(pk__in=versions).order_by("id")
            return [(versions[each.id], each.text) for each in texts]
