"""Falling back: whoever did not acknowledge in time is passed over, and the next one is called.

What is due are rows; each is taken up locked and left alone by other sweepers (SKIP LOCKED), and
its end and the next call are one transaction: a sweeper that dies changes nothing, and two never
call twice.
"""

import time
from uuid import UUID

from custody.errands import Errand, errand
from duties.calling import call_next, chain_of, is_waited_for, settle
from duties.models import CallState, DutyCall
from duties.selectors import signed_at_of
from kernel.clock import now
from tenancy.context import WorkspaceRef, in_workspace, workspace_refs
from tickets.models import TicketEvent
from tickets.states import Verb

SHARE = 20  # calls of one workspace before the next has its turn
BUDGET_SECONDS = 10.0


def sweep_calls(*, seconds: float = BUDGET_SECONDS) -> int:
    """Settle every call whose time is over, all workspaces in turns; how many. In public context.

    Stops when nothing is due or the time is up; safe to run concurrently with itself.
    """
    end = time.monotonic() + seconds
    waiting = workspace_refs()
    settled = 0
    while waiting and time.monotonic() < end:
        still = []
        for ref in waiting:
            due = _due(ref)
            settled += sum(settle_due(ref, call_id) for call_id in due)
            if len(due) == SHARE:
                still.append(ref)
        waiting = still
    return settled


def _due(ref: WorkspaceRef) -> list[UUID]:
    with in_workspace(ref):
        due = DutyCall.objects.filter(
            state=CallState.WAITING, is_echo=False, acknowledge_by__lte=now()
        )
        return list(due.order_by("acknowledge_by", "id").values_list("id", flat=True)[:SHARE])


def settle_due(ref: WorkspaceRef, call_id: UUID) -> bool:
    """End one call whose time is over and call the next; False if somebody else has it."""
    with errand() as work, work.in_workspace(ref):
        call = (
            DutyCall.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=call_id, state=CallState.WAITING, acknowledge_by__lte=work.at)
            .first()
        )
        if call is None:
            return False
        _settle(work, ref, call)
        return True


def _settle(work: Errand, ref: WorkspaceRef, call: DutyCall) -> None:
    chain = chain_of(work, ref, call)
    signed_at = signed_at_of([call.assignment_id]).get(call.assignment_id)
    if signed_at is not None:
        name = _who_signed(call)
        settle(
            work,
            ref,
            chain,
            call,
            CallState.ACKNOWLEDGED,
            acknowledged_at=signed_at,
            acknowledged_by_name=name,
        )
    elif not is_waited_for(work, chain):
        settle(work, ref, chain, call, CallState.ENDED)
    else:
        settle(work, ref, chain, call, CallState.PASSED)
        call_next(work, chain)


def _who_signed(call: DutyCall) -> str:
    signed = TicketEvent.objects.filter(
        ticket=call.ticket_id, assignment_id=call.assignment_id, verb=Verb.SIGN
    )
    event = signed.order_by("-seq").first()
    return event.actor_name if event else ""
