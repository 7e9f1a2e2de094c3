"""What must be known of a ticket to say how it stands. Plain values: no models, no queries."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from custody.states import State


class Language(StrEnum):
    """In which language it is said."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """How a ticket stands. Names of units only, never of persons.

    `accepted_elsewhere` names the place whose hotline took the request on, if it is not ours.
    """

    number: str
    state: State
    secret: bool
    registered_at: datetime
    since: datetime
    holder: str
    held_by_us: bool = False
    accepted_elsewhere: str = ""
    due_at: datetime | None = None
    reworked: bool = False
    suspended_until: datetime | None = None
    replied_at: datetime | None = None
    closed_at: datetime | None = None
    reopen_until: datetime | None = None


class Saying(StrEnum):
    """The different things there are to say."""

    WAITING = "waiting"
    PLACING = "placing"
    HANDED_ON = "handed_on"
    OURS = "ours"
    HANDLED = "handled"
    HANDLED_AGAIN = "handled_again"
    SUSPENDED = "suspended"
    PLACED_ANEW = "placed_anew"
    CHECKED = "checked"
    ANSWER_PREPARED = "answer_prepared"
    ANSWERED = "answered"
    ANSWERED_AT_ONCE = "answered_at_once"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    MERGED = "merged"
    SECRET = "secret"  # noqa: S105 - of a ticket, not a password
    SECRET_ENDED = "secret_ended"  # noqa: S105


# Of the places of a case only some have it in hand; the others are said like those that answer.
_PLAIN: dict[State, Saying] = {
    State.REGISTERED: Saying.WAITING,
    State.ACCEPTED: Saying.PLACING,
    State.DELEGATED: Saying.HANDED_ON,
    State.RECEIVED: Saying.HANDED_ON,
    State.HANDLING: Saying.HANDLED,
    State.RETURNED: Saying.PLACED_ANEW,
    State.ADJUDICATING: Saying.PLACED_ANEW,
    State.REPORTED: Saying.CHECKED,
    State.REVIEWING: Saying.CHECKED,
    State.REPLYING: Saying.ANSWER_PREPARED,
    State.FOLLOWING_UP: Saying.ANSWERED,
    State.ARCHIVED: Saying.ENDED,
    State.DECLINED: Saying.REFUSED,
    State.WITHDRAWN: Saying.WITHDRAWN,
    State.TERMINATED: Saying.TERMINATED,
    State.MERGED: Saying.MERGED,
}


def saying_of(facts: Facts) -> Saying:
    """What there is to say. Of a secret ticket only whether it is over."""
    if facts.secret:
        return Saying.SECRET_ENDED if facts.closed_at else Saying.SECRET
    said = _PLAIN[facts.state]
    if facts.state is State.HANDLING:
        if facts.suspended_until is not None:
            return Saying.SUSPENDED
        if facts.held_by_us:
            return Saying.OURS
        if facts.reworked:
            return Saying.HANDLED_AGAIN
    if said is Saying.ANSWERED and facts.replied_at is None:
        return Saying.ANSWERED_AT_ONCE
    return said
