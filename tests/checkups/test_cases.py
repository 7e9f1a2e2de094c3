"""The sixty cases: how much of what an attentive reviewer finds is found, and how much is false."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import pytest

from checkups.findings import Earlier, Finding, FindingCode, Photo, ReportFacts, Severity
from checkups.inspecting import inspect_report
from kernel.ids import uuid7
from tests.checkups.cases import CASES, HELD_OUT, SEEN, Case


def facts_of(case: Case) -> ReportFacts:
    return ReportFacts(
        request=case.request,
        report=case.report,
        reply_draft=case.reply,
        kind=case.kind,
        dispatched_at=datetime.fromisoformat(case.dispatched),
        contacted_at=datetime.fromisoformat(case.contacted) if case.contacted else None,
        contactable=not case.anonymous,
        photos=tuple(
            Photo(
                attachment_id=uuid7(),
                taken_at=datetime.fromisoformat(each.taken) if each.taken else None,
                used_on=each.used_on,
            )
            for each in case.photos
        ),
        papers=case.papers,
        earlier=tuple(Earlier(number=number, text=text) for number, text in case.earlier),
        names=case.names,
    )


def found_in(case: Case) -> frozenset[str]:
    return frozenset(each.code.name for each in inspect_report(facts_of(case)))


def measure(cases: Iterable[Case]) -> tuple[float, float, dict[str, Counter[str]]]:
    """Precision and recall over every (case, code), and the counts of each code."""
    counts: dict[str, Counter[str]] = {code.name: Counter() for code in FindingCode}
    for case in cases:
        found = found_in(case)
        for code in found | case.expected:
            right = "hit" if code in found & case.expected else ""
            counts[code][right or ("false" if code in found else "missed")] += 1
    total = sum(counts.values(), Counter())
    precision = total["hit"] / (total["hit"] + total["false"])
    recall = total["hit"] / (total["hit"] + total["missed"])
    return precision, recall, counts


def _recalled(case: Case) -> bool:
    """Whether every demand that nobody answered is quoted."""
    quotes = [each.quote for each in inspect_report(facts_of(case)) if _is_point(each)]
    return all(any(piece in quote for quote in quotes) for piece in case.missing)


def _is_point(finding: Finding) -> bool:
    return finding.code is FindingCode.POINT_UNANSWERED


def _print(name: str, cases: tuple[Case, ...]) -> tuple[float, float]:
    precision, recall, counts = measure(cases)
    print(f"\n{name}: {len(cases)} cases, precision {precision:.3f}, recall {recall:.3f}")
    for code, count in counts.items():
        print(
            f"  {code:22} hit {count['hit']:2} false {count['false']:2} missed {count['missed']:2}"
        )
    return precision, recall


def test_there_are_sixty_and_about_a_third_are_clean():
    assert len(CASES) == 60
    assert len({case.name for case in CASES}) == 60
    assert 18 <= sum(not case.expected for case in CASES) <= 24
    assert {code for case in CASES for code in case.expected} == {each.name for each in FindingCode}


@pytest.mark.parametrize(
    ("name", "cases"), [("seen", SEEN), ("held out", HELD_OUT), ("all", CASES)]
)
def test_precision_and_recall(name, cases):
    precision, recall = _print(name, cases)

    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.missing], ids=lambda each: each.name
)
def test_the_demand_that_nobody_answered_is_quoted(case):
    assert _recalled(case)


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_only_personal_data_stops(case):
    stops = {each.code for each in inspect_report(facts_of(case)) if each.severity is Severity.STOP}

    assert stops == ({FindingCode.PERSONAL_DATA} if "PERSONAL_DATA" in case.expected else set())


@pytest.mark.parametrize("case", CASES, ids=lambda each: each.name)
def test_every_finding_says_what_to_do_and_quotes_what_stands_there(case):
    facts = facts_of(case)
    texts = {"request": facts.request, "report": facts.report, "reply_draft": facts.reply_draft}
    for finding in inspect_report(facts):
        assert finding.advice
        if finding.start >= 0:
            text = texts[finding.where]
            assert 0 <= finding.start < finding.end <= len(text)
            if finding.severity is Severity.WARN:
                assert finding.quote.rstrip("…") in text[finding.start : finding.end]


def test_a_finding_never_repeats_the_data_it_is_about():
    for case in CASES:
        for finding in inspect_report(facts_of(case)):
            assert not any(name in finding.quote + finding.advice for name in case.names)
            if finding.code is FindingCode.PERSONAL_DATA:
                taken = case.reply[finding.start : finding.end]
                assert taken not in finding.quote + finding.advice
