"""争议裁定: a unit whose return was refused goes to the level above the giver, which binds."""

from uuid import UUID

from applications.errors import ApplicationError
from applications.facts import ApplicationDecided, ApplicationMade
from applications.models import Dispute
from applications.selectors import dispute_for, dispute_of
from catalogue.services.precedents import Ruling, record_precedent
from custody import session as custody
from custody.models import CaseState
from custody.session import Party, Session
from custody.states import HandoffKind
from hierarchy.models import Unit
from hierarchy.selectors import parent_of, unit_by_id
from kernel.errors import DomainError
from kernel.ids import uuid7
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from outbox.publisher import publish
from people.actor import Actor
from privacy.screening import screen_text
from tenancy.context import WorkspaceRef
from tickets.access import home_of, receiving_place
from tickets.commands import again, command
from tickets.errors import TicketError
from tickets.giving_sides import giver_place
from tickets.idempotency import Once
from tickets.limits import stop_limit
from tickets.models import Assignment, ReturnReason, Ticket, TicketEvent
from tickets.moves import Move, change
from tickets.places import Place, giver_of, receipt_of, receiver_of, workspace_by_id
from tickets.states import State, Verb

BASIS_LIMIT = 200


def dispute_adjudication(
    *,
    actor: Actor,
    assignment_id: UUID | None,
    reason: str,
    legal_basis: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Take a refused return to the level above the giver, once. Meanwhile the unit goes on."""
    verb = Verb.DISPUTE
    ticket, place, _ = receiving_place(actor, verb, assignment_id, expected_version)
    reason = clean_body(reason, field="reason", limit=NOTE_LIMIT)
    legal_basis = clean_line(legal_basis, field="legalBasis", limit=BASIS_LIMIT, required=False)
    receipt = receipt_of(place)
    if place.is_origin or not receipt.return_binding:
        raise DomainError(
            ApplicationError.NOTHING_TO_DISPUTE, "退单尚未被驳回，没有可以提出争议的裁定"
        )
    if dispute_of(assignment_id) is not None:
        raise DomainError(ApplicationError.DISPUTE_PENDING, "该裁定已提出过争议，以裁定结果为准")
    with command(
        actor=actor,
        verb=verb,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
        note=reason,
    ) as move:
        move.apply(receiver=place)
        giver = giver_place(move.session, place)
        _write(move, ticket, place, giver, reason=reason, legal_basis=legal_basis)
    return again(actor, ticket.id)


def decide_dispute(
    *,
    actor: Actor,
    dispute_id: UUID | None,
    upheld: bool,
    note: str,
    competent_unit_id: UUID | None = None,
) -> Dispute:
    """Rule on a dispute; it binds. Upheld, the giver has the case and gives it to somebody else.

    Raises WRONG_STATE if the unit has meanwhile reported or given it on.
    """
    dispute = dispute_for(actor, dispute_id)
    note = clean_body(note, field="note", limit=NOTE_LIMIT)
    if dispute.state != Dispute.State.PENDING:
        raise DomainError(ApplicationError.APPLICATION_DECIDED, "该争议已经裁定，不能再次裁定")
    if dispute.arbiter_unit_id == dispute.giver_unit_id and dispute.ruled_by_giver == actor.user_id:
        raise DomainError(
            ApplicationError.DISPUTE_OWN_RULING,
            "不能裁定对自己裁定的争议，请由其他负责人裁定",
        )
    if competent_unit_id is not None and unit_by_id(competent_unit_id) is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个单位", field="competentUnitId")
    ruling = (_uphold if upheld else _reject)(actor, dispute, note, competent_unit_id)
    return Dispute.objects.get(pk=ruling)


def _uphold(actor: Actor, dispute: Dispute, note: str, competent: UUID | None) -> UUID:
    state = CaseState.objects.get(case_id=dispute.case_id)
    giver, receiver = _parties(dispute)
    if state.holder_unit_id != receiver.unit_id:
        raise DomainError(TicketError.WRONG_STATE, "承办单位已反馈或已转派，不能再裁定争议成立")
    with custody.transfer(
        case_id=dispute.case_id,
        expected_version=state.version,
        giver=receiver,
        receiver=giver,
        kind=HandoffKind.RETURN,
        actor_id=actor.person_id,
    ) as session:
        move = _move(session, actor, Verb.UPHOLD_DISPUTE, dispute, note)
        giving, taken = _places(move, dispute)
        if taken.state is not State.HANDLING:
            raise DomainError(TicketError.WRONG_STATE, "承办单位已反馈或已转派，不能再裁定争议成立")
        stop_limit(move, taken)
        move.apply(giver=giving, receiver=taken, receiver_values={"return_binding": False})
        _settle(move, dispute, giving, Dispute.State.UPHELD, note, competent)
        move.record()
    return dispute.id


def _reject(actor: Actor, dispute: Dispute, note: str, competent: UUID | None) -> UUID:
    state = CaseState.objects.get(case_id=dispute.case_id)
    with custody.notify(
        case_id=dispute.case_id, expected_version=state.version, actor_id=actor.person_id
    ) as session:
        move = _move(session, actor, Verb.REJECT_DISPUTE, dispute, note)
        giving, taken = _places(move, dispute)
        for place in (giving, taken):
            move.tell(place.workspace, place.ticket_id)
        _settle(move, dispute, giving, Dispute.State.REJECTED, note, competent)
        move.record()
    return dispute.id


def _write(
    move: Move, ticket: Ticket, place: Place, giver: Place, *, reason: str, legal_basis: str
) -> None:
    """The dispute for who raises it, for the giver and for the level above."""
    arbiter = parent_of(giver.unit_id) or unit_by_id(giver.unit_id)
    assert arbiter is not None
    sees = workspace_by_id(arbiter.workspace_id) if arbiter.workspace_id else giver.workspace
    with move.session.in_workspace(place.workspace):
        return_reason = ReturnReason(receipt_of(place).return_reason)
    values = {
        "case_id": move.session.case_id,
        "number": ticket.number,
        "title": screen_text(ticket.title),
        "category": ticket.category,
        "area_id": ticket.area_id,
        "assignment_id": place.assignment_id or ticket.assignment_id,
        "receiver_unit_id": place.unit_id,
        "receiver_workspace_id": place.workspace.id,
        "giver_unit_id": giver.unit_id,
        "giver_workspace_id": giver.workspace.id,
        "arbiter_unit_id": arbiter.id,
        "return_reason": return_reason,
        "reason": screen_text(reason),
        "legal_basis": legal_basis,
        "raised_at": move.session.at,
        "raised_by_name": move.actor.name,
        "ruled_by_giver": _refused_by(move, giver, place.assignment_id or ticket.assignment_id),
    }
    dispute_id = uuid7()
    for ref in {place.workspace, giver.workspace, sees}:
        with move.session.in_workspace(ref):
            Dispute.objects.create(id=dispute_id, **values)
    move.tell(giver.workspace, giver.ticket_id)
    _tell_arbiter(move, sees, arbiter)


def _refused_by(move: Move, giver: Place, assignment_id: UUID | None) -> UUID | None:
    """Who refused the return, on the giver's timeline."""
    with move.session.in_workspace(giver.workspace):
        refusals = TicketEvent.objects.filter(
            ticket_id=giver.ticket_id, verb=Verb.REJECT_RETURN, assignment_id=assignment_id
        )
        return refusals.order_by("-seq").values_list("actor_id", flat=True).first()


def _tell_arbiter(move: Move, ref: WorkspaceRef, arbiter: Unit) -> None:
    with move.session.in_workspace(ref):
        copies = Ticket.objects.filter(case_id=move.session.case_id)
        ticket_id = copies.values_list("id", flat=True).first()
    if ticket_id is not None:
        publish(
            ApplicationMade(
                workspace=ref.schema,
                case_id=str(move.session.case_id),
                ticket_id=str(ticket_id),
                to_unit_id=str(arbiter.id),
                kind="dispute",
            )
        )


def _parties(dispute: Dispute) -> tuple[Party, Party]:
    """Giver and receiver, as custody knows them."""
    giver, receiver = (
        Party(
            workspace_by_id(workspace_id),
            unit_id,
            Unit.objects.values_list("level", flat=True).get(pk=unit_id),
        )
        for workspace_id, unit_id in (
            (dispute.giver_workspace_id, dispute.giver_unit_id),
            (dispute.receiver_workspace_id, dispute.receiver_unit_id),
        )
    )
    return giver, receiver


def _move(session: Session, actor: Actor, verb: Verb, dispute: Dispute, note: str) -> Move:
    return Move(
        session,
        actor,
        verb,
        unit_id=dispute.arbiter_unit_id,
        to_unit_id=dispute.receiver_unit_id,
        assignment_id=dispute.assignment_id,
        note=note,
    )


def _places(move: Move, dispute: Dispute) -> tuple[Place, Place]:
    """Where giver and receiver stand now."""
    ref = workspace_by_id(dispute.giver_workspace_id)
    with move.session.in_workspace(ref):
        assignment = Assignment.objects.get(pk=dispute.assignment_id)
        return giver_of(ref, assignment), receiver_of(move.session, ref, assignment)


def _settle(
    move: Move,
    dispute: Dispute,
    giver: Place,
    outcome: Dispute.State,
    note: str,
    competent: UUID | None,
) -> None:
    """The ruling on every copy of the dispute, and as a precedent for the giver."""
    sees = home_of(move.actor)
    receiver_ref = workspace_by_id(dispute.receiver_workspace_id)
    for ref in {sees, giver.workspace, receiver_ref}:
        with move.session.in_workspace(ref):
            change(
                Dispute,
                dispute.id,
                state=outcome,
                decided_at=move.session.at,
                decided_by_name=move.actor.name,
                competent_unit_id=competent,
                note=note,
            )
    upheld = outcome is Dispute.State.UPHELD
    ruling = Ruling(
        category=dispute.category,
        area_id=dispute.area_id,
        from_unit_id=dispute.giver_unit_id,
        upheld=upheld,
        competent_id=competent if upheld else dispute.receiver_unit_id,
        not_competent_id=dispute.receiver_unit_id if upheld else None,
        reason=ReturnReason(dispute.return_reason).label,
        legal_basis=dispute.legal_basis,
        note=note,
        case_id=dispute.case_id,
        number=dispute.number,
    )
    with move.session.in_workspace(giver.workspace):
        record_precedent(ruling, at=move.session.at, by=move.actor.person_id)
    _tell_sides(move, dispute, giver, receiver_ref)


def _tell_sides(move: Move, dispute: Dispute, giver: Place, receiver_ref: WorkspaceRef) -> None:
    with move.session.in_workspace(receiver_ref):
        taken = Ticket.objects.filter(case_id=move.session.case_id).order_by("-handoff_seq")
        taken_id = taken.values_list("id", flat=True)[0]
    for ref, ticket_id, unit_id in (
        (giver.workspace, giver.ticket_id, giver.unit_id),
        (receiver_ref, taken_id, dispute.receiver_unit_id),
    ):
        publish(
            ApplicationDecided(
                workspace=ref.schema,
                case_id=str(move.session.case_id),
                ticket_id=str(ticket_id),
                to_unit_id=str(unit_id),
                kind="dispute",
                approved=move.verb is Verb.UPHOLD_DISPUTE,
            )
        )
