"""The life of a ticket, as data. Read this file to know what can happen to one.

A case passes from level to level. Each level has a place in it: the giver waits, the receiver
works. Exactly one level has the case in hand (`custody.states.IN_HAND`); who helps never has.
"""

from custody.states import CLOSED, IN_HAND, HandoffKind, State
from tickets.verbs import Party, Rule, Seat, Step, Verb

__all__ = [
    "CLOSED",
    "IN_HAND",
    "OPEN_AT_ORIGIN",
    "RULES",
    "HandoffKind",
    "Party",
    "Rule",
    "Seat",
    "State",
    "Step",
    "Verb",
]

_S = State
# Where the accepting place stands while the request is not over.
OPEN_AT_ORIGIN = frozenset(
    {
        *(_S.REGISTERED, _S.ACCEPTED, _S.DELEGATED, _S.ADJUDICATING),
        *(_S.REVIEWING, _S.REPLYING, _S.FOLLOWING_UP),
    }
)
BEFORE_THE_REPLY = OPEN_AT_ORIGIN - {_S.REPLYING, _S.FOLLOWING_UP}


def _step(*sources: State, to: State | None = None, origin: State | None = None) -> Step:
    return Step(frozenset(sources), to, origin)


def _ended(*sources: State, to: State | None = None) -> Step:
    return Step(frozenset(sources), to, ends=True)


def _may(*permissions: str) -> frozenset[str]:
    return frozenset(permissions)


_WORK = _may("dispatch", "handle")
_DECIDE = _may("dispatch", "review")
_ORIGIN = frozenset({Seat.ORIGIN})
_ASSIST = frozenset({Seat.ASSIST})
_GIVING = frozenset({Seat.HAND, Seat.GIVER})
_NOWHERE: frozenset[Seat] = frozenset()


def _give(
    giver: Step,
    receiver: Step,
    may: frozenset[str],
    *,
    by: Party = Party.GIVER,
    to: Party = Party.RECEIVER,
    handoff: HandoffKind | None = None,
    seats: frozenset[Seat] = frozenset({Seat.HAND}),
    centre: bool = False,
) -> Rule:
    """A verb between the two sides of a giving."""
    return Rule(giver, receiver, by, to, handoff, may, seats, centre)


def _own(
    step: Step,
    may: frozenset[str],
    *,
    holder: Party = Party.RECEIVER,
    handoff: HandoffKind | None = None,
    seats: frozenset[Seat] = frozenset({Seat.HAND}),
    centre: bool = False,
    at_origin: bool = False,
) -> Rule:
    """A verb of one place alone."""
    return Rule(None, step, Party.RECEIVER, holder, handoff, may, seats, centre, at_origin)


def _note(
    sources: frozenset[State],
    may: frozenset[str],
    *,
    seats: frozenset[Seat] = frozenset({Seat.HAND}),
    centre: bool = False,
    at_origin: bool = False,
) -> Rule:
    """A verb that is put on record and moves nobody."""
    return _own(
        Step(sources, None),
        may,
        holder=Party.UNCHANGED,
        seats=seats,
        centre=centre,
        at_origin=at_origin,
    )


def _close(sources: frozenset[State], to: State, may: frozenset[str]) -> Rule:
    """A verb by which the accepting place ends the request, whoever has it in hand."""
    step = Step(sources, to)
    return _own(step, may, holder=Party.NOBODY, seats=_ORIGIN, centre=True, at_origin=True)


_TAKEN_DOWN = _step(_S.REGISTERED, _S.ACCEPTED, to=_S.FOLLOWING_UP)

RULES: dict[Verb, Rule] = {
    # -- intake (受理) ------------------------------------------------------------------------
    Verb.REGISTER: _own(
        _step(to=_S.REGISTERED), _may("register"), handoff=HandoffKind.REGISTER, at_origin=True
    ),
    Verb.ACCEPT: _own(_step(_S.REGISTERED, to=_S.ACCEPTED), _WORK, at_origin=True),
    Verb.DECLINE: _own(
        _step(_S.REGISTERED, to=_S.DECLINED), _WORK, holder=Party.NOBODY, at_origin=True
    ),
    Verb.ANSWER: _own(_TAKEN_DOWN, _may("register", "reply"), at_origin=True),
    Verb.CONFERENCE: _own(_TAKEN_DOWN, _may("register", "dispatch"), at_origin=True),
    Verb.HAND_OVER: _own(_TAKEN_DOWN, _may("register", "dispatch"), at_origin=True),
    Verb.SPLIT: _note(
        frozenset({_S.REGISTERED, _S.ACCEPTED}), _may("register", "dispatch"), at_origin=True
    ),
    # -- giving on (派遣) ---------------------------------------------------------------------
    Verb.DELEGATE: _give(
        _step(_S.ACCEPTED, _S.HANDLING, to=_S.DELEGATED),
        _step(to=_S.RECEIVED),
        _WORK,
        handoff=HandoffKind.DELEGATE,
    ),
    Verb.EXPRESS: _give(
        _step(_S.ACCEPTED, _S.HANDLING, to=_S.DELEGATED),
        _step(to=_S.RECEIVED),
        _may("dispatch"),
        handoff=HandoffKind.EXPRESS,
    ),
    Verb.ESCALATE: _give(
        _step(_S.ACCEPTED, _S.HANDLING, to=_S.DELEGATED),
        _step(to=_S.RECEIVED),
        _WORK,
        handoff=HandoffKind.ESCALATE,
    ),
    Verb.SIGN: _own(_step(_S.RECEIVED, to=_S.HANDLING), _WORK),
    # -- whose job it is (退单、裁定、争议) -----------------------------------------------------
    Verb.RETURN: _give(
        _step(_S.DELEGATED, to=_S.ADJUDICATING),
        _step(_S.RECEIVED, _S.HANDLING, to=_S.RETURNED),
        _WORK,
        by=Party.RECEIVER,
        to=Party.GIVER,
        handoff=HandoffKind.RETURN,
    ),
    Verb.UPHOLD_RETURN: _give(
        _step(_S.ADJUDICATING, to=_S.HANDLING, origin=_S.ACCEPTED),
        _ended(_S.RETURNED),
        _DECIDE,
        to=Party.GIVER,
    ),
    Verb.REJECT_RETURN: _give(
        _step(_S.ADJUDICATING, to=_S.DELEGATED),
        _step(_S.RETURNED, to=_S.HANDLING),
        _DECIDE,
        handoff=HandoffKind.ADJUDICATE,
    ),
    Verb.DISPUTE: _note(frozenset({_S.HANDLING}), _WORK),
    # Decided by the level above the giver, which has no place in the giving itself.
    Verb.UPHOLD_DISPUTE: _give(
        _step(_S.DELEGATED, to=_S.HANDLING, origin=_S.ACCEPTED),
        _ended(_S.HANDLING, to=_S.RETURNED),
        _DECIDE,
        to=Party.GIVER,
        handoff=HandoffKind.RETURN,
        seats=_NOWHERE,
    ),
    Verb.REJECT_DISPUTE: _note(frozenset(State), _DECIDE, seats=_NOWHERE),
    # -- results (初步结果、反馈、复核) ---------------------------------------------------------
    Verb.FIRST_RESULT: _note(frozenset({_S.RECEIVED, _S.HANDLING}), _WORK),
    Verb.REPORT: _give(
        _step(_S.DELEGATED, to=_S.REVIEWING),
        _step(_S.HANDLING, to=_S.REPORTED),
        _WORK,
        by=Party.RECEIVER,
        to=Party.GIVER,
        handoff=HandoffKind.REPORT,
    ),
    Verb.ACCEPT_REPORT: _give(
        _step(_S.REVIEWING, to=_S.HANDLING, origin=_S.REPLYING),
        _ended(_S.REPORTED),
        _may("review"),
        to=Party.GIVER,
    ),
    Verb.REWORK: _give(
        _step(_S.REVIEWING, to=_S.DELEGATED),
        _step(_S.REPORTED, to=_S.HANDLING),
        _may("review"),
        handoff=HandoffKind.REWORK,
    ),
    # -- helpers (协办): they have the case never in hand ---------------------------------------
    Verb.ADD_ASSIST: _give(
        _step(_S.ACCEPTED, _S.HANDLING, _S.DELEGATED),
        _step(to=_S.RECEIVED),
        _WORK,
        to=Party.UNCHANGED,
        seats=_GIVING,
    ),
    Verb.SIGN_ASSIST: _own(
        _step(_S.RECEIVED, to=_S.HANDLING), _WORK, holder=Party.UNCHANGED, seats=_ASSIST
    ),
    Verb.RETURN_ASSIST: _own(
        _ended(_S.RECEIVED, _S.HANDLING, to=_S.RETURNED),
        _WORK,
        holder=Party.UNCHANGED,
        seats=_ASSIST,
    ),
    Verb.REPORT_ASSIST: _own(
        _ended(_S.HANDLING, to=_S.REPORTED), _WORK, holder=Party.UNCHANGED, seats=_ASSIST
    ),
    Verb.WAIVE_ASSIST: _give(
        _step(_S.ACCEPTED, _S.HANDLING, _S.DELEGATED),
        _ended(_S.RECEIVED, _S.HANDLING, to=_S.WITHDRAWN),
        _WORK,
        to=Party.UNCHANGED,
        seats=_GIVING,
    ),
    # -- time (延期、挂账): the clock moves, the case does not ------------------------------------
    Verb.REQUEST_EXTENSION: _note(frozenset({_S.RECEIVED, _S.HANDLING}), _WORK),
    Verb.DECIDE_EXTENSION: _note(frozenset({_S.DELEGATED}), _DECIDE, seats=frozenset({Seat.GIVER})),
    Verb.REQUEST_SUSPENSION: _note(frozenset({_S.ACCEPTED, _S.HANDLING}), _WORK),
    Verb.DECIDE_SUSPENSION: _note(
        BEFORE_THE_REPLY, _may("review"), seats=_ORIGIN, centre=True, at_origin=True
    ),
    Verb.RESUME: _note(
        BEFORE_THE_REPLY, _may("review"), seats=_ORIGIN, centre=True, at_origin=True
    ),
    # -- the citizen (答复、回访、归档) -----------------------------------------------------------
    Verb.REPLY: _own(
        _step(_S.REPLYING, to=_S.FOLLOWING_UP), _may("reply"), centre=True, at_origin=True
    ),
    Verb.REPLY_MERGED: _own(
        _step(_S.MERGED, to=_S.FOLLOWING_UP),
        _may("reply"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    # The citizen has the reply, by a receipt or by hand: only now the follow-up is due.
    Verb.PROVE_REPLY: _note(
        frozenset({_S.FOLLOWING_UP}), _may("reply"), centre=True, at_origin=True
    ),
    Verb.FOLLOW_UP: _own(
        _step(_S.FOLLOWING_UP, to=_S.FOLLOWING_UP), _may("follow_up"), centre=True, at_origin=True
    ),
    Verb.FOLLOW_UP_REWORK: _give(
        _step(_S.FOLLOWING_UP, to=_S.DELEGATED),
        _step(_S.REPORTED, to=_S.HANDLING),
        _may("follow_up"),
        handoff=HandoffKind.REWORK,
        centre=True,
    ),
    # Nobody below had handled it: the accepting place has it to give again.
    Verb.FOLLOW_UP_DISPATCH: _own(
        _step(_S.FOLLOWING_UP, to=_S.ACCEPTED), _may("follow_up"), centre=True, at_origin=True
    ),
    Verb.ARCHIVE: _own(
        _step(_S.FOLLOWING_UP, to=_S.ARCHIVED),
        _may("follow_up"),
        holder=Party.NOBODY,
        centre=True,
        at_origin=True,
    ),
    Verb.SUPPLEMENT: _note(
        OPEN_AT_ORIGIN,
        _may("register", "dispatch", "reply", "follow_up"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    Verb.CHASE: _note(
        OPEN_AT_ORIGIN,
        _may("register", "dispatch", "reply", "follow_up"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    # -- ends without a result, and back (撤件、终结、合并) ---------------------------------------
    Verb.WITHDRAW: _close(OPEN_AT_ORIGIN, _S.WITHDRAWN, _may("dispatch", "reply")),
    Verb.TERMINATE: _close(OPEN_AT_ORIGIN, _S.TERMINATED, _may("sign_off")),
    Verb.MERGE: _close(BEFORE_THE_REPLY, _S.MERGED, _may("dispatch")),
    Verb.UNMERGE: _own(
        _step(_S.MERGED, to=_S.ACCEPTED),
        _may("dispatch"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    Verb.REOPEN: _own(
        _step(_S.DECLINED, _S.WITHDRAWN, _S.TERMINATED, to=_S.ACCEPTED),
        _may("dispatch"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    # -- leaders and secrecy ------------------------------------------------------------------
    Verb.SUBMIT_SIGN_OFF: _note(IN_HAND, _WORK | _may("review", "reply")),
    Verb.DECIDE_SIGN_OFF: _note(IN_HAND, _may("sign_off")),
    Verb.INSTRUCT: _note(frozenset(State) - CLOSED, _may("sign_off"), seats=frozenset({Seat.ANY})),
    Verb.RECORD_CONTACT: _note(frozenset({_S.RECEIVED, _S.HANDLING}), _WORK),
    Verb.RELEASE_CONTACT: _note(
        frozenset({_S.ACCEPTED, _S.HANDLING, _S.DELEGATED}), _WORK, seats=_GIVING
    ),
    Verb.MARK_SECRET: _note(
        OPEN_AT_ORIGIN,
        _may("register", "dispatch", "reply"),
        seats=_ORIGIN,
        centre=True,
        at_origin=True,
    ),
    # -- the organisation changes (撤并): one unit stands where another stood, in its state -------
    Verb.SUCCEED: _note(frozenset(State) - CLOSED, _may("administer"), seats=_NOWHERE),
}


def acting_step(rule: Rule) -> Step:
    """The side on which the person who acts stands."""
    step = rule.giver if rule.actor is Party.GIVER else rule.receiver
    assert step is not None
    return step


def verbs_from(state: State, seat: Seat) -> list[Verb]:
    """What may be done from `seat` in `state`, before permissions and circumstances are asked."""
    return [
        verb
        for verb, rule in RULES.items()
        if seat in rule.seats and state in acting_step(rule).sources
    ]
