"""A demo person at their desk: acts on a case through the same services as people use."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from followups.models import Satisfaction
from followups.services.recording import Answers, record_follow_up
from hierarchy.selectors import unit_by_code
from people.actor import Actor
from people.models import User
from people.selectors import actor_for, workspaces_of
from replies.models import Outcome
from replies.services.replying import reply_to_caller
from tenancy.context import in_public, in_workspace
from tickets.models import Kind, ReturnReason, Ticket
from tickets.selectors import action_assignment, inbox_of
from tickets.services.archiving import archive_ticket
from tickets.services.giving import delegate_ticket, escalate_ticket
from tickets.services.registering import Request, accept_ticket, register_ticket
from tickets.services.reporting import report_assignment, review_report
from tickets.services.returning import adjudicate_return, return_assignment
from tickets.services.signing import sign_assignment


class Desk:
    """One person in the first of their workspaces."""

    def __init__(self, username: str) -> None:
        with in_public():
            user = User.objects.get(username=username)
            actor = actor_for(user, workspaces_of(user)[0])
        assert actor is not None
        self.actor: Actor = actor

    def knows(self, external_id: str) -> bool:
        return bool(self.here(lambda: Ticket.objects.filter(external_id=external_id).exists()))

    def register(self, request: Request) -> str:
        """Take a request down; the number of its case."""
        ticket = self.here(register_ticket, actor=self.actor, request=request)
        return str(ticket.number)

    def accept(self, number: str) -> None:
        self._with_ticket(number, accept_ticket)

    def delegate(self, number: str, to_code: str, requirement: str) -> None:
        to = unit_id(to_code)
        self._with_ticket(number, delegate_ticket, to_unit_id=to, requirement=requirement)

    def escalate(self, number: str, reason: str) -> None:
        self._with_ticket(number, escalate_ticket, reason=reason)

    def sign(self, number: str) -> None:
        self._with_assignment(number, sign_assignment)

    def hand_back(
        self, number: str, note: str, reason: ReturnReason = ReturnReason.WRONG_FUNCTION
    ) -> None:
        self._with_assignment(number, return_assignment, reason=reason, note=note)

    def uphold(self, number: str, note: str, competent_code: str) -> None:
        """Agree to a return, and have the unit it belongs to in the catalogue from now on."""
        self._with_assignment(
            number,
            adjudicate_return,
            upheld=True,
            note=note,
            competent_unit_id=unit_id(competent_code),
            write_to_catalogue=True,
        )

    def report(self, number: str, report: str, reply_draft: str) -> None:
        self._with_assignment(number, report_assignment, report=report, reply_draft=reply_draft)

    def approve(self, number: str) -> None:
        self._with_assignment(number, review_report, accepted=True)

    def reply(self, number: str, text: str) -> None:
        # A suggestion is answered with what became of it (采纳情况, R2.6).
        suggested = self._in_hand(number).kind == Kind.SUGGESTION
        outcome = Outcome.ADOPTED if suggested else None
        self._with_ticket(number, reply_to_caller, text=text, outcome=outcome)

    def follow_up(self, number: str) -> None:
        answers = Answers(reached=True, resolved=True, satisfaction=Satisfaction.SATISFIED)
        self._with_ticket(number, record_follow_up, answers=answers)

    def archive(self, number: str) -> None:
        self._with_ticket(number, archive_ticket)

    def _with_ticket(self, number: str, service: Callable[..., Any], **arguments: Any) -> None:
        ticket = self._in_hand(number)
        self.here(service, actor=self.actor, ticket_id=ticket.id, **arguments)

    def _with_assignment(self, number: str, service: Callable[..., Any], **arguments: Any) -> None:
        assignment_id = self._giving(number)
        self.here(service, actor=self.actor, assignment_id=assignment_id, **arguments)

    def _in_hand(self, number: str) -> Ticket:
        found: Ticket = self.here(lambda: inbox_of(self.actor).get(number=number))
        return found

    def _giving(self, number: str) -> UUID | None:
        ticket = self._in_hand(number)
        found: UUID | None = self.here(lambda: action_assignment(self.actor, ticket))
        return found

    def here(self, act: Callable[..., Any], **arguments: Any) -> Any:
        """Do something at this desk, in its workspace."""
        assert self.actor.workspace is not None
        with in_workspace(self.actor.workspace):
            return act(**arguments)


def unit_id(code: str) -> UUID:
    """The id of a unit of the demo city."""
    with in_public():
        unit = unit_by_code(code)
    assert unit is not None, code
    return unit.id
