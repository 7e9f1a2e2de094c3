"""应答: somebody who was called says that they are at it. Signing the giving says so too."""

from uuid import UUID

from django.db.models import Q

from custody.errands import errand
from duties.calling import Chain, Work, chain_of, settle
from duties.errors import DutyError
from duties.models import CallState, DutyCall
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tenancy.context import WorkspaceRef
from tickets.access import home_of, ticket_for
from tickets.models import Ticket

MAY_ACKNOWLEDGE = ("dispatch", "handle")


def acknowledge_express(*, actor: Actor, assignment_id: UUID | None) -> Ticket:
    """Acknowledge the call of an express giving, oneself or for one's unit: nobody else is called.

    Also late, when the next one was called already. It signs nothing: the limit to sign runs on.
    Repeating it changes nothing.
    """
    home = home_of(actor)
    calls = _calls_to(actor, assignment_id)
    if not calls:
        raise PermissionDenied
    ticket = ticket_for(actor, calls[-1].ticket_id)
    if any(call.state == CallState.ACKNOWLEDGED for call in calls):
        return ticket
    with errand() as work, work.in_workspace(home):
        call = _locked(calls)
        if call is None:
            raise DomainError(
                DutyError.NOTHING_TO_ACKNOWLEDGE, "该直通车已签收或已结束，无需应答，请刷新页面"
            )
        chain = chain_of(work, home, call)
        settle(
            work,
            home,
            chain,
            call,
            CallState.ACKNOWLEDGED,
            acknowledged_at=work.at,
            acknowledged_by=actor.user_id,
            acknowledged_by_name=actor.name,
        )
        _end_others(work, chain)
    return ticket


def _calls_to(actor: Actor, assignment_id: UUID | None) -> list[DutyCall]:
    """Calls of the giving to the actor, or to a unit for which they work, first one first."""
    if assignment_id is None:
        return []
    units = frozenset().union(*(actor.units_with(each) for each in MAY_ACKNOWLEDGE))
    theirs = Q(user=actor.user_id) | Q(unit__in=units)
    found = DutyCall.objects.filter(theirs, assignment_id=assignment_id, is_echo=False)
    return list(found.order_by("position"))


def _locked(calls: list[DutyCall]) -> DutyCall | None:
    """The last of the calls that can still be acknowledged."""
    ids = [call.id for call in calls]
    open_ = DutyCall.objects.select_for_update(of=("self",)).filter(
        pk__in=ids, state__in=[CallState.WAITING, CallState.PASSED]
    )
    return open_.order_by("-position").first()


def _end_others(work: Work, chain: Chain) -> None:
    """Whoever else is being called need not come any more."""
    refs: set[WorkspaceRef] = {level.home.ref for level in chain.levels}
    for ref in sorted(refs, key=lambda each: each.schema):
        with work.in_workspace(ref):
            waiting = list(
                DutyCall.objects.select_for_update(of=("self",)).filter(
                    assignment_id=chain.assignment_id, state=CallState.WAITING, is_echo=False
                )
            )
        for call in waiting:
            settle(work, ref, chain, call, CallState.ENDED)
