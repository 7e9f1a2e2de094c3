"""Reads of a city's words, in whatever workspace one stands: a county reads its city's.

`home` names the workspace; without it, the one a request stands in. Within a custody command one
stands in none, so it has to be named there. `on` is a day; today if none is given.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from hierarchy.models import today
from kernel.errors import DomainError
from taxonomy.errors import TaxonomyError
from taxonomy.models import CallResult, Category, KindVersion, ScopeClass, ScopeException, in_force
from taxonomy.searching import found_by
from tenancy.context import WorkspaceRef, current
from tenancy.errors import WorkspaceRequired


def city_of(home: WorkspaceRef | None = None) -> UUID:
    """The city's workspace, whose set of words counts in `home`."""
    ref = home or current()
    if ref is None:
        raise WorkspaceRequired("name the workspace whose taxonomy is meant")
    return ref.parent_id or ref.id


# -- categories -----------------------------------------------------------------------------


def categories(
    *, home: WorkspaceRef | None = None, on: date | None = None, search: str = ""
) -> list[Category]:
    """Categories in force on a day: all, parents before children, or those a search finds.

    A search reads every word as part of the name (or of a name above it), of its pinyin or
    initials, or as the start of the code; what fits best comes first.
    """
    found = list(
        Category.objects.filter(in_force(on or today()), city=city_of(home)).order_by("code")
    )
    return found_by(search, found) if search.strip() else found


def known_category(code: str, *, home: WorkspaceRef | None = None, on: date | None = None) -> str:
    """The code if it can be chosen (or is empty); raises CATEGORY_UNKNOWN, CATEGORY_EXPIRED."""
    code = code.strip()
    if not code:
        return code
    day = on or today()
    versions = Category.objects.filter(city=city_of(home), code=code)
    if versions.filter(in_force(day)).exists():
        return code
    past = versions.filter(valid_to__lte=day).order_by("-valid_to").first()
    if past is None:
        raise DomainError(
            TaxonomyError.CATEGORY_UNKNOWN,
            "没有这个事项类别，请从类别表中选择",
            field="category",
        )
    raise DomainError(
        TaxonomyError.CATEGORY_EXPIRED,
        f"事项类别“{past.name}”已于{past.valid_to}停用，请改选现行类别",
        field="category",
    )


def category_lineage(
    code: str, *, home: WorkspaceRef | None = None, on: date | None = None
) -> list[Category]:
    """The category and those above it, the category itself first; empty if it is not in force."""
    if not code:
        return []
    day = on or today()
    found: list[Category] = []
    # A child's code begins with its parent's, so all of them are prefixes of the code.
    prefixes = [code[:length] for length in range(1, len(code) + 1)]
    rows = Category.objects.filter(in_force(day), city=city_of(home), code__in=prefixes)
    by_code = {row.code: row for row in rows}
    row = by_code.get(code)
    while row is not None:
        found.append(row)
        row = by_code.get(row.parent)
    return found


def is_departmental(code: str, *, home: WorkspaceRef | None = None, on: date | None = None) -> bool:
    """Whether the category is a department's own function (职能部门事项)."""
    lineage = category_lineage(code, home=home, on=on)
    return bool(lineage) and lineage[0].departmental


def category_names(
    wanted: Iterable[tuple[str, date]], *, home: WorkspaceRef | None = None
) -> Mapping[tuple[str, date], str]:
    """What categories were called on days: a ticket keeps the name of its day. One query."""
    wanted = set(wanted)
    versions: dict[str, list[Category]] = {}
    rows = Category.objects.filter(city=city_of(home), code__in={code for code, _ in wanted})
    for row in rows.order_by("valid_from", "recorded_at"):
        versions.setdefault(row.code, []).append(row)
    return {(code, day): _named_on(versions[code], day) for code, day in wanted if code in versions}


def _named_on(versions: list[Category], day: date) -> str:
    """The name in force on the day, else the nearest one before it, else the first there was."""
    begun = [row for row in versions if row.valid_from <= day]
    return (begun[-1] if begun else versions[0]).name


# -- kinds, call results ----------------------------------------------------------------------


def kinds(*, home: WorkspaceRef | None = None, on: date | None = None) -> list[KindVersion]:
    """The kinds of request as the city calls and treats them, in the city's order."""
    rows = KindVersion.objects.filter(in_force(on or today()), city=city_of(home))
    return list(rows.order_by("position", "code"))


def kind_setting(
    code: str, *, home: WorkspaceRef | None = None, on: date | None = None
) -> KindVersion:
    """How one kind is treated: `needs_outcome`, `secret_by_default`, `rating_suffices`."""
    return KindVersion.objects.get(in_force(on or today()), city=city_of(home), code=code)


def call_results(*, home: WorkspaceRef | None = None, on: date | None = None) -> list[CallResult]:
    """What can come of a call without a ticket, in the city's order."""
    rows = CallResult.objects.filter(in_force(on or today()), city=city_of(home))
    return list(rows.order_by("position", "code"))


def call_result(
    code: str, *, home: WorkspaceRef | None = None, on: date | None = None
) -> CallResult:
    """One of them; raises CALL_RESULT_UNKNOWN."""
    rows = CallResult.objects.filter(in_force(on or today()), city=city_of(home), code=code)
    found = rows.first()
    if found is None:
        raise DomainError(
            TaxonomyError.CALL_RESULT_UNKNOWN,
            "没有这个通话结果，请从列表中选择",
            field="resultCode",
        )
    return found


# -- scope ------------------------------------------------------------------------------------


def accepted_classes(
    *, home: WorkspaceRef | None = None, on: date | None = None
) -> list[ScopeClass]:
    """What the hotline accepts (受理范围)."""
    return _classes(home, on, accepted=True)


def refusal_classes(
    *, home: WorkspaceRef | None = None, on: date | None = None
) -> list[ScopeClass]:
    """What it does not accept (不予受理范围)."""
    return _classes(home, on, accepted=False)


def refusal_class(
    code: str, *, home: WorkspaceRef | None = None, on: date | None = None
) -> ScopeClass:
    """A class of refusal: name, explanation, guidance, `hand_over`. Raises SCOPE_CLASS_UNKNOWN.

    `hand_over` means 110/119/120 get it; it is then not refused. For what makes an exception of
    it see `exceptions_of`, or ask `taxonomy.scope.scope_advice`.
    """
    rows = ScopeClass.objects.filter(
        in_force(on or today()), city=city_of(home), accepted=False, code=code
    )
    found = rows.first()
    if found is None:
        raise unknown_class("refusalClass")
    return found


def unknown_class(field: str) -> DomainError:
    return DomainError(
        TaxonomyError.SCOPE_CLASS_UNKNOWN, "没有这类受理范围，请从列表中选择", field=field
    )


def exceptions(*, home: WorkspaceRef | None = None, on: date | None = None) -> list[ScopeException]:
    """All exceptions in the order in which they are asked."""
    rows = ScopeException.objects.filter(in_force(on or today()), city=city_of(home))
    return list(rows.order_by("position", "code"))


def exceptions_of(
    codes: Collection[str], *, home: WorkspaceRef | None = None, on: date | None = None
) -> Mapping[str, list[ScopeException]]:
    """What may make an exception of each of several classes. One query."""
    known = exceptions(home=home, on=on)
    return {code: [each for each in known if each.of_class in {"", code}] for code in codes}


def _classes(home: WorkspaceRef | None, on: date | None, *, accepted: bool) -> list[ScopeClass]:
    rows = ScopeClass.objects.filter(in_force(on or today()), city=city_of(home), accepted=accepted)
    return list(rows.order_by("position", "code"))
