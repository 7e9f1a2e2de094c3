"""What a check-up of a report looks at, gathered from a place; before any transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from attachments.kinds import IMAGES
from attachments.models import Attachment, Purpose
from attachments.selectors import used_elsewhere
from callers.selectors import callers_by_id
from checkups.errors import CheckupError
from checkups.findings import Finding, Photo, ReportFacts, Severity
from checkups.inspecting import inspect_report
from checkups.selectors import earlier_replies
from kernel.clock import now
from kernel.errors import DomainError
from people.actor import Actor
from tickets.access import tickets_visible_to
from tickets.models import Assignment, Channel, Ticket
from tickets.places import Place, receipt_of

HIDDEN_NUMBER = "无权查看"


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a unit reports: both texts, its evidence, and when it spoke to the citizen.

    Without `attachment_ids` the evidence that was reported from below goes up with it.
    """

    report: str
    reply_draft: str
    attachment_ids: tuple[UUID, ...] | None = None
    contacted_at: datetime | None = None


@dataclass(frozen=True)
class Inspection:
    """A result, checked."""

    facts: ReportFacts
    findings: tuple[Finding, ...]
    evidence: tuple[UUID, ...]
    contacted_at: datetime | None

    def refuse_personal_data(self) -> None:
        """Raise PERSONAL_DATA_IN_REPLY, naming the sentence, if the reply must not go out so."""
        stop = next((each for each in self.findings if each.severity is Severity.STOP), None)
        if stop is not None:
            raise DomainError(
                CheckupError.PERSONAL_DATA_IN_REPLY,
                f"{stop.advice}问题所在：“{stop.quote}”",
                field="replyDraft",
            )


def inspect_result(actor: Actor, ticket: Ticket, place: Place, result: Result) -> Inspection:
    """Check a result from where it is reported; the place is the actor's own."""
    receipt = receipt_of(place)
    contacted_at = receipt.contacted_at
    if contacted_at is None and result.contacted_at is not None:
        contacted_at = checked_contact(receipt, result.contacted_at, field="contactedAt")
    files = _evidence(actor, ticket, place, result.attachment_ids)
    photos = [each for each in files if each.media_type in IMAGES]
    names, phones = _known_of_the_caller(ticket)
    facts = ReportFacts(
        request=ticket.body_shared,
        report=result.report,
        reply_draft=result.reply_draft,
        kind=ticket.kind,
        dispatched_at=receipt.created_at,
        contacted_at=contacted_at,
        contactable=_can_be_contacted(ticket),
        photos=_photos(actor, ticket, photos),
        papers=len(files) - len(photos),
        earlier=earlier_replies(place.unit_id, besides=ticket.number),
        names=names,
        phones=phones,
    )
    evidence = tuple(each.id for each in files)
    return Inspection(facts, inspect_report(facts), evidence, contacted_at)


def checked_contact(receipt: Assignment | Ticket, at: datetime, *, field: str) -> datetime:
    """A time of contact that can be true: after the dispatch, and not to come."""
    if not receipt.created_at <= at <= now():
        raise DomainError(
            CheckupError.CONTACT_TIME_INVALID, "联系时间须在派单之后、现在之前，请核对", field=field
        )
    return at


def _evidence(
    actor: Actor, ticket: Ticket, place: Place, ids: Collection[UUID] | None
) -> list[Attachment]:
    """The files of a result: those named, or what was reported from below."""
    if ids is None:
        found = Attachment.objects.filter(
            ticket_id=ticket.id,
            assignment_id__in=_givings_below(ticket, place),
            purpose__in=[Purpose.EVIDENCE, Purpose.PHOTO],
        )
    else:
        own = Q(ticket_id__isnull=True, uploaded_by=actor.user_id)
        found = Attachment.objects.filter(own | Q(ticket_id=ticket.id), pk__in=list(ids))
    return list(found.order_by("id"))


def _givings_below(ticket: Ticket, place: Place) -> set[UUID]:
    """What was given from a place, and on from there, as far as this workspace reaches."""
    givings = list(Assignment.objects.filter(ticket=ticket).values_list("id", "parent_id"))
    below: set[UUID] = set()
    last: set[UUID | None] = {place.assignment_id}
    while last:
        last = {each for each, parent in givings if parent in last} - below
        below |= {each for each in last if each is not None}
    return below


def _photos(actor: Actor, ticket: Ticket, photos: Collection[Attachment]) -> tuple[Photo, ...]:
    used = used_elsewhere([each.sha256 for each in photos], ticket_id=ticket.id)
    numbers = dict(Ticket.objects.filter(pk__in=used.values()).values_list("id", "number"))
    seen = set(tickets_visible_to(actor).filter(pk__in=used.values()).values_list("id", flat=True))
    # Of a secret ticket one may not see not even this is told: that it has the same photo.
    secret = set(
        Ticket.objects.filter(pk__in=used.values(), secret=True)
        .exclude(pk__in=seen)
        .values_list("id", flat=True)
    )
    found = []
    for each in photos:
        other = used.get(each.sha256)
        number = ""
        if other is not None and other not in secret:
            number = numbers[other] if other in seen else HIDDEN_NUMBER
        found.append(
            Photo(attachment_id=each.id, name=each.name, taken_at=each.taken_at, used_on=number)
        )
    return tuple(found)


def _known_of_the_caller(ticket: Ticket) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name and phone of the citizen, where this workspace has them.

    Not of a secret ticket: by trying names one could find out whose it is.
    """
    if ticket.caller_id is None or ticket.secret:
        return (), ()
    caller = callers_by_id([ticket.caller_id]).get(ticket.caller_id)
    if caller is None:
        return (), ()
    return (caller.name,), (caller.phone,)


def _can_be_contacted(ticket: Ticket) -> bool:
    """Whether the unit has somebody to call: not for what staff found, nor on a secret ticket."""
    if ticket.channel == Channel.SELF_FOUND or (ticket.secret and not ticket.is_origin):
        return False
    return not ticket.is_origin or ticket.caller_id is not None
