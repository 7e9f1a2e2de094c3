"""Receipts of short messages become proofs: the platform looks for them every minute."""

import structlog

from custody.states import State
from kernel.errors import DomainError, PermissionDenied
from messages.models import Delivery
from people.actor import system_actor
from replies.models import Answer, Method
from replies.services.delivering import prove_reply
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs
from tickets.models import Ticket

log = structlog.get_logger(__name__)
SHARE = 200  # tickets of one workspace in one round


def prove_delivered_replies() -> int:
    """Follow-up begins where a provider confirmed a reply; how many. In public context."""
    return sum(_prove_in(ref) for ref in workspace_refs())


def _prove_in(ref: WorkspaceRef) -> int:
    with in_workspace(ref):
        proven = 0
        for ticket, delivery in _arrived():
            actor = system_actor(ref, unit_id=ticket.unit_id, may=frozenset({"reply"}))
            try:
                prove_reply(
                    actor=actor,
                    ticket_id=ticket.id,
                    method=Method.SMS,
                    detail=f"短信回执 {delivery.provider_id}".strip(),
                    at=delivery.delivered_at,
                )
            except (DomainError, PermissionDenied):
                # Somebody was faster: the next round sees what is left.
                log.info("reply.proof_overtaken", ticket_id=str(ticket.id))
            else:
                proven += 1
    return proven


def _arrived() -> list[tuple[Ticket, Delivery]]:
    waiting = Ticket.objects.filter(
        is_origin=True,
        archived_at__isnull=True,
        state=State.FOLLOWING_UP,
        reply_id__isnull=False,
        reply_delivered_at__isnull=True,
    )
    answers = Answer.objects.filter(ticket__in=waiting, message_id__isnull=False)
    of_message = {
        answer.message_id: answer.ticket
        for answer in answers.select_related("ticket").order_by("at")
        if answer.reply_id == answer.ticket.reply_id
    }
    deliveries = Delivery.objects.filter(
        message_id__in=list(of_message), state=Delivery.State.DELIVERED
    )
    return [(of_message[each.message_id], each) for each in deliveries[:SHARE]]
