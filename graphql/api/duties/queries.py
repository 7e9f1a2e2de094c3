"""Reading rosters: who is on duty, the shifts, and the gaps."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.core.errors import ApiError, Kind
from api.core.scalars import ID, DateTime
from api.duties.types import DutyPersonType, DutyShiftConnection, RosterGapType
from duties.access import kept_unit, units_kept_by
from duties.asking import duty_persons
from duties.models import DutyShift
from duties.selectors import Called, Gap, roster_gaps, shifts_of, with_people
from kernel.clock import now

IN_ORDER = Order(Key("id", UUID))
DAYS_AT_MOST = 31
GAPS_AT_MOST = 500


class DutyQueries(graphene.ObjectType):
    who_is_on_duty = graphene.List(
        graphene.NonNull(DutyPersonType),
        required=True,
        unit_id=ID(required=True),
        at=DateTime(description="Now unless given."),
        description=(
            "Whom an express giving would call, first one first. Persons whose basis is not ROSTER"
            " mean that the unit has nobody on its roster then."
        ),
    )
    duty_shifts = connection_field(
        DutyShiftConnection,
        description="Shifts of a unit whose roster the person keeps, oldest first.",
        unit_id=ID(required=True),
    )
    roster_gaps = graphene.List(
        graphene.NonNull(RosterGapType),
        required=True,
        unit_id=ID(description="By default all staffed units whose rosters the person keeps."),
        days=graphene.Int(description=f"From now on; 7 unless given, at most {DAYS_AT_MOST}."),
        description=f"Times with nobody on duty, by unit; the first {GAPS_AT_MOST}.",
    )

    @staticmethod
    def resolve_who_is_on_duty(
        _root: None, info: Info, unit_id: UUID, at: datetime | None = None
    ) -> list[Called]:
        return duty_persons(actor=info.context.person, unit_id=unit_id, at=at or now())

    @staticmethod
    def resolve_duty_shifts(
        _root: None, info: Info, unit_id: UUID, first: int, after: str | None = None
    ) -> Page[DutyShift]:
        unit = kept_unit(info.context.person, unit_id)
        found = shifts_of([unit.id], now()).order_by()
        return page_of(found, order=IN_ORDER, first=first, after=after)

    @staticmethod
    def resolve_roster_gaps(
        _root: None, info: Info, unit_id: UUID | None = None, days: int = 7
    ) -> Sequence[Gap]:
        if not 1 <= days <= DAYS_AT_MOST:
            raise ApiError(Kind.BAD_REQUEST, f"days 须在 1 到 {DAYS_AT_MOST} 之间")
        actor = info.context.person
        if unit_id is not None:
            units = [kept_unit(actor, unit_id)]
        else:
            units = list(with_people(units_kept_by(actor)))
        start = now()
        return roster_gaps(units, start, start + timedelta(days=days))[:GAPS_AT_MOST]
