"""The only doors to a ticket. Code that serves a person gets tickets here or not at all."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from custody.states import State
from hierarchy.models import Unit
from hierarchy.selectors import children_of, parent_of, root_unit
from kernel.errors import DomainError, PermissionDenied, Stale
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tickets.errors import TicketError
from tickets.models import Assignment, Direction, Participant, Ticket
from tickets.places import Place, giver_of, inner_place, own_place, place_in_hand
from tickets.states import RULES, Verb, acting_step, verbs_from

# What a missing id is looked up as: it names nothing.
NOBODY = UUID(int=0)


def home_of(actor: Actor) -> WorkspaceRef:
    """The workspace in which the actor works now."""
    if actor.workspace is None:
        raise PermissionDenied
    return actor.workspace


def tickets_visible_to(actor: Actor) -> QuerySet[Ticket]:
    """Tickets in which one of the actor's units takes part."""
    mine = Participant.objects.filter(ticket=OuterRef("pk"), unit_id__in=actor.unit_ids())
    return Ticket.objects.filter(Exists(mine)).select_related("case__state")


def ticket_for(actor: Actor, ticket_id: UUID | None) -> Ticket:
    """The ticket, if the actor may see it. Absent and forbidden are one answer."""
    ticket = tickets_visible_to(actor).filter(pk=ticket_id).first() if ticket_id else None
    if ticket is None:
        raise PermissionDenied
    return ticket


def _ticket_seen(actor: Actor, ticket_id: UUID | None, expected_version: int | None) -> Ticket:
    ticket = ticket_for(actor, ticket_id)
    if expected_version is not None and expected_version != ticket.case.state.version:
        raise Stale
    return ticket


def acting_place(
    actor: Actor, verb: Verb, ticket_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place]:
    """Where the actor stands who does `verb` to a ticket: the place in hand.

    Raises PermissionDenied without the permission on the holding unit, STALE if the case moved on
    since the version the person saw, WRONG_STATE if it is in hand elsewhere or the state forbids
    the verb.
    """
    ticket = _ticket_seen(actor, ticket_id, expected_version)
    place = place_in_hand(home_of(actor), ticket)
    if place is None:
        raise wrong_state(ticket)
    _authorise(actor, verb, place)
    _check_state(verb, place)
    return ticket, place


def receiving_place(
    actor: Actor, verb: Verb, assignment_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place]:
    """Where the receiver of a giving stands (sign, return, report)."""
    home = home_of(actor)
    inner = Assignment.objects.filter(pk=assignment_id or NOBODY, to_workspace__isnull=True).first()
    if inner is not None:
        ticket = _ticket_seen(actor, inner.ticket_id, expected_version)
        place = inner_place(home, inner)
    else:
        found = Ticket.objects.filter(assignment_id=assignment_id).first()
        ticket = _ticket_seen(
            actor, found.pk if found and assignment_id else None, expected_version
        )
        place = own_place(home, ticket)
    _authorise(actor, verb, place)
    _check_state(verb, place)
    return ticket, place


def giving_place(
    actor: Actor, verb: Verb, assignment_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place, Assignment]:
    """Where the giver of a giving stands (adjudicate, review)."""
    assignment = Assignment.objects.filter(pk=assignment_id or NOBODY).first()
    ticket = _ticket_seen(actor, assignment.ticket_id if assignment else None, expected_version)
    assert assignment is not None
    place = giver_of(home_of(actor), assignment)
    _authorise(actor, verb, place)
    _check_state(verb, place)
    receiver = RULES[verb].receiver
    answered = receiver is None or assignment.state in receiver.sources
    if not answered or assignment.ended_at is not None:
        raise DomainError(TicketError.WRONG_STATE, "该交办件已有结论，或尚未退单、反馈")
    return ticket, place, assignment


def allowed_verbs(actor: Actor, ticket: Ticket) -> list[Verb]:
    """What the actor may do now to the ticket: the state table ∧ the grants on the holder."""
    if ticket.holder_unit_id is None or ticket.archived_at is not None:
        return []
    place = place_in_hand(home_of(actor), ticket)
    assert place is not None
    granted = [verb for verb in verbs_from(place.state) if _is_granted(actor, verb, place)]
    return [verb for verb in granted if _fits(verb, ticket, place)]


def _fits(verb: Verb, ticket: Ticket, place: Place) -> bool:
    """Circumstances beyond state and grant."""
    match verb:
        case Verb.REPORT:
            return not place.is_origin
        case Verb.RETURN:
            return not place.is_origin and not is_bound(place)
        case Verb.DELEGATE:
            return receivers_below(ticket, place.unit_id).exists()
        case Verb.ESCALATE:
            return _may_go_up(ticket, place)
        case Verb.ARCHIVE:
            return ticket.followed_up_at is not None
        case Verb.FOLLOW_UP:
            return ticket.followed_up_at is None
        case Verb.FOLLOW_UP_REWORK:
            return ticket.followed_up_at is None
        case _:
            return True


def units_waiting(ticket: Ticket) -> set[UUID]:
    """Who gave this case and waits for it: they are reported to, not given it again."""
    given = (
        Assignment.objects.filter(ticket=ticket, ended_at__isnull=True)
        .exclude(state__in=[State.RETURNED, State.REPORTED])
        .values_list("from_unit_id", flat=True)
    )
    giver = set() if ticket.from_unit_id is None else {ticket.from_unit_id}
    return giver.union(given)


def receivers_below(ticket: Ticket, unit_id: UUID) -> QuerySet[Unit]:
    """Open units directly below a holder that the case can be given to."""
    return children_of(unit_id).exclude(pk__in=units_waiting(ticket))


def is_bound(place: Place) -> bool:
    if place.assignment_id is None:
        return Ticket.objects.values_list("return_binding", flat=True).get(pk=place.ticket_id)
    return Assignment.objects.values_list("return_binding", flat=True).get(pk=place.assignment_id)


def _may_go_up(ticket: Ticket, place: Place) -> bool:
    """Only what was not given from above can be escalated; the rest is returned or reported."""
    if place.assignment_id is not None:
        direction = Assignment.objects.values_list("direction", flat=True).get(
            pk=place.assignment_id
        )
        came_from_above = direction == Direction.DOWN
    else:
        came_from_above = not ticket.is_origin and ticket.direction == Direction.DOWN
    return not came_from_above and parent_of(place.unit_id) is not None


def _is_granted(actor: Actor, verb: Verb, place: Place) -> bool:
    """A grant on the holding unit; some verbs are open to the accepting centre as well."""
    units = {place.unit_id}
    if RULES[verb].centre and place.is_origin:
        units |= {centre_of(place.workspace)}
    return any(actor.may(each, unit) for each in RULES[verb].permissions for unit in units)


def centre_of(workspace: WorkspaceRef) -> UUID:
    """The unit that is the workspace's hotline office (热线中心)."""
    root = root_unit(workspace)
    assert root is not None, workspace.slug
    return root.id


def oversees(actor: Actor) -> bool:
    """Whether the actor sees all cases of the workspace: dispatches or supervises its centre."""
    centre = centre_of(home_of(actor))
    return actor.may("dispatch", centre) or actor.may("supervise", centre)


def _authorise(actor: Actor, verb: Verb, place: Place) -> None:
    if not _is_granted(actor, verb, place):
        raise PermissionDenied


def _check_state(verb: Verb, place: Place) -> None:
    if place.state not in acting_step(RULES[verb]).sources:
        raise DomainError(TicketError.WRONG_STATE, f"当前状态“{place.state.label}”不能进行此操作")


def wrong_state(ticket: Ticket) -> DomainError:
    return DomainError(
        TicketError.WRONG_STATE,
        "工单目前由其他单位办理，不能进行此操作"
        if ticket.archived_at is None
        else "工单已归档，不能再更改",
    )
