"""docs/states.md: what can happen to a ticket, from where, and who may do it."""

from custody.states import IN_HAND, State
from hierarchy.models import PERMISSIONS
from tickets.states import CLOSED, RULES, HandoffKind, Party, Rule, Seat, Step, Verb

INTRODUCTION = """# 工单状态与操作 · States and verbs

Written by `manage.py export_reference` from `tenants/tickets/states.py`; do not edit.

A case passes from level to level; each level has a place in it. Exactly one place has the case in
hand; the levels above it wait, open; who helps (协办) never has it in hand.

## 状态 · States

| 状态 | identifier | |
| --- | --- | --- |
"""
VERBS = """
## 操作 · Verbs

*From* names the seat of whoever acts and the states it acts in. *Giver* and *receiver* say how both
sides of a giving move; a verb of one place alone has a receiver only. A handoff is a link of the
chain of custody.

| 操作 | identifier | from | giver | receiver | holder after | handoff | permissions |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
SEATS = {
    Seat.HAND: "持有单位",
    Seat.ORIGIN: "受理单位",
    Seat.GIVER: "交办单位",
    Seat.ASSIST: "协办单位",
    Seat.ANY: "任一参与单位",
}
HOLDERS = {
    Party.GIVER: "交办单位",
    Party.RECEIVER: "接收单位",
    Party.NOBODY: "无",
    Party.UNCHANGED: "不变",
}


def states_page() -> str:
    states = "\n".join(map(_state, State))
    verbs = "\n".join(_verb(verb, RULES[verb]) for verb in Verb)
    return f"{INTRODUCTION}{states}\n{VERBS}{verbs}\n"


def _state(state: State) -> str:
    kind = "已结束 closed" if state in CLOSED else "等待 waiting"
    kind = "在手 in hand" if state in IN_HAND else kind
    return f"| {state.label} | `{state.value}` | {kind} |"


def _verb(verb: Verb, rule: Rule) -> str:
    cells = (
        verb.label,
        f"`{verb.value}`",
        _from(rule),
        _step(rule.giver),
        _step(rule.receiver),
        HOLDERS[rule.holder],
        HandoffKind(rule.handoff).label if rule.handoff else "–",
        "、".join(PERMISSIONS[each] for each in sorted(rule.permissions)) + _centre(rule),
    )
    return f"| {' | '.join(cells)} |"


def _from(rule: Rule) -> str:
    seats = "、".join(SEATS[seat] for seat in Seat if seat in rule.seats)
    return seats or "上级或系统"


def _step(step: Step | None) -> str:
    if step is None:
        return "–"
    sources = "、".join(state.label for state in State if state in step.sources) or "新建"
    sources = "任一状态" if step.sources == frozenset(State) else sources
    target = step.target.label if step.target else "不变"
    at_origin = f"（受理单位：{step.origin.label}）" if step.origin else ""
    ends = "，结束" if step.ends else ""
    return f"{sources} → {target}{at_origin}{ends}"


def _centre(rule: Rule) -> str:
    return "（热线中心亦可）" if rule.centre else ""
