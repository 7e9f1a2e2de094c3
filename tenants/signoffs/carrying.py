"""A unit ended: what its leader had to sign, and what it wants signed, goes on in the successor."""

from uuid import UUID

from hierarchy.models import UnitSuccession
from hierarchy.selectors import present_unit
from kernel.clock import now
from signoffs.models import SignOff, SignOffPolicy, Substitution
from signoffs.selectors import newest_policy
from tickets.copies import open_copies
from tickets.moves import Move
from tickets.succession import Kept


def carry_sign_offs(move: Move, old: UUID, new: UUID) -> None:
    """What waits for the old unit's leader waits for the new one's."""
    for ref, ticket in open_copies(move.session):
        with move.session.in_workspace(ref):
            waiting = SignOff.objects.filter(
                ticket_id=ticket.id, unit_id=old, state=SignOff.State.PENDING
            )
            carried = waiting.update(unit_id=new)
        if carried:
            move.tell(ref, ticket.id)


def carry_policy_over(_message_id: UUID, payload: dict[str, str]) -> None:
    """A successor that never chose goes by what the units before it wanted signed, all of it.

    One that chose keeps its own. Substitutes go on for the leader they stand in for.
    """
    old, unit = payload["from_unit_id"], present_unit(payload["to_unit_id"])
    standing_in = Substitution.objects.filter(unit_id=old, ended_at__isnull=True)
    standing_in.update(unit_id=unit.pk)
    wanted, present = newest_policy(UUID(old)), newest_policy(unit.pk)
    succession = UnitSuccession.objects.get(unit_id=old)
    if wanted is None or (present is not None and present.since < succession.at):
        return
    acts = sorted({*wanted.acts, *(present.acts if present else ())})
    if present is not None and present.acts == acts:
        return
    SignOffPolicy.objects.create(
        unit=unit,
        acts=acts,
        since=now(),
        set_by=wanted.set_by,
        set_by_name=wanted.set_by_name,
    )


SIGN_OFFS = Kept(carry_sign_offs)
