"""群众评价: the citizen rates a request with its number and query code, once."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import IntegrityError

from custody.selectors import origin_of
from followups.answers import Answers
from followups.errors import FollowUpError
from followups.models import FollowUp, RatingInvitation, Satisfaction, Source
from followups.services.recording import record_follow_up
from kernel.errors import DomainError, Stale
from people.actor import system_actor
from privacy.throttle import Throttle
from taxonomy.selectors import kind_setting
from tenancy.context import WorkspaceRef, in_workspace
from tickets.models import Ticket
from tickets.query_codes import is_code
from tickets.states import State

NUMBER_LIMIT = 40
# A whole village may stand behind one address; a code is guessed by trying one number.
PER_ADDRESS = Throttle("rating.address", 60, timedelta(hours=1))
PER_NUMBER = Throttle("rating.number", 10, timedelta(hours=1))


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What the citizen says, and how they show that it is their request."""

    number: str
    code: str
    resolved: bool
    satisfaction: Satisfaction
    hotline_satisfaction: Satisfaction | None = None
    opinion: str = ""


def rate_request(*, rating: Rating, address: str | None) -> None:
    """Take a citizen's rating as the follow-up; what is unresolved goes back (public context).

    A wrong code and an unknown number are one answer, RATING_CODE_WRONG, and both count against
    address and number.
    """
    number = rating.number.strip()[:NUMBER_LIMIT]
    if not (PER_ADDRESS.take(address or "unknown") and PER_NUMBER.take(number)):
        raise DomainError(
            FollowUpError.RATING_TOO_MANY_TRIES, "尝试次数过多，请一小时后再试，或拨打12345"
        )
    ref = origin_of(number)
    if ref is None:
        raise _wrong()
    with in_workspace(ref):
        ticket = _ticket_of(ref, replace(rating, number=number))
        PER_NUMBER.give_back(number)
        _refuse_unless_due(ref, ticket)
        _record(ref, ticket, rating)


def _wrong() -> DomainError:
    return DomainError(
        FollowUpError.RATING_CODE_WRONG, "编号或查询码不正确，请核对短信后重新输入", field="code"
    )


def _ticket_of(ref: WorkspaceRef, rating: Rating) -> Ticket:
    ticket = Ticket.objects.select_related("case__state").get(number=rating.number, is_origin=True)
    invitations = RatingInvitation.objects.filter(ticket=ticket, round=ticket.rework_count)
    hashes = [ticket.query_code_hash, *invitations.values_list("code_hash", flat=True)]
    if not is_code(rating.number, rating.code, filter(None, hashes)):
        raise _wrong()
    return ticket


def _refuse_unless_due(ref: WorkspaceRef, ticket: Ticket) -> None:
    rated = FollowUp.objects.filter(
        ticket=ticket, round=ticket.rework_count, source=Source.RATING
    ).exists()
    if rated or ticket.followed_up_at is not None:
        raise _already()
    invited = RatingInvitation.objects.filter(ticket=ticket, round=ticket.rework_count).exists()
    answered = ticket.reply_id is None or ticket.reply_delivered_at is not None
    suffices = invited or kind_setting(ticket.kind, home=ref).rating_suffices
    if ticket.state != State.FOLLOWING_UP or not answered or not suffices:
        raise DomainError(
            FollowUpError.RATING_NOT_DUE, "该诉求目前不能自助评价，请等待电话回访或拨打12345"
        )


def _already() -> DomainError:
    return DomainError(FollowUpError.ALREADY_RATED, "该诉求已完成评价，每次答复只能评价一次")


def _record(ref: WorkspaceRef, ticket: Ticket, rating: Rating) -> None:
    answers = Answers(
        reached=True,
        resolved=rating.resolved,
        satisfaction=rating.satisfaction,
        hotline_satisfaction=rating.hotline_satisfaction,
        opinion=rating.opinion,
        source=Source.RATING,
    )
    platform = system_actor(ref, unit_id=ticket.unit_id, may=frozenset({"follow_up"}))
    try:
        record_follow_up(actor=platform, ticket_id=ticket.id, answers=answers)
    except (Stale, IntegrityError):
        # Sent twice at once, or somebody called at this very moment.
        raise _already() from None
