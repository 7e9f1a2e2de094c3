"""What came of one attempt, as it was typed, and whether it holds together."""

from dataclasses import dataclass, replace
from datetime import datetime

from followups.errors import FollowUpError
from followups.models import Satisfaction, Source
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body

CONTENT = frozenset({Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED})


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What came of one attempt. The four questions are answered one by one, or not at all."""

    reached: bool
    resolved: bool | None = None
    satisfaction: Satisfaction | None = None
    opinion: str = ""
    result_code: str = ""
    contacted_by_unit: bool | None = None
    resolved_partly: bool = False
    hotline_satisfaction: Satisfaction | None = None
    next_attempt_at: datetime | None = None
    unit_reason: str = ""
    source: Source = Source.CALL

    def cleaned(self) -> "Answers":
        """The same, trimmed; raises with the field at fault."""
        opinion = clean_body(self.opinion, field="opinion", limit=NOTE_LIMIT, required=False)
        reason = clean_body(self.unit_reason, field="unitReason", limit=NOTE_LIMIT, required=False)
        if self.reached:
            self._refuse_gaps()
        else:
            self._refuse_answers()
        return replace(self, opinion=opinion, unit_reason=reason)

    def _refuse_gaps(self) -> None:
        if self.resolved is None:
            raise DomainError(FollowUpError.ANSWER_REQUIRED, "请填写问题是否解决", field="resolved")
        if self.satisfaction is None:
            raise DomainError(FollowUpError.ANSWER_REQUIRED, "请填写是否满意", field="satisfaction")
        if self.resolved and self.resolved_partly:
            raise DomainError(
                FollowUpError.ANSWER_CONTRADICTORY,
                "已解决和部分解决只能选一项",
                field="resolvedPartly",
            )

    def _refuse_answers(self) -> None:
        said = (
            self.resolved,
            self.satisfaction,
            self.hotline_satisfaction,
            self.contacted_by_unit,
            self.resolved_partly or None,
        )
        if any(each is not None for each in said):
            raise DomainError(
                FollowUpError.ANSWER_WITHOUT_CONTACT,
                "未联系上诉求人，不能填写解决或满意情况",
                field="reached",
            )

    @property
    def sends_back(self) -> bool:
        """Unresolved, or partly resolved or dissatisfied and said why (R6.2)."""
        if not self.reached:
            return False
        if self.resolved is False and not self.resolved_partly:
            return True
        discontent = self.resolved_partly or self.satisfaction == Satisfaction.DISSATISFIED
        return discontent and bool(self.opinion or self.unit_reason)

    @property
    def satisfied(self) -> bool | None:
        """Content with the unit; None if they did not say. Silence is never satisfied."""
        if self.satisfaction in {None, Satisfaction.NOT_RATED}:
            return None
        return self.satisfaction in CONTENT
