"""What came of a call that becomes no ticket."""

from uuid import UUID

from django.db import IntegrityError

from callers.services import record_caller
from custody.errands import errand
from hierarchy.models import Unit
from hierarchy.selectors import unit_by_id
from intake.errors import IntakeError
from intake.models import CallRecord, Praise
from kernel.errors import DomainError
from kernel.ids import uuid7
from kernel.text import NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from privacy.phones import clean_phone
from privacy.screening import screen_text
from taxonomy.models import CallResult
from taxonomy.selectors import call_result
from tenancy.context import WorkspaceRef
from tickets.access import centre_of, home_of
from tickets.errors import TicketError
from tickets.idempotency import Once
from tickets.models import Channel
from tickets.places import workspace_by_id
from tickets.services.registering import NAME_LIMIT, registering_unit

# The one result that can name whom it is about. Every city's list begins with this code.
PRAISE = "praise"


def record_call(
    *,
    actor: Actor,
    result_code: str,
    channel: Channel = Channel.PHONE,
    note: str = "",
    caller_name: str = "",
    caller_phone: str = "",
    praised_unit_id: UUID | None = None,
    unit_id: UUID | None = None,
    once: Once | None = None,
) -> CallRecord:
    """Note a call without a ticket in the actor's unit. No case is opened by it.

    A praised unit reads the praise in its own workspace, written in the same transaction: it is
    told exactly if the call was recorded, and once. Raises CALL_RESULT_UNKNOWN,
    CALL_NOTE_REQUIRED, PRAISE_ONLY, UNIT_UNKNOWN, PHONE_MALFORMED; with `once`, a repeat answers
    the first one's record.
    """
    unit = registering_unit(actor, unit_id)
    earlier = _recorded_under(actor, once)
    if earlier is not None:
        return earlier
    result = call_result(result_code)
    name = clean_line(caller_name, field="callerName", limit=NAME_LIMIT, required=False)
    phone = clean_phone(caller_phone) if caller_phone.strip() else ""
    praised = _praised(actor, result, praised_unit_id)
    call = CallRecord(
        id=uuid7(),
        unit=unit,
        agent_id=actor.user_id,
        agent_name=actor.name,
        result_code=result.code,
        result_name=result.name,
        spoken=result.spoken,
        channel=channel,
        note=_noted(note, result, name, phone, required=praised is not None),
        praised_unit=praised,
        client_key=once.key if once else "",
        fingerprint=once.fingerprint if once else "",
    )
    try:
        _keep(home_of(actor), call, name, phone)
    except IntegrityError:  # two at once under one key: the other one has recorded it
        twin = _recorded_under(actor, once)
        if twin is None:
            raise
        return twin
    return call


def _noted(note: str, result: CallResult, name: str, phone: str, *, required: bool) -> str:
    """The note as others may read it; CALL_NOTE_REQUIRED where there is none and must be."""
    note = clean_body(note, field="note", limit=NOTE_LIMIT, required=False)
    if not note and (required or result.note_required):
        raise DomainError(
            IntakeError.CALL_NOTE_REQUIRED,
            f"通话结果为“{result.name}”的，须填写说明，请简要写明来电内容",
            field="note",
        )
    return screen_text(
        note, known_names=[name] if name else [], known_phones=[phone] if phone else []
    )


def _keep(home: WorkspaceRef, call: CallRecord, name: str, phone: str) -> None:
    """Write the call here and the praise where the unit works, both or neither."""
    with errand() as work:
        call.at = work.at
        with work.in_workspace(home):
            if name or phone:
                call.caller = record_caller(name=name, phone=phone)
            call.save(force_insert=True)
        praised = call.praised_unit
        if praised is None:
            return
        with work.in_workspace(workspace_by_id(praised.workspace_id or home.id)):
            Praise.objects.create(
                call_id=call.id,
                from_workspace_id=home.id,
                unit=praised,
                at=work.at,
                text=call.note,
            )


def _recorded_under(actor: Actor, once: Once | None) -> CallRecord | None:
    """What was recorded under the key before; IDEMPOTENCY_MISMATCH if it was something else."""
    if once is None:
        return None
    known = CallRecord.objects.filter(agent_id=actor.user_id, client_key=once.key).first()
    if known is not None and known.fingerprint != once.fingerprint:
        raise DomainError(
            TicketError.IDEMPOTENCY_MISMATCH,
            "该提交标识已用于另一项操作，请刷新页面后重试",
            field="idempotencyKey",
        )
    return known


def _praised(actor: Actor, result: CallResult, unit_id: UUID | None) -> Unit | None:
    """The open unit of the actor's city that is praised, if one is named."""
    if unit_id is None:
        return None
    if result.code != PRAISE:
        raise DomainError(
            IntakeError.PRAISE_ONLY,
            "只有表扬来电可以选择被表扬单位，请改选通话结果或去掉被表扬单位",
            field="praisedUnitId",
        )
    unit = unit_by_id(unit_id)
    if unit is None or unit.is_statistical or not unit.is_open() or not _same_city(actor, unit):
        raise DomainError(
            TicketError.UNIT_UNKNOWN, "没有这个被表扬单位，请重新选择", field="praisedUnitId"
        )
    return unit


def _same_city(actor: Actor, unit: Unit) -> bool:
    centre = unit_by_id(centre_of(home_of(actor)))
    assert centre is not None
    city, other = (each.path.strip("/").split("/")[0] for each in (centre, unit))
    return city == other
