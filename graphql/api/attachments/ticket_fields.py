"""Files, as fields of what they belong to."""

from typing import Any

from api.attachments.types import AttachmentsByTicket, attachments_field
from api.core.context import Info
from attachments.models import Attachment
from tickets.models import Assignment, Ticket


class TicketAttachments:
    """`attachments` of a ticket."""

    attachments = attachments_field("Files of the ticket in this workspace, oldest first.")

    @staticmethod
    async def resolve_attachments(ticket: Ticket, info: Info) -> Any:
        return await AttachmentsByTicket.of(info.context).load(ticket.id)


class AssignmentAttachments:
    """`attachments` of a giving."""

    attachments = attachments_field("Files reported on this giving, oldest first.")

    # The root is an Assignment, or the Ticket that arrived by one kept in another workspace.
    @staticmethod
    async def resolve_attachments(giving: Assignment | Ticket, info: Info) -> list[Attachment]:
        found = await AttachmentsByTicket.of(info.context).load(
            giving.ticket_id if isinstance(giving, Assignment) else giving.id
        )
        reported_on = giving.id if isinstance(giving, Assignment) else giving.assignment_id
        return [each for each in found or [] if each.assignment_id == reported_on]
