"""What is read out: every state, both languages, in words; never a name, never an inner note."""

from dataclasses import replace
from datetime import datetime

import pytest

from contacts.speaking.facts import Facts, Language, Saying, saying_of
from contacts.speaking.remaining import limit_in_chinese, limit_in_english, working_days_left
from contacts.speaking.sentences import CHINESE, ENGLISH, speak
from custody.states import CLOSED, State
from kernel.clock import LOCAL
from workdays.arithmetic import WorkCalendar
from workdays.published import table_from_package

CALENDAR = WorkCalendar("test", tuple(table_from_package(year) for year in (2025, 2026)))


def on(month: int, day: int, hour: int = 17, minute: int = 30, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LOCAL)


NOW = on(11, 25, 10, 0)  # a Wednesday
TOWNSHIP = "赤壁市官塘驿镇"
BASE = Facts(
    number="4212-2026-000123",
    state=State.HANDLING,
    secret=False,
    registered_at=on(11, 20),
    since=on(11, 21),
    holder=TOWNSHIP,
    due_at=on(11, 27),
)
ENDED = {"closed_at": on(11, 24), "holder": ""}

SPOKEN: list[tuple[str, dict, str]] = [
    (
        "registered",
        {},
        "您的诉求于11月20日登记，正在等待受理。受理后由承办单位办理，并在时限内答复您。",
    ),
    (
        "accepted",
        {},
        "您的诉求已经受理，正在确定承办单位，还有 2 个工作日，最迟11月27日办结。"
        "确定后由承办单位与您联系。",
    ),
    (
        "delegated",
        {},
        f"您的诉求已于11月21日转交{TOWNSHIP}，等待签收，还有 2 个工作日，最迟11月27日办结。"
        "签收后由其办理并与您联系。",
    ),
    (
        "received",
        {},
        f"您的诉求已于11月21日转交{TOWNSHIP}，等待签收，还有 2 个工作日，最迟11月27日办结。"
        "签收后由其办理并与您联系。",
    ),
    (
        "handling",
        {},
        f"您的诉求自11月21日起由{TOWNSHIP}办理，还有 2 个工作日，最迟11月27日办结。"
        "办理完毕经核实后，由我们统一答复您。",
    ),
    (
        "handling",
        {"held_by_us": True, "due_at": None},
        "您的诉求自11月21日起由我们直接办理。办理完毕后答复您。",
    ),
    (
        "handling",
        {"reworked": True, "due_at": on(11, 24)},
        f"您的诉求已于11月21日退回{TOWNSHIP}重新办理，原定11月24日办结，现已超过时限。"
        "办理完毕经核实后，由我们统一答复您。",
    ),
    (
        "handling",
        {"suspended_until": on(2, 1, year=2027)},
        f"您的诉求由{TOWNSHIP}办理，因条件暂不具备，经批准暂缓至2027年2月1日。"
        "到期后恢复办理，结果会答复您。",
    ),
    (
        "handling",
        {"accepted_elsewhere": "咸宁市", "due_at": on(11, 25, 11, 30)},
        f"您的诉求自11月21日起由{TOWNSHIP}办理，应在今天11:30前办结。"
        "办理完毕经核实后，由咸宁市热线统一答复您。",
    ),
    (
        "returned",
        {"due_at": None},
        f"您的诉求正由{TOWNSHIP}重新确定承办单位。确定后由承办单位与您联系。",
    ),
    (
        "adjudicating",
        {"held_by_us": True, "due_at": None},
        "您的诉求正由我们重新确定承办单位。确定后由承办单位与您联系。",
    ),
    (
        "reported",
        {"due_at": None},
        f"承办单位已于11月21日反馈办理结果，{TOWNSHIP}正在核实。核实通过后，由我们统一答复您。",
    ),
    (
        "reviewing",
        {"held_by_us": True},
        "承办单位已于11月21日反馈办理结果，我们正在核实，还有 2 个工作日，最迟11月27日办结。"
        "核实通过后，由我们统一答复您。",
    ),
    (
        "replying",
        {"due_at": None},
        "您的诉求已办理完毕，答复意见正在审定。审定后马上答复您。",
    ),
    (
        "following_up",
        {"replied_at": on(11, 24)},
        "您的诉求已于11月24日答复您。接下来我们会回访，听取您的意见。",
    ),
    ("following_up", {}, "您的诉求已当场答复。接下来我们会回访，听取您的意见。"),
    (
        "archived",
        {**ENDED, "replied_at": on(11, 23)},
        "您的诉求已于11月23日答复，并于11月24日办结归档。如果问题仍未解决，可以再次向我们反映。",
    ),
    (
        "archived",
        {**ENDED, "closed_at": on(12, 31, year=2025)},
        "您的诉求已于2025年12月31日办结归档。如果问题仍未解决，可以再次向我们反映。",
    ),
    (
        "declined",
        ENDED,
        "您的诉求已于11月24日告知不予受理，理由已向您说明。如有异议可以提出，我们会复核。",
    ),
    (
        "withdrawn",
        {**ENDED, "reopen_until": on(12, 9)},
        "您的诉求已于11月24日按您的要求撤回。12月9日前可以要求恢复办理。",
    ),
    (
        "withdrawn",
        {**ENDED, "reopen_until": on(11, 24)},
        "您的诉求已于11月24日按您的要求撤回。如有新的情况，可以重新提出。",
    ),
    (
        "terminated",
        ENDED,
        "您的诉求已于11月24日终结办理，理由已告知您。如有新的情况，可以重新提出。",
    ),
    (
        "merged",
        ENDED,
        "您的诉求已与同一事项的另一诉求合并办理。办结后会单独答复您，并单独回访。",
    ),
]


def _facts(state: str, more: dict) -> Facts:
    return replace(BASE, state=State(state), **more)


@pytest.mark.parametrize(("state", "more", "sentence"), SPOKEN)
def test_each_state_is_said_in_words(state: str, more: dict, sentence: str) -> None:
    assert speak(_facts(state, more), at=NOW, calendar=CALENDAR) == sentence


def test_no_state_is_forgotten() -> None:
    assert {state for state, _, _ in SPOKEN} == set(State.values)


@pytest.mark.parametrize(("state", "more", "_sentence"), SPOKEN)
@pytest.mark.parametrize("language", Language)
def test_at_most_two_sentences_with_nothing_left_open(
    state: str, more: dict, _sentence: str, language: Language
) -> None:
    said = speak(_facts(state, more), at=NOW, calendar=CALENDAR, language=language)

    assert "{" not in said
    assert "None" not in said
    stop = "。" if language is Language.ZH else ". "
    assert 1 <= f"{said} ".count(stop) <= 2


@pytest.mark.parametrize("sentences", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_there_is_a_sentence_for_each_thing_to_say(sentences: dict[Saying, str]) -> None:
    assert set(sentences) == set(Saying)


def test_in_english() -> None:
    said = speak(BASE, at=NOW, calendar=CALENDAR, language=Language.EN)

    assert said == (
        f"Your request has been handled by {TOWNSHIP} since 21 November; 2 working days are left,"
        " until 27 November. Once the result is checked, we will answer you."
    )


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("language", Language)
def test_a_secret_ticket_tells_only_whether_it_is_over(state: State, language: Language) -> None:
    ended = state in CLOSED
    facts = replace(BASE, state=state, secret=True, closed_at=on(11, 24) if ended else None)

    said = speak(facts, at=NOW, calendar=CALENDAR, language=language)

    assert saying_of(facts) is (Saying.SECRET_ENDED if ended else Saying.SECRET)
    assert facts.number in said
    for told in (TOWNSHIP, "11月", "November", "工作日"):
        assert told not in said


# 2026-10-01..08 is a holiday, Saturday 2026-10-10 a make-up working day.
@pytest.mark.parametrize(
    ("due", "left"),
    [
        (on(9, 30), 0),
        (on(10, 8), 1),
        (on(10, 9), 2),
        (on(10, 10), 3),
        (on(10, 11), 3),
        (on(10, 12), 4),
    ],
)
def test_days_are_counted_by_the_working_calendar(due: datetime, left: int) -> None:
    assert working_days_left(due, now=on(9, 30, 9), calendar=CALENDAR) == left


@pytest.mark.parametrize(
    ("due", "chinese", "english"),
    [
        (None, "", ""),
        (
            on(11, 25, 9, 0),
            "，原定11月25日办结，现已超过时限",
            "; it was due by 25 November and is now late",
        ),
        (
            on(11, 25, 10, 0),
            "，原定11月25日办结，现已超过时限",
            "; it was due by 25 November and is now late",
        ),
        (on(11, 25, 18, 0), "，应在今天18:00前办结", "; it is due today by 18:00"),
        (
            on(11, 26),
            "，还有 1 个工作日，最迟11月26日办结",
            "; 1 working day is left, until 26 November",
        ),
    ],
)
def test_the_limit_in_words(due: datetime | None, chinese: str, english: str) -> None:
    assert limit_in_chinese(due, now=NOW, calendar=CALENDAR) == chinese
    assert limit_in_english(due, now=NOW, calendar=CALENDAR) == english


def test_a_limit_on_a_day_off_names_the_hour() -> None:
    saturday = on(11, 28, 9, 0)

    said = limit_in_chinese(on(11, 29, 8, 0), now=saturday, calendar=CALENDAR)

    assert said == "，应在11月29日08:00前办结"
