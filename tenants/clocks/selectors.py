"""Reading limits, clocks and their ledgers, in the workspace one stands in."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from clocks.defaults import Purpose
from clocks.errors import NoPolicy
from clocks.events import Due, EventKind, LedgerBroken
from clocks.ledger import due_of, history
from clocks.limits import Limit, amounting_to
from clocks.models import Clock, ClockEvent, ClockPolicy
from kernel.clock import now
from workdays.calendar import calendar_of

CHUNK = 2_000


def policy_for(
    *,
    purpose: Purpose,
    kind: str = "",
    urgency: str = "",
    category: str = "",
    unit_kind: str = "",
    at: datetime | None = None,
) -> Limit:
    """The limit this workspace gives now: of the rules that fit, the most specific.

    Urgency outranks the category (whose limit may be statutory), that the kind of unit, that the
    kind of request.
    """
    fitting = ClockPolicy.objects.filter(
        purpose=purpose,
        kind__in=["", kind],
        urgency__in=["", urgency],
        category__in=["", category],
        unit_kind__in=["", unit_kind],
        valid_from__lte=at or now(),
    )
    found: ClockPolicy | None = max(fitting, key=_specificity, default=None)
    if found is None:
        raise NoPolicy(f"no limit for {purpose}")
    return found.limit()


def _specificity(policy: ClockPolicy) -> tuple[bool, bool, bool, bool, int]:
    return (
        bool(policy.urgency),
        bool(policy.category),
        bool(policy.unit_kind),
        bool(policy.kind),
        policy.version,
    )


def clock_of(
    *, ticket_id: UUID, purpose: Purpose, assignment_id: UUID | None = None
) -> Clock | None:
    """The clock that runs for this purpose, else the last that did; None if there never was."""
    clocks = Clock.objects.filter(
        ticket_id=ticket_id, assignment_id=assignment_id, purpose=purpose
    ).order_by("-id")
    return min(clocks, key=lambda clock: clock.stopped_at is not None, default=None)


def events_of(clock: Clock) -> list[ClockEvent]:
    """The ledger of a clock, in order."""
    return list(ClockEvent.objects.filter(clock=clock).order_by("seq"))


def replay(clock: Clock, *, at: datetime | None = None) -> Due:
    """What the ledger says (as it stood at `at`), whatever is stored. Raises LedgerBroken."""
    return replayed(events_of(clock), at=at)


def replayed(events: list[ClockEvent], *, at: datetime | None = None) -> Due:
    """The same, of events already read."""
    return due_of([row.entry() for row in events if at is None or row.at <= at], calendar_of)


def original_limit(clock: Clock) -> Limit:
    """The limit as first given for the kind of matter it now is; a rework is not an original."""
    events = events_of(clock)
    stages = history([row.entry() for row in events], calendar_of)
    row, given = [
        (row, stage)
        for row, stage in zip(events, stages, strict=True)
        if row.kind in {EventKind.START, EventKind.REBASE}
    ][-1]
    if given.limit.value is not None:
        return given.limit
    return amounting_to(
        given.counted_from,
        given.at,
        unit=given.limit.unit,
        calendar=calendar_of(row.calendar_version),
    )


def clocks_with_ledgers() -> Iterator[tuple[Clock, list[ClockEvent]]]:
    """Every clock of the workspace with its ledger, a chunk at a time: for checks of the whole."""
    ordered = Prefetch("events", queryset=ClockEvent.objects.order_by("seq"))
    for clock in Clock.objects.order_by("id").prefetch_related(ordered).iterator(CHUNK):
        yield clock, list(clock.events.all())


def breaches_of(clock: Clock, events: list[ClockEvent]) -> list[str]:
    """What is wrong with a clock: a ledger with a gap, or a stored value it does not bear out."""
    if len(events) != clock.last_seq:
        return [f"clock {clock.pk}: {clock.last_seq} events written, {len(events)} found"]
    try:
        stands = replayed(events)
    except LedgerBroken as broken:
        return [f"clock {clock.pk}: {broken}"]
    stored = {
        "due_at": (clock.due_at, stands.at),
        "provisional": (clock.provisional, stands.provisional),
        "paused_at": (clock.paused_at, stands.paused_at),
        "stopped_at": (clock.stopped_at, stands.stopped_at),
        "started_at": (clock.started_at, stands.counted_from),
        "limit_value": (clock.limit_value, stands.limit.value),
        "limit_unit": (clock.limit_unit, stands.limit.unit),
    }
    return [
        f"clock {clock.pk}: {name} is {kept}, but its ledger says {told}"
        for name, (kept, told) in stored.items()
        if kept != told
    ]
