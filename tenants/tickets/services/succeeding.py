"""单位撤并承接: where a unit that ended stood in open cases, its successor stands.

Each case is one custody command of its own. If the old unit has the case in hand, a link of kind
`succession` leads to the new one; where it waits, helps or answered, the same place simply is the
new unit's. States, clocks and limits go on as they are. What was over keeps the old name, and so
does the timeline.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from custody import session as custody
from custody.models import CaseState
from custody.session import Party, Session, hand_over
from custody.states import CLOSED, HandoffKind
from hierarchy.models import Unit
from kernel.errors import Stale
from people.actor import Actor
from tickets.copies import copies_of
from tickets.models import Assignment, Participant, Ticket
from tickets.moves import Move, admit_unit, change
from tickets.places import workspace_by_id
from tickets.states import Verb
from tickets.succession import all_kept

TRIES = 5


class NothingThere(Exception):
    """The unit has no part in the case any more."""


def cases_of_unit(unit_id: UUID) -> list[UUID]:
    """Open cases in which a unit has a part that is not over, in this workspace; oldest first."""
    found = set(Ticket.objects.filter(_open_with(unit_id)).values_list("case_id", flat=True))
    for kept in all_kept():
        found |= set(kept.cases(unit_id))
    return sorted(found)


def held_by(unit_id: UUID) -> int:
    """How many tickets of this workspace a unit has in hand."""
    return Ticket.objects.filter(holder_unit=unit_id, archived_at__isnull=True).count()


def succeed_in_case(*, actor: Actor, case_id: UUID, unit: Unit, successor: Unit, note: str) -> bool:
    """Put the successor in the unit's place in one case, in every workspace; False if it has none.

    Stands in a workspace that takes part. Whoever is quicker goes first: it tries again.
    """
    for _ in range(TRIES):
        version = CaseState.objects.values_list("version", flat=True).get(case_id=case_id)
        try:
            with custody.notify(
                case_id=case_id, expected_version=version, actor_id=actor.person_id
            ) as session:
                _replace(session, actor, unit, successor, note)
        except Stale:
            continue
        except NothingThere:
            return False
        return True
    raise Stale


def _replace(session: Session, actor: Actor, unit: Unit, successor: Unit, note: str) -> None:
    move = Move(
        session,
        actor,
        Verb.SUCCEED,
        unit_id=unit.pk,
        to_unit_id=successor.pk,
        note=note,
    )
    for ref, ticket in copies_of(session):
        if ticket.state in CLOSED or ticket.archived_at is not None:
            continue
        with session.in_workspace(ref):
            if _replace_in_copy(session, ticket, unit.pk, successor.pk):
                move.tell(ref, ticket.id)
    for kept in all_kept():
        kept.carry(move, unit.pk, successor.pk)
    if not move.touched:
        raise NothingThere
    state = session.state
    if state.holder_unit_id == unit.pk:
        assert state.holder_workspace_id is not None
        workspace = workspace_by_id(state.holder_workspace_id)
        giver = Party(workspace, unit.pk, unit.level)
        receiver = Party(workspace, successor.pk, successor.level)
        hand_over(session, giver, receiver, HandoffKind.SUCCESSION)
    move.record()


def _replace_in_copy(session: Session, ticket: Ticket, old: UUID, new: UUID) -> bool:
    """Every column of an unfinished part that names the old unit; whether there was any."""
    values: dict[str, UUID] = {}
    if ticket.ended_at is None:
        values |= {
            name: new for name in ("unit_id", "from_unit_id") if getattr(ticket, name) == old
        }
    if ticket.holder_unit_id == old:
        values["holder_unit_id"] = new
    if values:
        change(Ticket, ticket.id, **values)
    givings = Assignment.objects.filter(ticket_id=ticket.id, ended_at__isnull=True)
    replaced = sum(
        givings.filter(**{name: old}).update(**{name: new}) for name in ("to_unit", "from_unit")
    )
    if not values and not replaced:
        return False
    if Participant.objects.filter(ticket_id=ticket.id, unit_id=old).exists():
        admit_unit(ticket.id, new, session.at)
    return True


def _open_with(unit_id: UUID) -> Q:
    givings = Assignment.objects.filter(
        Q(to_unit=unit_id) | Q(from_unit=unit_id), ticket=OuterRef("pk"), ended_at__isnull=True
    )
    own = Q(unit=unit_id) | Q(from_unit=unit_id)
    part = (own & Q(ended_at__isnull=True)) | Q(holder_unit=unit_id) | Q(Exists(givings))
    return part & ~Q(state__in=[*CLOSED]) & Q(archived_at__isnull=True)
