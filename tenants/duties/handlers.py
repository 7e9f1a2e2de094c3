"""Facts of the express line reach the person called."""

from typing import Any
from uuid import UUID

from duties.models import DutyCall, DutyContact
from kernel.clock import LOCAL
from messages.services.queueing import queue_staff_message
from privacy.personal_text import reveal
from tickets.models import Ticket

PURPOSE = "duty_call"


def send_call(_message_id: UUID, payload: dict[str, Any]) -> None:
    """Send a text to the duty phone of whoever is called. It names the ticket's number only."""
    call = DutyCall.objects.get(pk=payload["call_id"])
    contact = DutyContact.objects.filter(user=call.user_id).first()
    if contact is None or not contact.phone:
        return
    number = Ticket.objects.values_list("number", flat=True).get(pk=call.ticket_id)
    until = call.acknowledge_by.astimezone(LOCAL)
    queue_staff_message(
        phone=reveal(contact.phone),
        ticket_id=call.ticket_id,
        purpose=PURPOSE,
        text=f"【热线直通车】工单{number}需立即处置，请于{until:%H:%M}前登录平台签收或应答。",
    )
