"""同意移交身份: with the citizen's recorded consent, one named investigator learns who they are."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from custody.models import Handoff
from hierarchy.selectors import unit_by_id
from identity.access import Basis, basis_of
from identity.errors import IdentityError
from identity.models import Ground, IdentityRelease, IdentityReleaseEnd
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from people.models import Membership, User
from people.selectors import units_above
from tickets.access import NOBODY, ticket_for
from tickets.commands import again
from tickets.errors import TicketError
from tickets.models import Ticket
from tickets.secrecy import is_barred, screened_for
from trail.recording import record

REASON_LIMIT = 200
LONGEST = timedelta(days=30)


def grant_ticket_access(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    user_id: UUID | None,
    until: datetime,
    reason: str,
    consent_note: str,
) -> Ticket:
    """Release the identity behind a secret request to one named investigator, for a time.

    Only the accepting centre, only with the citizen's consent on record, and only to somebody of
    a unit that is neither complained of nor below it. The investigator still needs a reason and a
    second factor for each look.
    """
    ticket, basis = _of_centre(actor, ticket_id)
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    consent = clean_body(consent_note, field="consentNote", limit=NOTE_LIMIT)
    _check_time(until)
    user_id = user_id or NOBODY
    unit_id = _investigating_unit(ticket, user_id)
    with transaction.atomic():
        _refuse_second(ticket)
        release = IdentityRelease.objects.create(
            ticket_id=ticket.id,
            user_id=user_id,
            unit_id=unit_id,
            at=now(),
            until=until,
            reason=screened_for(ticket, reason)[:REASON_LIMIT],
            consent_note=screened_for(ticket, consent),
            actor_id=actor.user_id,
            actor_name=actor.name,
        )
        _leave_trail(actor, basis, "identity.grant", release.reason)
    return again(actor, ticket.id)


def end_ticket_access(*, actor: Actor, ticket_id: UUID | None, reason: str) -> Ticket:
    """Take a release back before its time; nothing happens if there is none in force."""
    ticket, basis = _of_centre(actor, ticket_id)
    reason = screened_for(ticket, clean_line(reason, field="reason", limit=REASON_LIMIT))
    with transaction.atomic():
        for release in _in_force(ticket):
            IdentityReleaseEnd.objects.create(
                release=release,
                at=now(),
                actor_id=actor.user_id,
                actor_name=actor.name,
                reason=reason[:REASON_LIMIT],
            )
            _leave_trail(actor, basis, "identity.grant_end", reason[:REASON_LIMIT])
    return again(actor, ticket.id)


def _of_centre(actor: Actor, ticket_id: UUID | None) -> tuple[Ticket, Basis]:
    ticket = ticket_for(actor, ticket_id)
    basis = basis_of(actor, ticket)
    if basis.ground is not Ground.CENTRE:
        raise PermissionDenied
    if not ticket.secret:
        raise DomainError(
            IdentityError.NOT_SECRET,
            "普通工单由承办单位直接联系诉求人，无需另行授权",
            field="ticketId",
        )
    return ticket, basis


def _check_time(until: datetime) -> None:
    if not now() < until <= now() + LONGEST:
        raise DomainError(
            IdentityError.UNTIL_OUT_OF_RANGE,
            f"有效期须晚于现在，且最长 {LONGEST.days} 天",
            field="until",
        )


def _investigating_unit(ticket: Ticket, user_id: UUID) -> UUID:
    """The unit in whose name the investigator will look; refuses whoever must not learn of it."""
    people = User.objects.filter(pk=user_id, is_active=True).values_list("id", flat=True)
    units = list(
        Membership.objects.in_force()
        .filter(user__in=people)
        .order_by("unit__level", "unit__code")
        .values_list("unit_id", flat=True)
    )
    if not units:
        raise DomainError(
            IdentityError.INVESTIGATOR_UNKNOWN, "没有这个在岗人员，请核对后重选", field="userId"
        )
    if ticket.respondent_unit_id in units_above(user_id):
        raise DomainError(
            TicketError.RESPONDENT_BARRED,
            "该人员在被反映单位或其下属单位任职，不能获知诉求人身份，请另选办案人员",
            field="userId",
        )
    involved = _involved(ticket, units)
    if involved is None:
        raise DomainError(
            IdentityError.INVESTIGATOR_NOT_INVOLVED,
            "该人员所在单位没有承办本工单，请先交办给其单位，或选择本级人员",
            field="userId",
        )
    return involved


def _involved(ticket: Ticket, units: list[UUID]) -> UUID | None:
    """A unit that has the case, or one of the accepting workspace."""
    held = set(
        Handoff.objects.filter(case_id=ticket.case_id, to_unit__in=units).values_list(
            "to_unit_id", flat=True
        )
    )
    home = ticket.case.state.origin_workspace_id
    for unit_id in units:
        unit = unit_by_id(unit_id)
        if unit is None or is_barred(ticket, unit):
            continue
        if unit_id in held or unit.workspace_id == home:
            return unit_id
    return None


def _refuse_second(ticket: Ticket) -> None:
    """One named investigator at a time."""
    with connection.cursor() as cursor:  # two grants at one moment queue up here
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ticket.pk.int % 2**62])
    if _in_force(ticket):
        raise DomainError(
            IdentityError.RELEASE_EXISTS,
            "已授权一名办案人员且尚未到期，请先收回再授权他人",
            field="userId",
        )


def _in_force(ticket: Ticket) -> list[IdentityRelease]:
    at = now()
    found = IdentityRelease.objects.filter(ticket=ticket, until__gt=at, end__isnull=True)
    return list(found.order_by("id"))


def _leave_trail(actor: Actor, basis: Basis, verb: str, reason: str) -> None:
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb=verb,
        object_kind="ticket",
        object_id=basis.ticket.id,
        unit_id=basis.unit_id,
        reason=reason,
    )
