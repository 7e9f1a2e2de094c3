"""受理范围 (R2.2): a class decides, unless the owner's line or the matter makes an exception."""

import pytest

from kernel.errors import DomainError
from taxonomy.scope import scope_advice
from taxonomy.words import LineMode, Outcome

ACCEPTED = [f"accept_{number}" for number in range(1, 6)]
REFUSED = [f"refuse_{number}" for number in range(1, 6)]


def _said(**asked):
    advice = scope_advice(**asked)
    return advice.outcome, advice.exception.code if advice.exception else None


@pytest.mark.parametrize("code", ACCEPTED)
def test_the_five_classes_are_accepted(code):
    assert _said(scope_class=code) == (Outcome.ACCEPT, None)


@pytest.mark.parametrize("code", REFUSED[1:])
def test_four_classes_are_refused(code):
    assert _said(scope_class=code) == (Outcome.REFUSE, None)


def test_danger_is_handed_over_and_not_refused():
    assert _said(scope_class="refuse_1") == (Outcome.HAND_OVER, None)


@pytest.mark.parametrize("code", [*ACCEPTED, *REFUSED])
@pytest.mark.parametrize(
    ("mode", "outcome", "exception"),
    [
        (LineMode.MERGED, Outcome.ACCEPT, "merged_line"),
        (LineMode.INTERCONNECTED, Outcome.TRANSFER, "interconnected_line"),
        (LineMode.EMERGENCY, Outcome.HAND_OVER, "emergency_line"),
    ],
)
def test_the_owners_line_decides_whatever_the_class(code, mode, outcome, exception):
    """市委编办 is a merged line although 党群 is refused; 12388 is an interconnected one."""
    assert _said(scope_class=code, line_mode=mode) == (outcome, exception)


def test_consumer_disputes_are_accepted_although_civil_disputes_are_refused():
    assert _said(scope_class="refuse_2", category="110403") == (Outcome.ACCEPT, "consumer_dispute")
    assert _said(scope_class="refuse_2", category="110804") == (Outcome.REFUSE, None)
    stated = {"scope_class": "refuse_2", "stated": ["consumer_dispute"]}
    assert _said(**stated) == (Outcome.ACCEPT, "consumer_dispute")


def test_an_exception_of_one_class_says_nothing_of_another():
    assert _said(scope_class="refuse_3", category="110403") == (Outcome.REFUSE, None)
    assert _said(scope_class="refuse_3", stated=["consumer_dispute"]) == (Outcome.REFUSE, None)


def test_it_says_why():
    assert scope_advice(scope_class="refuse_2").why == "不予受理：行政职权范围以外的民事纠纷"
    advice = scope_advice(scope_class="refuse_4", line_mode=LineMode.MERGED)
    assert advice.why == "例外：属已直接合并热线的单位职责的，不论属于哪一类，均予受理"


def test_an_unknown_class_is_refused():
    with pytest.raises(DomainError) as refusal:
        scope_advice(scope_class="无")
    assert (refusal.value.code, refusal.value.field) == ("SCOPE_CLASS_UNKNOWN", "scopeClass")
