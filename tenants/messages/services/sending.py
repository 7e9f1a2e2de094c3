"""Sending what is queued: claimed under a lease, tried again with patience, given up in the end.

A sender that dies leaves its lease behind; when that has run out, another takes the message up
and sends it with the same reference, by which the provider knows it.
"""

import time
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet

from callers.selectors import phone_to_reach
from messages.facts import MessageSettled
from messages.gateway import Gateway, GatewayRefused, Receipt, gateway
from messages.models import Delivery
from messages.templates import CODE
from outbox.clock import DatabaseNow, from_now
from outbox.publisher import publish
from privacy.personal_text import reveal
from tenancy.context import WorkspaceRef, current, in_workspace, workspace_refs

log = structlog.get_logger(__name__)
SHARE = 10  # messages of one workspace before the next has its turn
BUDGET_SECONDS = 20.0
LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)
MOST_ATTEMPTS = 12
NO_PHONE = "NO_PHONE"
SENDER_LOST = "SENDER_LOST"


def send_due(*, seconds: float = BUDGET_SECONDS) -> int:
    """Send what is due, workspace by workspace in turns; how many were. In public context.

    Stops when nothing is due, the time is up or no gateway is set; safe to run concurrently with
    itself.
    """
    sender = gateway()
    if sender is None:
        return 0
    end = time.monotonic() + seconds
    waiting = workspace_refs()
    sent = 0
    while waiting and time.monotonic() < end:
        still = []
        for ref in waiting:
            claimed, done = _send_share(ref, sender, end)
            sent += done
            if claimed == SHARE:
                still.append(ref)
        waiting = still
    return sent


def _send_share(ref: WorkspaceRef, sender: Gateway, end: float) -> tuple[int, int]:
    with in_workspace(ref):
        claimed = claim()
        done = 0
        for position, delivery in enumerate(claimed):
            if position and time.monotonic() > end:
                _give_back(claimed[position:])
                break
            done += send(delivery, sender)
    return len(claimed), done


def claim() -> list[Delivery]:
    """Lease some due messages of the current workspace, the longest waiting first."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=DatabaseNow())
    due = Q(state=Delivery.State.QUEUED, available_at__lte=DatabaseNow())
    with transaction.atomic():
        claimed = list(
            Delivery.objects.filter(due & free)
            .select_related("message")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("available_at", "id")[:SHARE]
        )
        Delivery.objects.filter(pk__in=[each.pk for each in claimed]).update(
            leased_until=from_now(LEASE), attempts=F("attempts") + 1
        )
    for each in claimed:
        each.attempts += 1
    return claimed


def send(delivery: Delivery, sender: Gateway) -> bool:
    """Hand one claimed message to the gateway; False if it must wait or is given up."""
    if delivery.attempts > MOST_ATTEMPTS:  # it ended every sender that took it up
        _give_up(delivery, SENDER_LOST)
        return False
    message = delivery.message
    phone = message.staff_phone
    if message.caller_id is not None:
        phone = phone_to_reach(message.caller_id)
    if not phone:
        _give_up(delivery, NO_PHONE)
        return False
    text = delivery.message.text.replace(CODE, reveal(delivery.code))
    try:
        receipt = sender.send(reveal(phone), text, reference_of(delivery))
    except GatewayRefused as refusal:
        _give_up(delivery, refusal.code[:60])
        return False
    except Exception as problem:  # noqa: BLE001 - whatever broke, the message must be tried again
        # Only the kind of problem: what a provider says may repeat number or text.
        log.warning(
            "message.failed", message_id=str(delivery.message_id), attempt=delivery.attempts
        )
        _postpone(delivery, type(problem).__name__[:60])
        return False
    _note_sent(delivery, receipt)
    return True


def reference_of(delivery: Delivery) -> str:
    """What the provider knows a message by, in all workspaces; the same at every attempt."""
    ref = current()
    assert ref is not None
    return f"{ref.slug}/{delivery.message_id}"


def _mine(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery, unless another sender took it over: each claim counts one attempt more."""
    return Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.QUEUED, attempts=delivery.attempts
    )


def _give_back(deliveries: list[Delivery]) -> None:
    for each in deliveries:
        _mine(each).update(leased_until=None, attempts=F("attempts") - 1)


def _note_sent(delivery: Delivery, receipt: Receipt) -> None:
    arrived = receipt.delivered_at is not None
    with transaction.atomic():
        noted = _mine(delivery).update(
            state=Delivery.State.DELIVERED if arrived else Delivery.State.SENT,
            provider_id=receipt.provider_id[:100],
            sent_at=DatabaseNow(),
            delivered_at=receipt.delivered_at,
            leased_until=None,
            code="",
            problem="",
        )
        if noted and arrived:
            tell_settled(delivery, delivered=True)


def _postpone(delivery: Delivery, problem: str) -> None:
    if delivery.attempts >= MOST_ATTEMPTS:
        _give_up(delivery, problem)
        return
    wait = min(timedelta(seconds=5 * 2**delivery.attempts), LONGEST_WAIT)
    _mine(delivery).update(available_at=from_now(wait), leased_until=None, problem=problem)


def _give_up(delivery: Delivery, problem: str) -> None:
    """The citizen will not get it; whoever waits for it is told."""
    with transaction.atomic():
        if _mine(delivery).update(
            state=Delivery.State.FAILED,
            failed_at=DatabaseNow(),
            leased_until=None,
            code="",
            problem=problem,
        ):
            tell_settled(delivery, delivered=False)
            log.warning("message.given_up", message_id=str(delivery.message_id), problem=problem)


def tell_settled(delivery: Delivery, *, delivered: bool) -> None:
    """Publish that it has arrived or never will, in the transaction that noted it."""
    ref, message = current(), delivery.message
    assert ref is not None
    publish(
        MessageSettled(
            workspace=ref.schema,
            message_id=str(message.id),
            ticket_id=str(message.ticket_id) if message.ticket_id else None,
            purpose=message.purpose,
            delivered=delivered,
        )
    )
