"""补发交办通知书: the written notice of a giving inside a workspace, on demand."""

from uuid import UUID

from django.db import IntegrityError, transaction

from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tickets.access import home_of, ticket_for
from tickets.commands import again
from tickets.errors import TicketError
from tickets.models import Assignment, Role, Ticket
from tickets.paperwork import limit_of, prepared
from tickets.places import giver_of, inner_place
from tickets.states import State

MAY_ISSUE = ("dispatch", "handle")
UNDER_WAY = (State.RECEIVED, State.HANDLING, State.DELEGATED)


def issue_delegation_notice(*, actor: Actor, assignment_id: UUID | None) -> Ticket:
    """Issue the 交办通知书 of a giving that is under way, by the unit that gave.

    Across workspaces it is issued with the giving; NOTICE_ISSUED if the giving has one already.
    """
    assignment = Assignment.objects.filter(pk=assignment_id).first() if assignment_id else None
    if assignment is None:
        raise PermissionDenied
    ticket = ticket_for(actor, assignment.ticket_id)
    if not any(actor.may(each, assignment.from_unit_id) for each in MAY_ISSUE):
        raise PermissionDenied
    open_ = assignment.ended_at is None and State(assignment.state) in UNDER_WAY
    if not open_ or assignment.role != Role.LEAD or assignment.to_workspace_id is not None:
        raise DomainError(
            TicketError.WRONG_STATE, "只有本工作区内正在办理的主办交办件可以补发通知书"
        )
    home = home_of(actor)
    notice = prepared(actor, ticket, giver_of(home, assignment), assignment.to_unit)
    limit = limit_of(inner_place(home, assignment))
    try:
        with transaction.atomic():
            notice.issue(
                assignment_id=assignment.id,
                body=ticket.body_shared,
                requirement=assignment.requirement,
                limit=limit,
                at=now(),
            )
    except IntegrityError:
        raise DomainError(
            TicketError.NOTICE_ISSUED, "该交办件已有交办通知书，无需重复签发"
        ) from None
    return again(actor, ticket.id)
