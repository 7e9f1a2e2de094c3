"""Who must hear of what happens to a case, found inside its open session."""

from dataclasses import dataclass
from uuid import UUID

from contacts.facts import TicketNews
from custody.session import Session
from outbox.publisher import publish
from tenancy.context import WorkspaceRef
from tickets.copies import open_copies
from tickets.models import Assignment, Ticket
from tickets.places import workspace_by_id


@dataclass(frozen=True)
class Audience:
    """Units to tell in one workspace, and the copy there that it is about."""

    workspace: WorkspaceRef
    ticket_id: UUID
    unit_ids: tuple[UUID, ...]


def holder_of(session: Session) -> Audience:
    """Whoever has the open case in hand, in whichever workspace."""
    state = session.state
    assert state.holder_workspace_id is not None
    assert state.holder_unit_id is not None
    workspace = workspace_by_id(state.holder_workspace_id)
    with session.in_workspace(workspace):
        held = Ticket.objects.filter(
            case_id=session.case_id, holder_unit_id=state.holder_unit_id
        ).exclude(holder_state="")
        ticket_id = held.order_by("-created_at").values_list("id", flat=True)[0]
    return Audience(workspace, ticket_id, (state.holder_unit_id,))


def everybody_below(session: Session) -> list[Audience]:
    """Every unit the case was given to and that has not finished with it. Ask before it ends."""
    found = []
    for workspace, ticket in open_copies(session):
        with session.in_workspace(workspace):
            given = Assignment.objects.filter(
                ticket_id=ticket.id, to_workspace__isnull=True, ended_at__isnull=True
            )
            units = list(given.values_list("to_unit_id", flat=True))
        if not ticket.is_origin:
            units.append(ticket.unit_id)
        if units:
            found.append(Audience(workspace, ticket.id, tuple(dict.fromkeys(units))))
    return found


def tell(
    session: Session, fact: type[TicketNews], audience: Audience, *, count: int | None = None
) -> None:
    """Publish a fact to an audience, in the transaction that makes it true."""
    publish(
        fact(  # type: ignore[arg-type] # each kind of news has its topic
            workspace=audience.workspace.schema,
            case_id=str(session.case_id),
            ticket_id=str(audience.ticket_id),
            to_unit_ids=tuple(str(each) for each in audience.unit_ids),
            count=count,
        )
    )
