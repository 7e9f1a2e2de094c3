"""转为保密件, and 调查中: marks of the accepting side. The first is never taken back."""

from uuid import UUID

from django.db import transaction

from hierarchy.selectors import successor_of, unit_by_id
from identity.access import basis_of
from identity.errors import IdentityError
from identity.models import Ground, InvestigationMark
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.text import TITLE_LIMIT, clean_line
from people.actor import Actor
from tickets.access import acting_place, ticket_for
from tickets.commands import again, command
from tickets.copies import copies_of, open_copies, tell_all
from tickets.idempotency import Once
from tickets.models import Assignment, Ticket
from tickets.moves import Move, change
from tickets.secrecy import known_respondent, screened
from tickets.states import Verb
from trail.recording import record

REASON_LIMIT = 200


def mark_secret(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    reason: str,
    respondent_unit_id: UUID | None = None,
    respondent_named: bool = False,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Make a request secret in every workspace (转为保密件); there is no way back.

    What others already read of it is screened anew. Refused while the unit complained of, or one
    below it, has a part in it: end that first.
    """
    ticket, place = acting_place(actor, Verb.MARK_SECRET, ticket_id, expected_version)
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    respondent = respondent_unit_id or ticket.respondent_unit_id
    known_respondent(respondent, named=respondent_named, secret=True, actor=actor)
    if ticket.secret:
        raise DomainError(
            IdentityError.ALREADY_SECRET, "本工单已是保密件，不能再更改", field="ticketId"
        )
    values = {
        "secret": True,
        "respondent_unit_id": respondent,
        "respondent_named": respondent_named or ticket.respondent_named,
    }
    known = _known(ticket)
    with command(
        actor=actor, verb=Verb.MARK_SECRET, ticket=ticket, place=place, once=once, note=reason
    ) as move:
        _refuse_respondent_inside(move, respondent)
        for ref, copy in copies_of(move.session):
            if copy.archived_at is not None:
                continue
            texts = {
                "title": screened(copy.title, secret=True, **known)[:TITLE_LIMIT],
                "body_shared": screened(copy.body_shared, secret=True, **known),
            }
            if not copy.is_origin:
                texts["address"] = ""
            with move.session.in_workspace(ref):
                change(Ticket, copy.id, **values, **texts)
        move.session.settle(secret=True)
        tell_all(move)
        with move.session.in_workspace(place.workspace):
            _leave_trail(actor, ticket, place.unit_id, "ticket.mark_secret", reason)
    return again(actor, ticket.id)


def mark_investigation(
    *, actor: Actor, ticket_id: UUID | None, marked: bool, reason: str
) -> Ticket:
    """Say that an investigation is under way, or over; meanwhile nobody is told who looked."""
    ticket = ticket_for(actor, ticket_id)
    basis = basis_of(actor, ticket)
    if basis.ground is not Ground.CENTRE:
        raise PermissionDenied
    reason = clean_line(reason, field="reason", limit=REASON_LIMIT)
    with transaction.atomic():
        InvestigationMark.objects.create(
            ticket=ticket,
            marked=marked,
            at=now(),
            actor_id=actor.user_id,
            actor_name=actor.name,
            reason=reason,
        )
        verb = "ticket.investigation" if marked else "ticket.investigation_end"
        _leave_trail(actor, ticket, basis.unit_id, verb, reason)
    return again(actor, ticket.id)


def _known(ticket: Ticket) -> dict[str, list[str]]:
    """What leads to the citizen by name; read before the transaction, which may not."""
    caller = ticket.caller
    return {"names": [caller.name], "phones": [caller.phone]} if caller else {}


def _refuse_respondent_inside(move: Move, respondent_id: UUID | None) -> None:
    respondent = unit_by_id(respondent_id)
    if respondent is None:
        return
    kept_from = (respondent.path, successor_of(respondent).path)
    for ref, copy in open_copies(move.session):
        with move.session.in_workspace(ref):
            given = Assignment.objects.filter(ticket_id=copy.id, ended_at__isnull=True)
            paths = [copy.unit.path, *given.values_list("to_unit__path", flat=True)]
        if any(path.startswith(kept_from) for path in paths):
            raise DomainError(
                IdentityError.RESPONDENT_HOLDS,
                f"{respondent.name}或其下属单位正在办理本工单，请先撤件并恢复受理，再设为保密件",
                field="respondentUnitId",
            )


def _leave_trail(actor: Actor, ticket: Ticket, unit_id: UUID, verb: str, reason: str) -> None:
    record(
        actor_id=actor.user_id,
        actor_name=actor.name,
        verb=verb,
        object_kind="ticket",
        object_id=ticket.id,
        unit_id=unit_id,
        reason=reason,
    )
