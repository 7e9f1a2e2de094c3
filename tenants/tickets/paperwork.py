"""What documents, which stand below tickets, must know of them, and the notice of a giving."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clocks.defaults import Purpose
from clocks.limits import Limit, Unit
from clocks.selectors import clock_of
from documents.access import Sight
from documents.kinds import DocumentKind
from documents.models import Document
from documents.services.issuing import Recipient, issue_document, issued, keep_copy
from documents.sheet import chinese_minute
from hierarchy.models import Unit as HierarchyUnit
from kernel.clock import LOCAL
from people.actor import Actor
from taxonomy.selectors import category_names
from tenancy.context import WorkspaceRef
from tickets.access import centre_of, tickets_visible_to, wholly_visible_to
from tickets.models import Assignment, Channel, Role, Ticket
from tickets.moves import Move
from tickets.places import Place
from tickets.secrecy import screened

SIGHT = Sight(
    visible=lambda actor: tickets_visible_to(actor).values("id"),
    wholly_visible=lambda actor: wholly_visible_to(actor).values("id"),
    secret=lambda: Ticket.objects.filter(secret=True).values("id"),
)
# The identity never stands on a document: whoever may call the citizen finds the number there.
KEPT_SECRET = "依规保密"  # noqa: S105 - a label
AT_THE_TICKET = "已登记，由主办单位在平台工单中按规定查看"
ANONYMOUS = "未留联系方式"


@dataclass(frozen=True)
class Notice:
    """A 交办通知书 about to be issued: everything that is known before the transaction."""

    actor: Actor
    ticket: Ticket
    place: Place
    unit: HierarchyUnit
    category: str
    assists: tuple[str, ...]

    def issue_with(self, move: Move, receiver: Place, *, body: str, requirement: str) -> None:
        """Issue it as the last act of the giving, with a copy where the receiver works."""
        move.closing.append(lambda: self._issue(move, receiver, body, requirement))

    def _issue(self, move: Move, receiver: Place, body: str, requirement: str) -> None:
        session = move.session
        assert move.assignment_id is not None
        with session.in_workspace(receiver.workspace):
            limit = limit_of(receiver)
        with session.in_workspace(self.place.workspace):
            document = self.issue(
                assignment_id=move.assignment_id,
                body=body,
                requirement=requirement,
                limit=limit,
                at=session.at,
            )
            carried = issued(document)
        with session.in_workspace(receiver.workspace):
            keep_copy(carried, ticket_id=receiver.ticket_id, assignment_id=move.assignment_id)

    def issue(
        self, *, assignment_id: UUID, body: str, requirement: str, limit: str, at: datetime
    ) -> Document:
        """Issue it in the giver's workspace, in the caller's transaction; one for each giving."""
        return issue_document(
            kind=DocumentKind.DELEGATION_NOTICE,
            ticket_id=self.ticket.id,
            unit_id=self.place.unit_id,
            fields=self._fields(body, requirement, limit),
            actor=self.actor,
            recipients=[Recipient(self.unit.name, self.unit.id)],
            assignment_id=assignment_id,
            confidential=self.ticket.secret,
            at=at,
        )

    def _fields(self, body: str, requirement: str, limit: str) -> dict[str, str | list[str]]:
        ticket = self.ticket
        title = screened(ticket.title, secret=ticket.secret)
        registered = chinese_minute(ticket.registered_at)
        return {
            "case_number": ticket.number,
            "lead": self.unit.name,
            "assists": list(self.assists),
            "caller": _said_of_caller(ticket),
            "accepted": f"{registered}，{Channel(ticket.channel).label}",
            "category": self.category or "未分类",
            "matter": f"{title}：{body}" if body else title,
            "requirement": requirement,
            "limit": limit,
            "given_by": self.actor.name,
        }


def notice_of(
    actor: Actor, ticket: Ticket, place: Place, unit: HierarchyUnit, target: WorkspaceRef
) -> Notice | None:
    """The notice that goes with a giving by itself: from the accepting centre to another workspace.

    Inside a workspace it is made on demand (`services.noticing`).
    """
    at_centre = place.is_origin and place.unit_id == centre_of(place.workspace)
    if not at_centre or target == place.workspace:
        return None
    return prepared(actor, ticket, place, unit)


def prepared(actor: Actor, ticket: Ticket, place: Place, unit: HierarchyUnit) -> Notice:
    """Read, in the giver's workspace, what a notice says."""
    day = ticket.registered_at.astimezone(LOCAL).date()
    known = category_names([(ticket.category, day)]) if ticket.category else {}
    helping = Assignment.objects.filter(
        ticket=ticket, parent=place.assignment_id, role=Role.ASSIST, ended_at__isnull=True
    )
    assists = tuple(helping.order_by("created_at").values_list("to_unit__name", flat=True))
    category = known.get((ticket.category, day), ticket.category)
    return Notice(actor, ticket, place, unit, category, assists)


def _said_of_caller(ticket: Ticket) -> str:
    if ticket.secret:
        return KEPT_SECRET
    return AT_THE_TICKET if ticket.caller_id is not None else ANONYMOUS


def limit_of(receiver: Place) -> str:
    """A receiver's limit as a notice states it; in the receiver's workspace."""
    clock = clock_of(
        ticket_id=receiver.ticket_id,
        assignment_id=receiver.assignment_id,
        purpose=Purpose.HANDLE,
    )
    assert clock is not None
    return limit_in_words(Limit(clock.limit_value, Unit(clock.limit_unit)), clock.due_at)


def limit_in_words(limit: Limit, due_at: datetime) -> str:
    """10个工作日，2026年3月16日17时30分前."""
    until = f"{chinese_minute(due_at)}前"
    return f"{limit}，{until}" if limit.value is not None else until
