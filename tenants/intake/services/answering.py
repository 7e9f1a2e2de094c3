"""What a seat does at once: 直接答复, 三方通话, 转紧急救助. Solved, follow-up opens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hierarchy.selectors import units_by_ids
from intake.errors import IntakeError
from intake.models import (
    Conference,
    ConferenceParticipant,
    DirectAnswer,
    OnTicket,
    Outcome,
    PartnerHandover,
)
from intake.models.handling import NAME_LENGTH
from intake.partners import known_partner
from kernel.clock import now
from kernel.errors import DomainError
from kernel.text import BODY_LIMIT, NOTE_LIMIT, TITLE_LIMIT, clean_body, clean_line
from people.actor import Actor
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.idempotency import Once
from tickets.limits import stop_limit
from tickets.models import Ticket, Way
from tickets.moves import Move
from tickets.places import Place
from tickets.secrecy import screened_for
from tickets.states import Verb

LONGEST_CALL = timedelta(hours=12)
PARTICIPANTS_AT_MOST = 10


def answer_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    text: str,
    article: str = "",
    resolved: bool = True,
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Answer at once (直接答复), from a standard answer where there is one.

    The text is the reply. With `resolved=False` the answer did not do: it is kept, and the
    request stays where it is, to be dispatched.
    """
    ticket, place = acting_place(actor, Verb.ANSWER, ticket_id, expected_version)
    text = clean_body(text, field="text", limit=BODY_LIMIT)
    article = clean_line(article, field="article", limit=TITLE_LIMIT, required=False)
    reply = screened_for(ticket, text)
    with _at_once(actor, Verb.ANSWER, ticket, place, once, "" if resolved else "当场未解决") as act:
        act.keep(DirectAnswer, text=text, article=article, resolved=resolved)
        if resolved:
            act.reply(Way.DIRECT, reply, article=article)
        else:
            act.stay()
    return again(actor, ticket.id)


@dataclass(frozen=True)
class Participant:
    """The third party of a call: a unit, or somebody by name."""

    unit_id: UUID | None = None
    name: str = ""
    role: str = ""


def confer_on_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    participants: Sequence[Participant],
    started_at: datetime,
    duration_seconds: int,
    outcome: Outcome,
    text: str,
    recording_ref: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Record a call of three (三方通话). Solved in it, what was said is the reply."""
    ticket, place = acting_place(actor, Verb.CONFERENCE, ticket_id, expected_version)
    third = _checked(participants)
    _check_times(started_at, duration_seconds)
    told = {
        "started_at": started_at,
        "duration_seconds": duration_seconds,
        "outcome": outcome,
        "text": clean_body(text, field="text", limit=BODY_LIMIT),
        "recording_ref": clean_line(
            recording_ref, field="recordingRef", limit=TITLE_LIMIT, required=False
        ),
    }
    reply = screened_for(ticket, str(told["text"]))
    note = "、".join(each.name for each in third)
    note = f"{note}：{Outcome(outcome).label}"
    with _at_once(actor, Verb.CONFERENCE, ticket, place, once, note) as act:
        conference = act.keep(Conference, **told)
        act.keep_participants(conference, third)
        if outcome == Outcome.SOLVED:
            act.reply(Way.CONFERENCE, reply)
        else:
            act.stay()
    return again(actor, ticket.id)


def hand_over_emergency(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    partner: str,
    reference: str = "",
    received_by: str = "",
    note: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Give an emergency to 110, 119 or 120, whose desk acknowledges it in the same act.

    Without a reference or the name of who took it, nobody has: the attempt is recorded, and the
    first responder stays responsible.
    """
    ticket, place = acting_place(actor, Verb.HAND_OVER, ticket_id, expected_version)
    desk = known_partner(partner)
    reference = clean_line(reference, field="reference", limit=80, required=False)
    received_by = clean_line(received_by, field="receivedBy", limit=NAME_LENGTH, required=False)
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    acknowledged = bool(reference or received_by)
    said = f"{desk.name}{'已接收' if acknowledged else '未确认接收'}"
    with _at_once(actor, Verb.HAND_OVER, ticket, place, once, said) as act:
        act.keep(
            PartnerHandover,
            partner=desk.code,
            partner_name=desk.name,
            reference=reference,
            received_by=received_by,
            note=note,
            acknowledged=acknowledged,
        )
        if acknowledged:
            number = f"，受理编号{reference}" if reference else ""
            act.reply(Way.HAND_OVER, f"您的求助已移交{desk.name}处置{number}。")
        else:
            act.stay()
    return again(actor, ticket.id)


def _checked(participants: Sequence[Participant]) -> list[Participant]:
    """Cleaned, each with the name it goes by; units must exist."""
    if not 1 <= len(participants) <= PARTICIPANTS_AT_MOST:
        raise DomainError(
            IntakeError.PARTICIPANT_REQUIRED,
            f"请填写 1 至 {PARTICIPANTS_AT_MOST} 个参与通话的单位或人员",
            field="participants",
        )
    units = units_by_ids({each.unit_id for each in participants if each.unit_id})
    found = []
    for each in participants:
        name = clean_line(each.name, field="participants", limit=NAME_LENGTH, required=False)
        unit = units.get(each.unit_id) if each.unit_id else None
        if (each.unit_id and unit is None) or not (unit or name):
            raise DomainError(
                IntakeError.PARTICIPANT_REQUIRED,
                "每个参与方须选择单位或填写姓名",
                field="participants",
            )
        role = clean_line(each.role, field="participants", limit=40, required=False)
        shown = name or (unit.name[:NAME_LENGTH] if unit else "")
        found.append(Participant(each.unit_id, shown, role))
    return found


def _check_times(started_at: datetime, duration_seconds: int) -> None:
    if duration_seconds < 0 or timedelta(seconds=duration_seconds) > LONGEST_CALL:
        raise DomainError(
            IntakeError.TIME_IMPOSSIBLE, "通话时长须在 0 至 12 小时之间", field="durationSeconds"
        )
    if started_at > now():
        raise DomainError(
            IntakeError.TIME_IMPOSSIBLE, "通话开始时间不能晚于现在", field="startedAt"
        )


@dataclass
class _Act:
    """One of these verbs under way: what is kept of it, and whether it answers the citizen."""

    move: Move
    place: Place

    def keep(self, model: type[OnTicket], **values: Any) -> Any:
        actor = self.move.actor
        with self.move.session.in_workspace(self.place.workspace):
            return model._default_manager.create(
                ticket_id=self.place.ticket_id,
                at=self.move.session.at,
                by_id=actor.user_id,
                by_name=actor.name,
                **values,
            )

    def keep_participants(self, conference: Conference, third: list[Participant]) -> None:
        with self.move.session.in_workspace(self.place.workspace):
            ConferenceParticipant.objects.bulk_create(
                ConferenceParticipant(
                    conference=conference, unit_id=each.unit_id, name=each.name, role=each.role
                )
                for each in third
            )

    def reply(self, way: Way, text: str, *, article: str = "") -> None:
        """The citizen has the answer; follow-up opens."""
        at = self.move.session.at
        values = {
            "way": way,
            "article": article,
            "reply": text,
            "replied_at": at,
            "reply_delivered_at": at,
            "next_follow_up_at": at,
        }
        self.move.apply(receiver=self.place, receiver_values=values)
        stop_limit(self.move, self.place)

    def stay(self) -> None:
        """It is on the timeline, and everything else as before."""
        self.move.tell(self.place.workspace, self.place.ticket_id)


@contextmanager
def _at_once(
    actor: Actor, verb: Verb, ticket: Ticket, place: Place, once: Once | None, note: str
) -> Iterator[_Act]:
    """The verb's one transaction."""
    with command(actor=actor, verb=verb, ticket=ticket, place=place, once=once, note=note) as move:
        yield _Act(move, place)
