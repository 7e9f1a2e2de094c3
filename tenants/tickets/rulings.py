"""What an adjudication rules on who is competent: kept as a precedent, and written into the
catalogue where the adjudicator says so.
"""

from dataclasses import dataclass
from uuid import UUID

from catalogue.access import writing_centre
from catalogue.services.precedents import Ruling, enter_precedent, record_precedent, ruled
from catalogue.services.rules import Rule
from hierarchy.models import today
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError
from people.actor import Actor
from tickets.access import home_of
from tickets.errors import TicketError
from tickets.models import Assignment, ReturnReason, Ticket
from tickets.moves import Move
from tickets.places import Place

# Returns that say "not our job"; the others say nothing on whose it is.
ON_COMPETENCE = frozenset(ReturnReason) - {ReturnReason.DUPLICATE, ReturnReason.INCOMPLETE}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Who was found competent and who not, and the row of the catalogue it becomes, if any."""

    upheld: bool
    competent_id: UUID | None
    not_competent_id: UUID | None
    rule: Rule | None


def find(
    *,
    actor: Actor,
    ticket: Ticket,
    assignment: Assignment,
    upheld: bool,
    competent_unit_id: UUID | None,
    write_to_catalogue: bool,
) -> Finding:
    """Judge before anything changes what a decision on a return says of competence.

    A refused return finds the receiver competent; one that was upheld finds it not competent, and
    another unit competent if the adjudicator names one. Raises UNIT_UNKNOWN,
    COMPETENT_CONTRADICTS, and with `write_to_catalogue` what writing a row raises;
    PermissionDenied if the catalogue is not the actor's to write.
    """
    if write_to_catalogue:
        writing_centre(actor)
    receiver, named = assignment.to_unit_id, competent_unit_id
    if named is not None and unit_by_id(named) is None:
        raise DomainError(
            TicketError.UNIT_UNKNOWN, "没有这个有管辖权的单位", field="competentUnitId"
        )
    if named is not None and (named == receiver) == upheld:
        raise DomainError(
            TicketError.COMPETENT_CONTRADICTS,
            "同意退单即认定退单单位无管辖权，驳回即认定其有管辖权；所选单位与裁定相反",
            field="competentUnitId",
        )
    on_competence = assignment.return_reason in ON_COMPETENCE
    competent = named if upheld or not on_competence else receiver
    return Finding(
        upheld=upheld,
        competent_id=competent,
        not_competent_id=receiver if upheld and on_competence else None,
        rule=_rule(actor, ticket, competent, _basis(assignment, upheld))
        if write_to_catalogue
        else None,
    )


def keep(
    move: Move, place: Place, ticket: Ticket, assignment: Assignment, finding: Finding
) -> None:
    """Record the precedent in the giver's workspace, inside the adjudication's transaction.

    Of a secret ticket it keeps neither number nor text: precedents are read on other tickets.
    """
    session, secret = move.session, ticket.secret
    reason = ReturnReason(assignment.return_reason).label if assignment.return_reason else ""
    with session.in_workspace(place.workspace):
        precedent = record_precedent(
            Ruling(
                category=ticket.category,
                area_id=ticket.area_id,
                from_unit_id=place.unit_id,
                upheld=finding.upheld,
                competent_id=finding.competent_id,
                not_competent_id=finding.not_competent_id,
                reason=reason,
                legal_basis="" if secret else _basis(assignment, finding.upheld),
                note="" if secret else move.note,
                case_id=None if secret else ticket.case_id,
                number="" if secret else ticket.number,
            ),
            at=session.at,
            by=move.actor.user_id,
        )
        if finding.rule is not None:
            enter_precedent(precedent, finding.rule, day=today(), by=move.actor.user_id)


def _basis(assignment: Assignment, upheld: bool) -> str:
    """What the returning unit cited; it is adopted with its return."""
    return assignment.return_basis if upheld else ""


def _rule(actor: Actor, ticket: Ticket, competent_id: UUID | None, basis: str) -> Rule:
    return ruled(
        category=ticket.category,
        area_id=ticket.area_id,
        competent_id=competent_id,
        legal_basis="" if ticket.secret else basis,
        home=home_of(actor),
        day=today(),
        fields={"leadUnitId": "competentUnitId", "": "writeToCatalogue"},
    )
