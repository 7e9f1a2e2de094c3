"""Secret requests (保密件) and the unit complained of (被反映单位): who must never learn of what.

The conflict bar: the respondent, its staff and everything below it neither get a secret request
nor learn that there is one. An open complaint about a unit's work may go to that unit; one against
a named officer goes to its superior or to discipline inspection.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from hierarchy.models import Unit
from hierarchy.selectors import successor_of, unit_by_id
from kernel.errors import DomainError
from people.actor import Actor
from privacy.screening import screen, screen_text
from taxonomy.selectors import kind_setting
from tickets.errors import TicketError
from tickets.models import Ticket

ELSEWHERE = "请交由其上级单位或纪检监察机关办理"


def secret_by_default(kind: str, *, respondent_named: bool) -> bool:
    """Whether a request is secret unless the citizen wants it not to be.

    So is a complaint against a named officer always, and otherwise what the city says of the kind
    today (举报, as it comes). Stands in the accepting workspace.
    """
    return respondent_named or kind_setting(kind).secret_by_default


def units_answered_for(actor: Actor) -> frozenset[UUID]:
    """The units whose secret requests are kept from the actor: their own and all above them."""
    return actor.belongs_under | frozenset(actor.grants)


def not_barred(tickets: QuerySet[Ticket], actor: Actor) -> QuerySet[Ticket]:
    """Without the secret requests about a unit that the actor belongs to or stands below."""
    return tickets.exclude(secret=True, respondent_unit_id__in=units_answered_for(actor))


def bars_units(ticket: Ticket) -> bool:
    """Whether some units must not be given the request."""
    return ticket.respondent_unit_id is not None and (ticket.secret or ticket.respondent_named)


def without_respondent(units: QuerySet[Unit], ticket: Ticket) -> QuerySet[Unit]:
    """The units that may be given the request: not the one complained of, nor any below it."""
    if not bars_units(ticket):
        return units
    for path in _paths(ticket):
        units = units.exclude(path__startswith=path)
    return units


def is_barred(ticket: Ticket, unit: Unit) -> bool:
    """Whether the unit is the one complained of, or below it."""
    if not bars_units(ticket):
        return False
    return unit.path.startswith(_paths(ticket))


def _paths(ticket: Ticket) -> tuple[str, ...]:
    """The branches of the tree that the request is kept from: also of what took its place."""
    respondent = unit_by_id(ticket.respondent_unit_id)
    assert respondent is not None
    return (respondent.path, successor_of(respondent).path)


def refuse_respondent(ticket: Ticket, unit: Unit, *, field: str | None) -> None:
    """Raise RESPONDENT_BARRED where a giver would send the request to whom it is about.

    The giver knows whom it is about, so the sentence may say it; nobody else comes this far.
    """
    if is_barred(ticket, unit):
        raise DomainError(
            TicketError.RESPONDENT_BARRED,
            f"{unit.name}是被反映单位或其下属单位，不能承办本工单，{ELSEWHERE}",
            field=field,
        )


def known_respondent(
    respondent_id: UUID | None, *, named: bool, secret: bool, actor: Actor
) -> None:
    """Refuse a unit complained of that does not exist, or that the actor works for.

    Where it is, nothing is taken down: the register itself would tell the unit of it.
    """
    if respondent_id is None:
        if named:
            raise DomainError(
                TicketError.UNIT_REQUIRED,
                "反映具体工作人员的，请选择其所在单位",
                field="respondentUnitId",
            )
        return
    if unit_by_id(respondent_id) is None:
        raise DomainError(TicketError.UNIT_UNKNOWN, "没有这个被反映单位", field="respondentUnitId")
    if secret and respondent_id in units_answered_for(actor):
        raise DomainError(
            TicketError.RESPONDENT_BARRED,
            "被反映单位是您所在单位或其上级，不能在此登记保密件，"
            "请引导诉求人向上一级热线或纪检监察机关（12388）反映",
            field="respondentUnitId",
        )


def screened(
    text: str, *, secret: bool, names: Collection[str] = (), phones: Collection[str] = ()
) -> str:
    """A text as it may cross a level: of a secret request nothing that leads to a person."""
    known_names, known_phones = [name for name in names if name], [each for each in phones if each]
    if secret:
        return screen(text, known_names=known_names, known_phones=known_phones).text
    return screen_text(text, known_names=known_names, known_phones=known_phones)


def screened_for(ticket: Ticket, text: str) -> str:
    """What somebody writes about a request for others to read, without what leads to the citizen.

    Knows the citizen's name in the accepting workspace; elsewhere nobody knows it to write it.
    What is on the timeline cannot be erased with the identity: so it must never hold one.
    """
    if not text:
        return text
    caller = ticket.caller
    names, phones = ([caller.name], [caller.phone]) if caller else ([], [])
    return screened(text, secret=ticket.secret, names=names, phones=phones)
