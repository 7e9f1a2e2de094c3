"""直接办理（直通车）: a centre gives an urgent matter straight to whoever is on duty for a unit.

The levels in between are passed: they take part and are told, and never hold the case.
"""

from uuid import UUID

from duties.calling import Chain, Home, call_next, chain_between, tell_roster_missing
from duties.errors import DutyError
from duties.facts import ExpressPassing
from duties.models import Basis
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from outbox.publisher import publish
from people.actor import Actor
from tickets.access import acting_place, centre_of
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.limits import start_first_result_limit
from tickets.major import SpecialReport, report_with
from tickets.models import Direction, Ticket
from tickets.moves import Move, admit_unit
from tickets.places import Place
from tickets.services.giving import Gift, give_case
from tickets.states import Verb


def express_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    to_unit_id: UUID | None,
    requirement: str,
    special_report: SpecialReport | None = None,
    without_report_reason: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Give the case to any open unit in the centre's area at once, and call its duty person.

    The limits are those of an emergency: sign within half an hour, a first result in two hours,
    the report in a day. Where the roster is empty the named leader or handler is called, and the
    level above is told.
    """
    ticket, place = acting_place(actor, Verb.EXPRESS, ticket_id, expected_version)
    if place.unit_id != centre_of(place.workspace):
        raise DomainError(
            DutyError.NOT_A_CENTRE, "直通车只能由市、县两级热线中心发起，请逐级交办或上报"
        )
    unit = _unit_in_area(to_unit_id, place)
    gift = Gift(
        unit=unit,
        direction=Direction.DOWN,
        requirement=clean_body(requirement, field="requirement", limit=NOTE_LIMIT),
        express=True,
    )
    report = report_with(actor, ticket, place, special_report, without_report_reason, unit)

    def inside(move: Move) -> None:
        receiver = move.holder
        assert receiver is not None
        start_first_result_limit(move, receiver, ticket)
        chain = _chain(move, place, receiver, unit)
        _pass_by(move, chain)
        call = call_next(move.session, chain)
        if call is None or call.basis != Basis.ROSTER or call.climbed:
            tell_roster_missing(chain)
        if report is not None:
            report(move)

    return give_case(
        actor=actor,
        verb=Verb.EXPRESS,
        ticket=ticket,
        place=place,
        gift=gift,
        once=once,
        inside=inside,
    )


def _unit_in_area(unit_id: UUID | None, place: Place) -> Unit:
    unit, centre = unit_by_id(unit_id), unit_by_id(place.unit_id)
    assert centre is not None
    if unit is None or unit.id == centre.id or not unit.path.startswith(centre.path):
        raise DomainError(
            DutyError.NOT_IN_AREA, "只能直通本中心辖区内的单位，请重新选择", field="toUnitId"
        )
    if not unit.is_open() or unit.is_statistical:
        raise DomainError(
            TicketError.UNIT_CLOSED, f"{unit.name}已撤并，不能再交办", field="toUnitId"
        )
    return unit


def _chain(move: Move, place: Place, receiver: Place, unit: Unit) -> Chain:
    assert move.assignment_id is not None
    return chain_between(
        assignment_id=move.assignment_id,
        giver_unit_id=place.unit_id,
        giver=Home(place.workspace, place.ticket_id),
        unit=unit,
        receiver=Home(receiver.workspace, receiver.ticket_id),
    )


def _pass_by(move: Move, chain: Chain) -> None:
    """Levels in between take part and are told."""
    between = chain.levels[1:-1]
    for level in between:
        with move.session.in_workspace(level.home.ref):
            admit_unit(level.home.ticket_id, level.unit.id, move.session.at)
    by_home: dict[Home, list[str]] = {}
    for level in between:
        by_home.setdefault(level.home, []).append(str(level.unit.id))
    for home, unit_ids in by_home.items():
        publish(
            ExpressPassing(
                workspace=home.ref.schema,
                assignment_id=str(chain.assignment_id),
                ticket_id=str(home.ticket_id),
                to_unit_ids=unit_ids,
            )
        )
