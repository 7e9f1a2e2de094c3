"""Who handled a case, over all workspaces: they are not the ones who ask about it (R6.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from custody.session import Session
from followups.errors import FollowUpError
from kernel.errors import DomainError
from people.actor import Actor
from tickets.copies import copies_of
from tickets.models import Assignment, Role, Ticket, TicketEvent, Way
from tickets.verbs import Verb

REPORTS = (Verb.REPORT, Verb.REPORT_ASSIST)
# What the seat that took the request down dealt with itself.
OF_THE_SEAT = frozenset({Way.DIRECT, Way.CONFERENCE, Way.HAND_OVER})


@dataclass(frozen=True)
class Handled:
    """A unit that reported, and the giving it reported on."""

    unit_id: UUID
    assignment_id: UUID | None


def refuse_who_handled(session: Session, actor: Actor, origin_ticket_id: UUID) -> None:
    """SAME_UNIT_FOLLOW_UP for people of a unit that worked on the matter, leads and assists.

    Also for whoever reported themselves, in whichever workspace. Units that only passed a report
    on between the accepting place and the ones who worked do not count.
    """
    if actor.person_id is None:
        return
    for ref, ticket in copies_of(session):
        with session.in_workspace(ref):
            worked = list(_who_worked(ticket, is_origin=ticket.id == origin_ticket_id))
            mine = any(actor.may("handle", each.unit_id) for each in worked)
            if mine or _reported(actor.user_id, ticket, worked):
                raise DomainError(
                    FollowUpError.SAME_UNIT_FOLLOW_UP, "承办单位的人员不能回访本单位办理的工单"
                )


def refuse_same_seat(actor: Actor, ticket: Ticket, *, always: bool) -> None:
    """SAME_SEAT_FOLLOW_UP for whoever took the call: of their own answer, or, by plan, always."""
    if actor.person_id is None or actor.person_id != ticket.registered_by:
        return
    if always or ticket.way in OF_THE_SEAT:
        raise DomainError(
            FollowUpError.SAME_SEAT_FOLLOW_UP, "接听登记人不能回访自己受理的工单，请交由他人回访"
        )


def _who_worked(ticket: Ticket, *, is_origin: bool) -> Iterator[Handled]:
    """Receivers here that reported and did not merely pass on what was reported to them.

    Whoever reported to the accepting place itself counts in any case.
    """
    given = list(Assignment.objects.filter(ticket=ticket))
    reported = [each for each in given if each.reported_at is not None]
    passing_on = {each.parent_id for each in reported if each.role == Role.LEAD}
    if ticket.reported_at is not None and None not in passing_on:
        yield Handled(ticket.unit_id, ticket.assignment_id)
    for each in reported:
        here = each.to_workspace_id is None
        to_origin = is_origin and each.parent_id is None
        if to_origin or each.role == Role.ASSIST or (here and each.id not in passing_on):
            yield Handled(each.to_unit_id, each.id)


def _reported(user_id: UUID, ticket: Ticket, worked: list[Handled]) -> bool:
    givings = [each.assignment_id for each in worked]
    return TicketEvent.objects.filter(
        ticket=ticket, verb__in=REPORTS, actor_id=user_id, assignment_id__in=givings
    ).exists()
