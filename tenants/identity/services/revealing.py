"""查看诉求人: a separate, recorded act, on a ground that ends by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from callers.models import Caller
from identity.access import Basis, basis_of, find_basis, ticket_named
from identity.errors import IdentityError
from identity.models import Ground, Reveal, Tier
from identity.session import (
    IdentitySession,
    Origin,
    caller_of,
    identity_session,
    live_release,
    origin_ticket,
)
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from kernel.text import clean_line
from people.actor import Actor
from people.selectors import role_in
from people.services.second_factor import require_second_factor
from privacy.personal_text import PersonalText
from tickets.access import home_of
from tickets.secrecy import screened
from trail.recording import record

REASON_LIMIT = 200
PRESET = "联系诉求人"
SECRET_BOX = timedelta(minutes=15)
CENTRE_BOX = timedelta(hours=8)


@dataclass(frozen=True)
class Revealed:
    """Who called, as long as one may know it. Hides itself when printed."""

    name: PersonalText
    phone: PersonalText
    body: PersonalText | None
    tier: Tier
    expires_at: datetime | None


def reveal_identity(
    *,
    actor: Actor,
    ticket_id: UUID | None = None,
    assignment_id: UUID | None = None,
    reason: str = "",
    code: str | None = None,
) -> Revealed:
    """Show who called, and record it where the request was accepted and in the actor's trail.

    Of an ordinary request with a preset reason and no code. Of a secret one only with a reason
    and a fresh code of the second factor, for a quarter of an hour.
    """
    ticket = ticket_named(actor, ticket_id, assignment_id)
    basis = basis_of(actor, ticket, assignment_id)
    reason = _reason(basis, reason)
    if basis.tier is Tier.SECRET:
        assert actor.user_id is not None
        require_second_factor(user_id=actor.user_id, code=code)
    role = role_in(actor, basis.unit_id)
    with identity_session() as session:
        with session.in_workspace(basis.origin):
            origin = _origin(session, actor, basis)
            caller = _caller(origin)
            # Who has seen the name before may have typed it; the record outlives the identity.
            reason = screened(
                reason, secret=origin.secret, names=[caller.name], phones=[caller.phone]
            )[:REASON_LIMIT]
            reveal = _inserted(session, actor, basis, origin, reason, role)
            revealed = _revealed(basis, caller, reveal.expires_at)
        _leave_trail(session, actor, basis, origin, "identity.reveal", reason)
    return revealed


def revealed_identity(
    *, actor: Actor, ticket_id: UUID | None = None, assignment_id: UUID | None = None
) -> Revealed | None:
    """What the actor revealed and may still see: the ground must stand and the time not be over.

    Of a secret request each look is recorded.
    """
    ticket = ticket_named(actor, ticket_id, assignment_id)
    basis = find_basis(actor, ticket, assignment_id)
    if basis is None:
        return None
    with identity_session() as session:
        with session.in_workspace(basis.origin):
            origin = _origin(session, actor, basis)
            reveal = _open_reveal(session, actor, basis, origin)
            if reveal is None:
                return None
            revealed = _revealed(basis, _caller(origin), reveal.expires_at)
        if basis.tier is Tier.SECRET:
            _leave_trail(session, actor, basis, origin, "identity.look", reveal.reason)
    return revealed


def _reason(basis: Basis, reason: str) -> str:
    if basis.tier is Tier.ORDINARY and not reason.strip():
        return PRESET
    return clean_line(reason, field="reason", limit=REASON_LIMIT)


def _origin(session: IdentitySession, actor: Actor, basis: Basis) -> Origin:
    """The accepting workspace's ticket, with the ground looked at once more beside it."""
    origin = origin_ticket(basis.ticket.case_id)
    if origin is None or origin.secret is not (basis.tier is Tier.SECRET):
        raise PermissionDenied
    if basis.release is not None:
        assert actor.user_id is not None
        if live_release(origin.ticket_id, actor.user_id, session.at) is None:
            raise PermissionDenied
    return origin


def _inserted(
    session: IdentitySession,
    actor: Actor,
    basis: Basis,
    origin: Origin,
    reason: str,
    role: str,
) -> Reveal:
    reveal = Reveal(
        id=uuid7(),
        ticket_id=origin.ticket_id,
        at=session.at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        unit_id=basis.unit_id,
        role=role,
        tier=basis.tier,
        ground=basis.ground,
        assignment_id=basis.assignment_id,
        release_id=basis.release.id if basis.release else None,
        reason=reason,
        expires_at=_end(session, basis),
    )
    reveal.save(force_insert=True)
    return reveal


def _end(session: IdentitySession, basis: Basis) -> datetime | None:
    if basis.tier is Tier.SECRET:
        box = session.at + SECRET_BOX
        return min(box, basis.release.until) if basis.release else box
    return session.at + CENTRE_BOX if basis.ground is Ground.CENTRE else None


def _open_reveal(
    session: IdentitySession, actor: Actor, basis: Basis, origin: Origin
) -> Reveal | None:
    found = Reveal.objects.filter(
        ticket_id=origin.ticket_id,
        actor_id=actor.user_id,
        ground=basis.ground,
        tier=basis.tier,
        assignment_id=basis.assignment_id,
    ).order_by("-id")
    latest = found.first()
    if latest is None or (latest.expires_at is not None and latest.expires_at <= session.at):
        return None
    return latest


def _caller(origin: Origin) -> Caller:
    caller = caller_of(origin)
    if caller is None or not (caller.name or caller.phone):
        raise DomainError(IdentityError.NO_IDENTITY, "诉求人没有留下姓名和电话，无法查看")
    return caller


def _revealed(basis: Basis, caller: Caller, expires_at: datetime | None) -> Revealed:
    whole = basis.ground is Ground.CENTRE
    return Revealed(
        name=PersonalText(caller.name),
        phone=PersonalText(caller.phone),
        body=PersonalText(basis.ticket.body) if whole else None,
        tier=basis.tier,
        expires_at=expires_at,
    )


def _leave_trail(
    session: IdentitySession,
    actor: Actor,
    basis: Basis,
    origin: Origin,
    verb: str,
    reason: str,
) -> None:
    """In the accepting workspace, and in the actor's own."""
    home = home_of(actor)
    seen = {basis.origin: origin.ticket_id, home: basis.ticket.id}
    for ref, ticket_id in seen.items():
        with session.in_workspace(ref):
            record(
                actor_id=actor.user_id,
                actor_name=actor.name,
                verb=verb,
                object_kind="ticket",
                object_id=ticket_id,
                unit_id=basis.unit_id,
                reason=reason,
            )
