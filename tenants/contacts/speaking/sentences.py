"""The sentences themselves: who has it, since when, until when, what was done, what comes next.

At most two for each thing there is to say; no name of a person, nothing of a unit's inner notes.
"""

from collections.abc import Callable
from datetime import datetime

from contacts.speaking.facts import Facts, Language, Saying, saying_of
from contacts.speaking.remaining import (
    day_in_chinese,
    day_in_english,
    limit_in_chinese,
    limit_in_english,
)
from workdays.arithmetic import WorkCalendar

CHINESE: dict[Saying, str] = {
    Saying.WAITING: (
        "您的诉求于{registered}登记，正在等待受理。受理后由承办单位办理，并在时限内答复您。"
    ),
    Saying.PLACING: "您的诉求已经受理，正在确定承办单位{limit}。确定后由承办单位与您联系。",
    Saying.HANDED_ON: (
        "您的诉求已于{since}转交{holder}，等待签收{limit}。签收后由其办理并与您联系。"
    ),
    Saying.OURS: "您的诉求自{since}起由我们直接办理{limit}。办理完毕后答复您。",
    Saying.HANDLED: (
        "您的诉求自{since}起由{holder}办理{limit}。办理完毕经核实后，由{answerer}统一答复您。"
    ),
    Saying.HANDLED_AGAIN: (
        "您的诉求已于{since}退回{holder}重新办理{limit}。办理完毕经核实后，由{answerer}统一答复您。"
    ),
    Saying.SUSPENDED: (
        "您的诉求由{holder}办理，因条件暂不具备，经批准暂缓至{suspended}。"
        "到期后恢复办理，结果会答复您。"
    ),
    Saying.PLACED_ANEW: "您的诉求正由{holder}重新确定承办单位{limit}。确定后由承办单位与您联系。",
    Saying.CHECKED: (
        "承办单位已于{since}反馈办理结果，{holder}正在核实{limit}。"
        "核实通过后，由{answerer}统一答复您。"
    ),
    Saying.ANSWER_PREPARED: "您的诉求已办理完毕，答复意见正在审定{limit}。审定后马上答复您。",
    Saying.ANSWERED: "您的诉求已于{replied}答复您。接下来我们会回访，听取您的意见。",
    Saying.ANSWERED_AT_ONCE: "您的诉求已当场答复。接下来我们会回访，听取您的意见。",
    Saying.ENDED: "您的诉求{answered}于{closed}办结归档。如果问题仍未解决，可以再次向我们反映。",
    Saying.REFUSED: (
        "您的诉求已于{closed}告知不予受理，理由已向您说明。如有异议可以提出，我们会复核。"
    ),
    Saying.WITHDRAWN: "您的诉求已于{closed}按您的要求撤回。{again}",
    Saying.TERMINATED: "您的诉求已于{closed}终结办理，理由已告知您。{again}",
    Saying.MERGED: "您的诉求已与同一事项的另一诉求合并办理。办结后会单独答复您，并单独回访。",
    Saying.SECRET: "您反映的事项（编号 {number}）正在按规定办理，有结果会按约定的方式告诉您。",
    Saying.SECRET_ENDED: "您反映的事项（编号 {number}）已按规定办结。了解情况请按约定的方式联系。",
}
ENGLISH: dict[Saying, str] = {
    Saying.WAITING: (
        "Your request was taken down on {registered} and waits to be accepted. A unit will then"
        " handle it and you will be answered in time."
    ),
    Saying.PLACING: (
        "Your request has been accepted and the right unit is being found{limit}. That unit will"
        " then contact you."
    ),
    Saying.HANDED_ON: (
        "Your request went to {holder} on {since} and waits for their receipt{limit}. They will"
        " then handle it and contact you."
    ),
    Saying.OURS: "We have been handling your request ourselves since {since}{limit}. We will"
    " answer you when it is done.",
    Saying.HANDLED: (
        "Your request has been handled by {holder} since {since}{limit}. Once the result is"
        " checked, {answerer} will answer you."
    ),
    Saying.HANDLED_AGAIN: (
        "Your request went back to {holder} on {since} to be handled again{limit}. Once the"
        " result is checked, {answerer} will answer you."
    ),
    Saying.SUSPENDED: (
        "Your request is with {holder} and was suspended with approval until {suspended}. It goes"
        " on after that, and you will be answered."
    ),
    Saying.PLACED_ANEW: (
        "Another unit for your request is being found by {holder}{limit}. It will then contact you."
    ),
    Saying.CHECKED: (
        "The unit reported its result on {since}, and it is being checked by {holder}{limit}. Once"
        " that is done, {answerer} will answer you."
    ),
    Saying.ANSWER_PREPARED: (
        "Your request has been handled and the answer is being approved{limit}. You will have it"
        " right after that."
    ),
    Saying.ANSWERED: (
        "Your request was answered on {replied}. Next we will call to ask what you think of it."
    ),
    Saying.ANSWERED_AT_ONCE: (
        "Your request was answered at once. Next we will call to ask what you think of it."
    ),
    Saying.ENDED: (
        "Your request was{answered} closed on {closed}. If the matter is not solved, you can turn"
        " to us again."
    ),
    Saying.REFUSED: (
        "On {closed} you were told that your request cannot be accepted, and why. You can object,"
        " and we will look at it again."
    ),
    Saying.WITHDRAWN: "Your request was withdrawn on {closed}, as you asked. {again}",
    Saying.TERMINATED: (
        "The handling of your request was ended on {closed}, and you were told why. {again}"
    ),
    Saying.MERGED: (
        "Your request is handled together with another one on the same matter. You will be"
        " answered and called on your own."
    ),
    Saying.SECRET: (
        "What you told us (number {number}) is being handled as the rules provide. You will hear"
        " of the result in the way agreed."
    ),
    Saying.SECRET_ENDED: (
        "What you told us (number {number}) has been handled as the rules provide. Please ask in"
        " the way agreed."
    ),
}


def speak(
    facts: Facts, *, at: datetime, calendar: WorkCalendar, language: Language = Language.ZH
) -> str:
    """One or two sentences that can be read out to the citizen."""
    if language is Language.EN:
        return ENGLISH[saying_of(facts)].format(**_english(facts, at, calendar))
    return CHINESE[saying_of(facts)].format(**_chinese(facts, at, calendar))


def _days(facts: Facts, day: Callable[[datetime | None], str]) -> dict[str, str]:
    return {
        "registered": day(facts.registered_at),
        "since": day(facts.since),
        "suspended": day(facts.suspended_until),
        "replied": day(facts.replied_at),
        "closed": day(facts.closed_at),
    }


def _chinese(facts: Facts, at: datetime, calendar: WorkCalendar) -> dict[str, str]:
    def day(moment: datetime | None) -> str:
        return day_in_chinese(moment, now=at) if moment else ""

    reopens = facts.reopen_until is not None and at < facts.reopen_until
    return {
        **_days(facts, day),
        "number": facts.number,
        "holder": "我们" if facts.held_by_us else facts.holder,
        "answerer": f"{facts.accepted_elsewhere}热线" if facts.accepted_elsewhere else "我们",
        "limit": limit_in_chinese(facts.due_at, now=at, calendar=calendar),
        "answered": f"已于{day(facts.replied_at)}答复，并" if facts.replied_at else "已",
        "again": (
            f"{day(facts.reopen_until)}前可以要求恢复办理。"
            if reopens
            else "如有新的情况，可以重新提出。"
        ),
    }


def _english(facts: Facts, at: datetime, calendar: WorkCalendar) -> dict[str, str]:
    def day(moment: datetime | None) -> str:
        return day_in_english(moment, now=at) if moment else ""

    reopens = facts.reopen_until is not None and at < facts.reopen_until
    return {
        **_days(facts, day),
        "number": facts.number,
        "holder": "us" if facts.held_by_us else facts.holder,
        "answerer": f"the hotline of {facts.accepted_elsewhere}"
        if facts.accepted_elsewhere
        else "we",
        "limit": limit_in_english(facts.due_at, now=at, calendar=calendar),
        "answered": f" answered on {day(facts.replied_at)} and" if facts.replied_at else "",
        "again": (
            f"Until {day(facts.reopen_until)} you can ask us to take it up again."
            if reopens
            else "If there is something new, you can turn to us again."
        ),
    }
