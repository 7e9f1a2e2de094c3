"""Reports of delivery: what the provider says became of a message."""

from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from messages.gateway import Report, gateway
from messages.models import Delivery
from messages.services.sending import tell_settled
from outbox.clock import DatabaseNow
from tenancy.context import in_workspace, workspace_ref

log = structlog.get_logger(__name__)


def collect_reports() -> int:
    """Take all reports the gateway has; how many changed something. In public context."""
    sender = gateway()
    return sum(take_report(report) for report in sender.reports()) if sender else 0


def take_report(report: Report) -> bool:
    """Note one report, whoever brings it (poll or call back); a repeat changes nothing.

    An unknown reference is logged and dropped: nothing can be done about it.
    """
    slug, _, message_id = report.reference.rpartition("/")
    ref = workspace_ref(slug) if slug else None
    wanted = _uuid(message_id)
    if ref is None or wanted is None:
        log.warning("message.report_unknown")
        return False
    with in_workspace(ref), transaction.atomic():
        return _note(wanted, report)


def _note(message_id: UUID, report: Report) -> bool:
    delivery = (
        Delivery.objects.filter(message_id=message_id)
        .exclude(state__in=[Delivery.State.DELIVERED, Delivery.State.FAILED])
        .select_related("message")
        .select_for_update(of=("self",))
        .first()
    )
    if delivery is None:
        return False
    changed: dict[str, Any] = {"leased_until": None, "code": "", "problem": report.problem[:60]}
    if report.delivered:
        changed |= {"state": Delivery.State.DELIVERED, "delivered_at": report.at}
    else:
        changed |= {"state": Delivery.State.FAILED, "failed_at": report.at}
    if delivery.sent_at is None:  # the report overtook the receipt
        changed["sent_at"] = DatabaseNow()
    Delivery.objects.filter(pk=delivery.pk).update(**changed)
    tell_settled(delivery, delivered=report.delivered)
    return True


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
