"""What the catalogue demands of a dispatch, beyond advising."""

from dataclasses import dataclass
from uuid import UUID

from catalogue.errors import CatalogueError
from catalogue.selectors import Advice, advice_for
from clocks.limits import Limit
from hierarchy.models import LEVELS, Kind, Unit
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from taxonomy.selectors import is_departmental
from tenancy.context import WorkspaceRef

# Townships and villages have no power over a department's own function.
TOO_LOW = LEVELS[Kind.TOWNSHIP]


@dataclass(frozen=True)
class Dispatch:
    """How a giving stands to the catalogue: kept with it."""

    row_id: UUID | None
    limit: Limit | None
    override_reason: str
    departs: str

    @property
    def follows(self) -> bool:
        """Whether it goes where the row says, or no row says anything."""
        return not self.departs


def check_target(
    *,
    category: str,
    target: Unit,
    override_reason: str = "",
    home: WorkspaceRef | None = None,
) -> str:
    """The reason, cleaned. Raises OVERRIDE_REASON_REQUIRED where one is needed and not given:
    a department's own function (职能部门事项) that is to go to a township or village."""
    reason = clean_body(override_reason, field="overrideReason", limit=NOTE_LIMIT, required=False)
    if target.level >= TOO_LOW and not reason and is_departmental(category, home=home):
        raise DomainError(
            CatalogueError.OVERRIDE_REASON_REQUIRED,
            f"本事项属职能部门事项，{target.name}没有相应职权；请改派职能部门，或填写破例理由",
            field="overrideReason",
        )
    return reason


def consider_dispatch(
    *,
    category: str,
    area_id: UUID | None,
    giver_unit_id: UUID,
    target: Unit,
    override_reason: str = "",
    home: WorkspaceRef | None = None,
) -> Dispatch:
    """Check a dispatch and say what is to be kept of it. The row's limit is for its own lead."""
    reason = check_target(
        category=category, target=target, override_reason=override_reason, home=home
    )
    advice = advice_for(category=category, area_id=area_id, giver_unit_id=giver_unit_id, home=home)
    departs = _departure(advice, target)
    return Dispatch(
        row_id=advice.row.id if advice.row else None,
        limit=None if departs else advice.limit,
        override_reason=reason,
        departs=departs,
    )


def _departure(advice: Advice, target: Unit) -> str:
    """In one sentence how the dispatch differs from the row; empty if it does not."""
    if advice.row is None or advice.lead is None or advice.next_unit is None:
        return ""
    if target.id in {advice.next_unit.id, advice.lead.id}:
        return ""
    return f"未按派单目录：目录主办为{advice.lead.name}"
