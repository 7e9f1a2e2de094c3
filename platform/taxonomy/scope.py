"""What to do with a request by the rules of scope (受理范围, R2.2): the class, or an exception."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hierarchy.models import today
from taxonomy.models import ScopeClass, ScopeException, in_force
from taxonomy.selectors import city_of, exceptions, unknown_class
from taxonomy.words import LineMode, Outcome
from tenancy.context import WorkspaceRef


@dataclass(frozen=True)
class ScopeAdvice:
    """What the rules say, and by which of them."""

    outcome: Outcome
    scope_class: ScopeClass
    exception: ScopeException | None

    @property
    def why(self) -> str:
        """The rule in one sentence, for the agent."""
        if self.exception is not None:
            return f"例外：{self.exception.name}"
        return f"{self.outcome.label}：{self.scope_class.name}"


def scope_advice(
    *,
    scope_class: str,
    category: str = "",
    line_mode: LineMode | None = None,
    stated: Collection[str] = (),
    home: WorkspaceRef | None = None,
    on: date | None = None,
) -> ScopeAdvice:
    """Whether a request of this class is accepted, refused, transferred or handed over.

    `line_mode` is how the line of the unit that owns the matter is joined, where it has one;
    `stated` are codes of exceptions that the agent found to hold (a consumer dispute, say).
    Raises SCOPE_CLASS_UNKNOWN.
    """
    rows = ScopeClass.objects.filter(in_force(on or today()), city=city_of(home), code=scope_class)
    found = rows.first()
    if found is None:
        raise unknown_class("scopeClass")
    for each in exceptions(home=home, on=on):
        if each.of_class in {"", scope_class} and _holds(each, category, line_mode, stated):
            return ScopeAdvice(Outcome(each.outcome), found, each)
    return ScopeAdvice(_outcome(found), found, None)


def _outcome(found: ScopeClass) -> Outcome:
    if found.accepted:
        return Outcome.ACCEPT
    return Outcome.HAND_OVER if found.hand_over else Outcome.REFUSE


def _holds(
    exception: ScopeException,
    category: str,
    line_mode: LineMode | None,
    stated: Collection[str],
) -> bool:
    if exception.code in stated:
        return True
    if exception.line_mode:
        return line_mode == exception.line_mode
    return bool(category) and category.startswith(tuple(exception.categories))
