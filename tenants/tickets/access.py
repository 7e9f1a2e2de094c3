"""The only doors to a ticket. Code that serves a person gets tickets here or not at all."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from custody.models import CaseState
from custody.selectors import case_states
from custody.states import State
from hierarchy.models import Kind as UnitKind
from hierarchy.models import Unit
from hierarchy.selectors import children_of, root_unit
from kernel.errors import DomainError, PermissionDenied, Stale
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tickets.errors import TicketError
from tickets.models import Assignment, Participant, Role, Ticket
from tickets.places import Place, giver_of, inner_place, own_place, seated
from tickets.secrecy import not_barred, without_respondent
from tickets.states import RULES, Seat, Verb, acting_step

# What a missing id is looked up as: it names nothing.
NOBODY = UUID(int=0)
ASSIST_FORMS = {
    Verb.SIGN: Verb.SIGN_ASSIST,
    Verb.RETURN: Verb.RETURN_ASSIST,
    Verb.REPORT: Verb.REPORT_ASSIST,
}
ON_BEHALF = frozenset({Verb.SIGN, Verb.SIGN_ASSIST, Verb.REPORT, Verb.REPORT_ASSIST})


def home_of(actor: Actor) -> WorkspaceRef:
    """The workspace in which the actor works now."""
    if actor.workspace is None:
        raise PermissionDenied
    return actor.workspace


def tickets_visible_to(actor: Actor) -> QuerySet[Ticket]:
    """Tickets in which one of the actor's units takes part, and those lent to the actor."""
    mine = Participant.objects.filter(ticket=OuterRef("pk"), unit_id__in=actor.unit_ids())
    seen = Q(Exists(mine))
    if lent := {ticket_id for lend in _lenders for ticket_id in lend(actor)}:
        seen |= Q(pk__in=lent)
    return not_barred(Ticket.objects.filter(seen), actor).select_related("case__state")


def wholly_visible_to(actor: Actor) -> QuerySet[Ticket]:
    """Those of which the actor may read every paper and every word.

    Of a secret request that was accepted here, whoever was only given it reads their own part.
    """
    units = actor.unit_ids()
    whole = Q(secret=False) | Q(is_origin=False) | Q(unit_id__in=units)
    if centre_of(home_of(actor)) in units:
        whole |= Q(is_origin=True)
    return tickets_visible_to(actor).filter(whole)


Lender = Callable[[Actor], Iterable[UUID]]
_lenders: list[Lender] = []


def lends(lend: Lender) -> Lender:
    """Let the function's tickets be seen too: single grants to one person, few and expiring.

    Filled when the apps start. The conflict bar holds for them as for all others.
    """
    _lenders.append(lend)
    return lend


def cases_visible_to(actor: Actor) -> QuerySet[CaseState]:
    """The public record of what this workspace takes part in; of a secret case only where the
    actor may see a ticket of it.
    """
    theirs = tickets_visible_to(actor).filter(case_id=OuterRef("case_id"))
    return case_states().filter(Q(secret=False) | Exists(theirs))


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
    """Where the actor stands who does `verb` to a ticket: a place on one of the verb's seats.

    Raises PermissionDenied without the permission on the unit there, STALE if the case moved on
    since the version the person saw, WRONG_STATE if nobody stands there (the case is in hand
    elsewhere, or was accepted elsewhere) or the state forbids the verb.
    """
    ticket = _ticket_seen(actor, ticket_id, expected_version)
    places = seated(home_of(actor), ticket, RULES[verb].seats)
    if not places:
        raise wrong_state(ticket)
    granted = [place for place in places if is_granted(actor, verb, place)]
    if not granted:
        raise PermissionDenied
    step = acting_step(RULES[verb])
    place = next((each for each in granted if each.state in step.sources), granted[0])
    _check_state(verb, place)
    return ticket, place


def receiving_place(
    actor: Actor, verb: Verb, assignment_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place, Verb]:
    """Where the receiver of a giving stands (sign, return, report), and the verb as it is there.

    Who was given the matter only to help does the assist's form of the verb.
    """
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
    if place.assists:
        verb = ASSIST_FORMS.get(verb, verb)
    if not is_granted(actor, verb, place):
        raise PermissionDenied
    _check_state(verb, place)
    if place.assists and Seat.ASSIST not in RULES[verb].seats:
        raise DomainError(
            TicketError.WRONG_STATE,
            f"协办单位（{place.state.label}）不能进行此操作，请由主办单位办理",
        )
    return ticket, place, verb


def giving_place(
    actor: Actor, verb: Verb, assignment_id: UUID | None, expected_version: int | None
) -> tuple[Ticket, Place, Assignment]:
    """Where the giver of a giving stands (adjudicate, review)."""
    assignment = Assignment.objects.filter(pk=assignment_id or NOBODY).first()
    ticket = _ticket_seen(actor, assignment.ticket_id if assignment else None, expected_version)
    assert assignment is not None
    place = giver_of(home_of(actor), assignment)
    if not is_granted(actor, verb, place):
        raise PermissionDenied
    _check_state(verb, place)
    receiver = RULES[verb].receiver
    answered = receiver is None or assignment.state in receiver.sources
    if not answered or assignment.ended_at is not None:
        raise DomainError(TicketError.WRONG_STATE, "该交办件已有结论，或尚未退单、反馈")
    return ticket, place, assignment


def units_waiting(ticket: Ticket) -> set[UUID]:
    """Who gave this case and waits for it: they are reported to, not given it again."""
    given = (
        Assignment.objects.filter(ticket=ticket, role=Role.LEAD, ended_at__isnull=True)
        .exclude(state__in=[State.RETURNED, State.REPORTED])
        .values_list("from_unit_id", flat=True)
    )
    giver = set() if ticket.from_unit_id is None else {ticket.from_unit_id}
    return giver.union(given)


def receivers_below(ticket: Ticket, unit_id: UUID) -> QuerySet[Unit]:
    """Open units directly below a holder that the case can be given to."""
    below = children_of(unit_id).exclude(pk__in=units_waiting(ticket))
    return without_respondent(below, ticket)


def is_granted(actor: Actor, verb: Verb, place: Place) -> bool:
    """A grant on the unit of the place.

    Some verbs are open to the accepting centre as well; a township signs and reports for its
    villages too (代签、代报).
    """
    rule = RULES[verb]
    units = {place.unit_id}
    if rule.centre and place.is_origin:
        units |= {centre_of(place.workspace)}
    if verb in ON_BEHALF:
        units |= standing_in_for(place.unit_id)
    return any(actor.may(each, unit) for each in rule.permissions for unit in units)


def standing_in_for(unit_id: UUID) -> set[UUID]:
    """The unit that may sign and report for a village: its township. Empty for other units."""
    parents = Unit.objects.filter(pk=unit_id, kind=UnitKind.VILLAGE).values_list("parent_id")
    return {parent_id for (parent_id,) in parents if parent_id is not None}


def deputy_of(actor: Actor, verb: Verb, place: Place) -> UUID | None:
    """The township in whose name the actor does for a village what the village could do itself."""
    if any(actor.may(each, place.unit_id) for each in RULES[verb].permissions):
        return None
    return next(iter(standing_in_for(place.unit_id)), None)


def centre_of(workspace: WorkspaceRef) -> UUID:
    """The unit that is the workspace's hotline office (热线中心)."""
    root = root_unit(workspace)
    assert root is not None, workspace.slug
    return root.id


def oversees(actor: Actor) -> bool:
    """Whether the actor sees all cases of the workspace: dispatches or supervises its centre."""
    centre = centre_of(home_of(actor))
    return actor.may("dispatch", centre) or actor.may("supervise", centre)


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
