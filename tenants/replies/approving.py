"""What a reply must satisfy before it leaves: its texts, its outcome, its way to the citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from callers.selectors import callers_by_id
from kernel.errors import DomainError
from kernel.text import BODY_LIMIT, NOTE_LIMIT, clean_body
from messages.templates import TEXT_LIMIT
from people.actor import Actor
from privacy.screening import screen
from replies.errors import ReplyError
from replies.models import Method, Outcome, ReplyDraft
from taxonomy.selectors import kind_setting
from tickets.models import Channel, Kind, Ticket

# Where everybody can read the answer to whoever asked.
PUBLIC_CHANNELS = frozenset({Channel.BOARD, Channel.WEIBO})
NEEDS_PROOF = frozenset({Method.LETTER, Method.IN_PERSON, Method.SAME_CHANNEL})
# Room for what the template says around the text.
SMS_LIMIT = TEXT_LIMIT - 200


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What is to be told, as it was typed."""

    text: str
    method: Method = Method.PHONE
    proof: str = ""
    public_text: str = ""
    outcome: Outcome | None = None
    outcome_reason: str = ""

    def cleaned(self) -> "Wording":
        """The same, trimmed; raises with the field at fault."""
        wording = Wording(
            text=clean_body(self.text, field="text", limit=BODY_LIMIT),
            method=self.method,
            proof=clean_body(self.proof, field="proof", limit=NOTE_LIMIT, required=False),
            public_text=clean_body(self.public_text, field="publicText", required=False),
            outcome=self.outcome,
            outcome_reason=clean_body(
                self.outcome_reason, field="outcomeReason", limit=NOTE_LIMIT, required=False
            ),
        )
        if wording.method == Method.SMS:
            clean_body(wording.text, field="text", limit=SMS_LIMIT)
        if wording.method in NEEDS_PROOF and not wording.proof:
            raise DomainError(
                ReplyError.PROOF_REQUIRED,
                f"以{wording.method.label}方式答复，请填写送达凭据（何时送达何人，或邮件单号）",
                field="proof",
            )
        return wording


@dataclass(frozen=True)
class Approval:
    """Who approved a text, and when."""

    by: UUID | None
    by_name: str
    at: datetime | None


def check_outcome(tickets: Sequence[Ticket], wording: Wording) -> None:
    """A suggestion cannot be replied to without saying what becomes of it (R2.6)."""
    if not any(kind_setting(kind).needs_outcome for kind in {ticket.kind for ticket in tickets}):
        if wording.outcome is not None:
            raise DomainError(
                ReplyError.OUTCOME_NOT_ASKED, "只有建议件需要填写采纳情况", field="outcome"
            )
        return
    if wording.outcome is None:
        raise DomainError(
            ReplyError.OUTCOME_REQUIRED, "答复建议件请填写采纳、部分采纳或不采纳", field="outcome"
        )
    if wording.outcome != Outcome.ADOPTED and not wording.outcome_reason:
        raise DomainError(
            ReplyError.OUTCOME_REASON_REQUIRED,
            f"建议{wording.outcome.label}，请向诉求人说明理由",
            field="outcomeReason",
        )


def check_method(tickets: Sequence[Ticket], method: Method) -> None:
    """A short message reaches a number, and says nothing about a secret matter (§6)."""
    if method != Method.SMS:
        return
    if any(ticket.secret for ticket in tickets):
        raise DomainError(
            ReplyError.REPLY_METHOD_NOT_ALLOWED,
            "保密件不能用短信答复，请由受理中心电话或当面答复",
            field="method",
        )
    callers = callers_by_id([ticket.caller_id for ticket in tickets if ticket.caller_id])
    reachable = {caller.id for caller in callers.values() if caller.phone}
    if any(ticket.caller_id not in reachable for ticket in tickets):
        raise DomainError(
            ReplyError.REPLY_NO_PHONE, "诉求人没有留下电话，请改用其他方式答复", field="method"
        )


def check_public_text(tickets: Sequence[Ticket], text: str) -> None:
    """Nobody must be recognisable in what everybody can read."""
    if not text:
        return
    if any(not _may_be_public(ticket) for ticket in tickets):
        raise DomainError(
            ReplyError.PUBLIC_TEXT_NOT_ALLOWED,
            "举报、保密件和非公开渠道的投诉不得公开答复",
            field="publicText",
        )
    callers = callers_by_id([ticket.caller_id for ticket in tickets if ticket.caller_id]).values()
    screened = screen(
        text,
        known_names=[caller.name for caller in callers],
        known_phones=[caller.phone for caller in callers],
    )
    if screened.replaced:
        kinds = "、".join(dict.fromkeys(each.what.value for each in screened.replaced))
        raise DomainError(
            ReplyError.PUBLIC_TEXT_PERSONAL_DATA,
            f"公开答复含有个人信息：{kinds}，请删去后再审定",
            field="publicText",
        )


def public_approval(
    actor: Actor, draft: ReplyDraft | None, public_text: str, at: datetime
) -> Approval:
    """Whoever approved just this public text before; else the actor approves it now."""
    if not public_text:
        return Approval(None, "", None)
    if draft is not None and draft.public_approved_at and draft.public_text == public_text:
        return Approval(
            draft.public_approved_by, draft.public_approved_by_name, draft.public_approved_at
        )
    return Approval(actor.user_id, actor.name, at)


def _may_be_public(ticket: Ticket) -> bool:
    if ticket.secret or ticket.kind == Kind.REPORT:
        return False
    return ticket.kind != Kind.COMPLAINT or ticket.channel in PUBLIC_CHANNELS
