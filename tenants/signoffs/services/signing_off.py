"""审签: an act waits for the leader; approved, it leaves the unit as it was written."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from attachments.services.binding import bind_attachments
from kernel.errors import DomainError, KernelError
from kernel.text import NOTE_LIMIT, clean_body
from outbox.publisher import publish
from people.actor import Actor
from people.roles import ROLES, Role
from signoffs.acts import SIGNED, restored, stored
from signoffs.errors import SignOffError
from signoffs.facts import SignOffAsked, SignOffDecided
from signoffs.gates import approved as leader_approved
from signoffs.models import Act, SignOff
from signoffs.selectors import sign_off_for, somebody_signs
from tickets.access import acting_place, receiving_place
from tickets.commands import again, command, riding
from tickets.idempotency import Once
from tickets.inspection import Result, inspect_result
from tickets.models import Ticket
from tickets.moves import Move, change
from tickets.places import Place
from tickets.states import Verb


def submit_for_sign_off(
    *,
    actor: Actor,
    act: Act,
    ticket_id: UUID | None = None,
    assignment_id: UUID | None = None,
    arguments: dict[str, Any],
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Lay an act before the unit's leader (报请审签). Waiting for it never stops a clock."""
    ticket, place = _place(actor, act, ticket_id, assignment_id, expected_version)
    told = _checked(act, arguments)
    if SIGNED[act].verb is Verb.REPORT:
        _checked_up(actor, ticket, place, told)
    if not somebody_signs(place.unit_id):
        raise DomainError(
            SignOffError.NOBODY_TO_SIGN, "本单位没有可审签的负责人，请先设置负责人或替岗人员"
        )
    if _waiting(ticket, place, act).exists():
        raise DomainError(SignOffError.SIGN_OFF_PENDING, f"“{act.label}”已报请审签，请等待结果")
    with command(
        actor=actor,
        verb=Verb.SUBMIT_SIGN_OFF,
        ticket=ticket,
        place=place,
        assignment_id=assignment_id,
        once=once,
        note=act.label,
    ) as move:
        move.apply(receiver=place)
        # The leader reads them, and what the leader approves is bound already.
        bind_attachments(
            move.session,
            place.workspace,
            actor=actor,
            ids=told.get("attachment_ids") or (),
            ticket_id=ticket.id,
            assignment_id=assignment_id,
        )
        with move.session.in_workspace(place.workspace):
            SignOff.objects.create(
                ticket_id=ticket.id,
                unit_id=place.unit_id,
                act=act,
                assignment_id=assignment_id,
                arguments=stored(told),
                asked_at=move.session.at,
                asked_by=actor.user_id,
                asked_by_name=actor.name,
            )
        publish(SignOffAsked(**_names(move, place)))
    return again(actor, ticket.id)


def decide_sign_off(
    *,
    actor: Actor,
    sign_off_id: UUID | None,
    approved: bool,
    opinion: str = "",
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Approve, and the act is carried out in the same transaction; or send it back with why.

    Whatever would refuse the act now refuses the approval too, and changes nothing.
    """
    sign_off = sign_off_for(actor, sign_off_id)
    opinion = clean_body(opinion, field="opinion", limit=NOTE_LIMIT, required=not approved)
    if sign_off.state != SignOff.State.PENDING:
        raise DomainError(SignOffError.SIGN_OFF_DECIDED, "该事项已经审签，不能再次审签")
    signer = _as_leader(actor, sign_off.unit_id)
    if approved:
        return _carry_out(signer, sign_off, opinion, expected_version, once)
    ticket, place = acting_place(signer, Verb.DECIDE_SIGN_OFF, sign_off.ticket_id, expected_version)
    with command(
        actor=signer,
        verb=Verb.DECIDE_SIGN_OFF,
        ticket=ticket,
        place=place,
        assignment_id=sign_off.assignment_id,
        once=once,
        note=opinion,
    ) as move:
        move.apply(receiver=place)
        _decide(move, sign_off, place, SignOff.State.REFUSED, opinion)
    return again(actor, sign_off.ticket_id)


def _carry_out(
    signer: Actor, sign_off: SignOff, opinion: str, version: int | None, once: Once | None
) -> Ticket:
    act = Act(sign_off.act)
    signed = SIGNED[act]
    named = (
        {"assignment_id": sign_off.assignment_id}
        if signed.by_assignment
        else {"ticket_id": sign_off.ticket_id}
    )
    place = _place(signer, act, sign_off.ticket_id, sign_off.assignment_id, version)[1]

    def mark(move: Move) -> None:
        _decide(move, sign_off, place, SignOff.State.APPROVED, opinion)

    with leader_approved(), riding(mark):
        signed.service(
            actor=signer,
            expected_version=version,
            once=once,
            **named,
            **restored(act, sign_off.arguments),
        )
    return again(signer, sign_off.ticket_id)


def _decide(
    move: Move, sign_off: SignOff, place: Place, state: SignOff.State, opinion: str
) -> None:
    with move.session.in_workspace(place.workspace):
        waiting = SignOff.objects.filter(pk=sign_off.pk, state=SignOff.State.PENDING)
        if not waiting.exists():
            raise DomainError(SignOffError.SIGN_OFF_DECIDED, "该事项已经审签，不能再次审签")
        change(
            SignOff,
            sign_off.id,
            state=state,
            opinion=opinion,
            decided_at=move.session.at,
            decided_by=move.actor.user_id,
            decided_by_name=move.actor.name,
        )
    approved = state is SignOff.State.APPROVED
    publish(SignOffDecided(approved=approved, **_names(move, place)))


def _place(
    actor: Actor,
    act: Act,
    ticket_id: UUID | None,
    assignment_id: UUID | None,
    expected_version: int | None,
) -> tuple[Ticket, Place]:
    signed = SIGNED[act]
    if signed.by_assignment:
        return receiving_place(actor, signed.verb, assignment_id, expected_version)[:2]
    return acting_place(actor, signed.verb, ticket_id, expected_version)


def _checked(act: Act, arguments: dict[str, Any]) -> dict[str, Any]:
    """What the act needs is there, and nothing else is kept."""
    signed = SIGNED[act]
    told = {name: value for name, value in arguments.items() if name in signed.takes}
    for name in sorted(signed.needs):
        if told.get(name) in {None, ""}:
            field = name.split("_")[0] + "".join(part.title() for part in name.split("_")[1:])
            raise DomainError(KernelError.EMPTY, "请填写该事项所需内容", field=field)
    return told


def _checked_up(actor: Actor, ticket: Ticket, place: Place, told: dict[str, Any]) -> None:
    """What could never be reported is not laid before the leader."""
    result = Result(
        report=told["report"],
        reply_draft=told["reply_draft"],
        attachment_ids=told.get("attachment_ids"),
        contacted_at=told.get("contacted_at"),
    )
    inspect_result(actor, ticket, place, result).refuse_personal_data()


def _waiting(ticket: Ticket, place: Place, act: Act) -> Any:
    return SignOff.objects.filter(
        ticket=ticket, unit_id=place.unit_id, act=act, state=SignOff.State.PENDING
    )


def _as_leader(actor: Actor, unit_id: UUID) -> Actor:
    """Who stands in for the leader has the leader's rights in this one unit, for this one act."""
    held = actor.grants.get(unit_id, frozenset()) | ROLES[Role.LEADER]
    return replace(actor, grants={**actor.grants, unit_id: held})


def _names(move: Move, place: Place) -> dict[str, str]:
    return {
        "workspace": place.workspace.schema,
        "case_id": str(move.session.case_id),
        "ticket_id": str(place.ticket_id),
        "to_unit_id": str(place.unit_id),
    }
