"""Keeping rulings on who is competent (裁定先例), and writing them into the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from catalogue.access import home_of, writing_centre
from catalogue.errors import CatalogueError
from catalogue.models import ANY_LEVEL, CatalogueRow, Precedent
from catalogue.selectors import rules
from catalogue.services.rules import (
    Rule,
    check_day,
    checked,
    effective_day,
    put_rule,
    rule_in_place_of,
)
from clocks.limits import Unit as LimitUnit
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError
from people.actor import Actor
from privacy.screening import screen_text
from tenancy.context import WorkspaceRef

BASIS_LIMIT = 300
NOTHING = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What was decided on whose it is. `reason` is the return's reason as people read it."""

    category: str
    area_id: UUID | None
    from_unit_id: UUID
    upheld: bool
    competent_id: UUID | None = None
    not_competent_id: UUID | None = None
    reason: str = ""
    legal_basis: str = ""
    note: str = ""
    case_id: UUID | None = None
    number: str = ""


def record_precedent(ruling: Ruling, *, at: datetime, by: UUID | None) -> Precedent:
    """Keep a ruling in the workspace one stands in, inside the caller's transaction.

    Custody may call it within a command. Numbers of telephones and identity cards in the texts
    are blanked: a precedent is read on other people's tickets.
    """
    decision = Precedent.Decision.UPHELD if ruling.upheld else Precedent.Decision.REJECTED
    return Precedent.objects.create(
        category=ruling.category,
        area_id=ruling.area_id,
        from_unit_id=ruling.from_unit_id,
        competent_id=ruling.competent_id,
        not_competent_id=ruling.not_competent_id,
        decision=decision,
        reason=ruling.reason,
        legal_basis=screen_text(ruling.legal_basis)[:BASIS_LIMIT],
        note=screen_text(ruling.note),
        case_id=ruling.case_id,
        number=ruling.number,
        decided_at=at,
        decided_by=by,
    )


def write_precedent_into_catalogue(
    *, actor: Actor, precedent_id: UUID | None, on: date | None = None
) -> CatalogueRow:
    """Have the unit a ruling found competent lead such matters there from a day on.

    Said again it changes nothing. Raises PRECEDENT_UNKNOWN, PRECEDENT_NAMES_NOBODY, and what
    writing a row raises.
    """
    writing_centre(actor)
    day = effective_day(on)
    precedent = Precedent.objects.filter(pk=precedent_id or NOTHING).first()
    if precedent is None:
        raise DomainError(CatalogueError.PRECEDENT_UNKNOWN, "没有这条裁定先例", field="precedentId")
    rule = ruled(
        category=precedent.category,
        area_id=precedent.area_id,
        competent_id=precedent.competent_id,
        legal_basis=precedent.legal_basis,
        home=home_of(actor),
        day=day,
        fields={"on": "on", "": "precedentId"},
    )
    with transaction.atomic():
        return enter_precedent(precedent, rule, day=day, by=actor.user_id)


def ruled(
    *,
    category: str,
    area_id: UUID | None,
    competent_id: UUID | None,
    legal_basis: str,
    home: WorkspaceRef,
    day: date,
    fields: Mapping[str, str],
) -> Rule:
    """The checked rule that a ruling amounts to from a day on, before anything is changed.

    `fields` names the caller's argument for each of a rule's that can be at fault; `""` for all
    others. What a row with the same key says of assists, standard and limit stays.
    """
    if competent_id is None:
        raise DomainError(
            CatalogueError.PRECEDENT_NAMES_NOBODY,
            "裁定没有认定承办单位，不能写入派单目录；请注明有管辖权的单位",
            field=fields.get("leadUnitId", fields[""]),
        )
    rule = Rule(
        category=category,
        area=unit_by_id(area_id),
        level=ANY_LEVEL,
        lead=unit_by_id(competent_id),
        legal_basis=legal_basis,
    )
    try:
        rule = checked(rule, home=home)
        check_day(rule, day)
    except DomainError as refusal:
        field = fields.get(refusal.field or "", fields[""])
        raise DomainError(refusal.code, refusal.message, field=field) from refusal
    return rule


def enter_precedent(
    precedent: Precedent, rule: Rule, *, day: date, by: UUID | None
) -> CatalogueRow:
    """Write a ruling's rule, inside the caller's transaction, in the workspace one stands in."""
    return put_rule(_completed(rule), day=day, by=by, precedent=precedent).row


def _completed(rule: Rule) -> Rule:
    """With the assists, standard and limit of the row whose place it takes."""
    present = rule_in_place_of(rule)
    if present is None:
        return rule
    row = rules(on=present.valid_from).filter(pk=present.pk).first() or present
    assists: list[Unit] = [each.unit for each in row.assists.all() if each.unit != rule.lead]
    return Rule(
        category=rule.category,
        area=rule.area,
        level=rule.level,
        lead=rule.lead,
        assists=assists,
        legal_basis=rule.legal_basis or row.legal_basis,
        standard=row.standard,
        limit_value=row.limit_value,
        limit_unit=LimitUnit(row.limit_unit) if row.limit_unit else None,
    )
