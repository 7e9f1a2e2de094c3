"""值班表: writing and ending shifts. Nothing is rewritten: a change ends a row and adds one."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from duties.access import kept_unit
from duties.errors import DutyError
from duties.models import DutyShift
from duties.phones import write_phone
from hierarchy.models import today
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from people.models import Membership
from privacy.phones import clean_phone

ORDER_AT_MOST = 20


@dataclass(frozen=True, kw_only=True)
class ShiftSpec:
    """Who is on duty when: on a `weekday` (0 Monday) every week from `valid_from`, or on a `day`.

    `ends` not after `starts` runs into the next day. `order` 1 is called first. A `phone` replaces
    the number on which the person is called; empty leaves it.
    """

    unit_id: UUID
    user_id: UUID
    starts: time
    ends: time
    order: int = 1
    weekday: int | None = None
    day: date | None = None
    valid_from: date | None = None
    phone: str = ""

    def checked(self) -> "ShiftSpec":
        """The same, with a phone in one form; raises with the field at fault."""
        if (self.weekday is None) == (self.day is None):
            raise DomainError(
                DutyError.SHIFT_WHEN, "请填写星期或日期，二者只能填一项", field="weekday"
            )
        if self.weekday is not None and not 0 <= self.weekday <= 6:
            raise DomainError(
                DutyError.SHIFT_WHEN, "星期须为 0（周一）到 6（周日），请修改", field="weekday"
            )
        if not 1 <= self.order <= ORDER_AT_MOST:
            raise DomainError(DutyError.SHIFT_ORDER, "呼叫次序须为 1 到 20，请修改", field="order")
        if self.day is not None and self.day < today():
            raise DomainError(
                DutyError.SHIFT_OVER, "不能安排过去日期的值班，请修改日期", field="day"
            )
        if not _works_in(self.user_id, self.unit_id):
            raise DomainError(
                DutyError.PERSON_NOT_IN_UNIT,
                "该人员不在本单位任职，不能排入值班表，请先添加任职",
                field="userId",
            )
        phone = clean_phone(self.phone, field="phone") if self.phone else ""
        return replace(self, phone=phone)


def write_duty_shift(*, actor: Actor, spec: ShiftSpec) -> DutyShift:
    """A shift by a person who keeps the unit's roster."""
    kept_unit(actor, spec.unit_id)
    try:
        with transaction.atomic():
            return write_shift(spec=spec, by=actor.user_id)
    except IntegrityError:  # a colleague wrote the same place of the roster at the same time
        raise DomainError(
            DutyError.SHIFT_TAKEN, "该班次刚被他人排定，请刷新后再修改", field="order"
        ) from None


def write_shift(*, spec: ShiftSpec, by: UUID | None) -> DutyShift:
    """Write a shift in the current workspace, in the caller's transaction.

    One place of the roster is unit, day or weekday, start and order: whoever stood there until now
    is ended, the same again changes nothing. Raises SHIFT_WHEN, SHIFT_ORDER, SHIFT_OVER,
    PERSON_NOT_IN_UNIT, PHONE_MALFORMED.
    """
    spec = spec.checked()
    if spec.phone:
        write_phone(spec.user_id, spec.phone)
    first_day = spec.day or max(spec.valid_from or today(), today())
    present = shift_in_place_of(spec)
    if present is not None:
        same = (present.user_id, present.ends) == (spec.user_id, spec.ends)
        if same and (spec.day is not None or present.valid_from <= first_day):
            return present
        end_shift(present, first_day)
    return DutyShift.objects.create(
        unit_id=spec.unit_id,
        user_id=spec.user_id,
        weekday=spec.weekday,
        day=spec.day,
        starts=spec.starts,
        ends=spec.ends,
        order=spec.order,
        valid_from=first_day,
        written_at=now(),
        written_by=by,
    )


def remove_duty_shift(*, actor: Actor, shift_id: UUID | None) -> DutyShift:
    """Take a shift off the roster; repeating it changes nothing."""
    shift = DutyShift.objects.filter(pk=shift_id).first() if shift_id else None
    if shift is None:
        raise PermissionDenied
    kept_unit(actor, shift.unit_id)
    with transaction.atomic():
        return remove_shift(shift_id=shift.id)


def remove_shift(*, shift_id: UUID) -> DutyShift:
    """Take a shift off from today on, in the caller's transaction."""
    shift = DutyShift.objects.select_for_update().get(pk=shift_id)
    if shift.removed_at is None and shift.valid_to is None:
        end_shift(shift, today())
    return shift


def restore_shift(*, shift: DutyShift, by: UUID | None) -> None:
    """Have a shift that was ended hold again, in the caller's transaction.

    The days on which it did not hold stay as they were: then a row of its own begins today. One
    of a date that is over is left alone.
    """
    if shift.day is not None:
        if shift.day >= today():
            shift.removed_at = None
            shift.save(update_fields=["removed_at"])
        return
    if (shift.valid_to or shift.valid_from) >= today():
        shift.valid_to, shift.removed_at = None, None
        shift.save(update_fields=["valid_to", "removed_at"])
        return
    copy_shift(shift, by=by)


def copy_shift(shift: DutyShift, *, by: UUID | None, **values: Any) -> DutyShift:
    """The same shift, from today on if it is weekly, with other `values`."""
    begins = shift.valid_from if shift.day is not None else max(shift.valid_from, today())
    told = {
        "unit_id": shift.unit_id,
        "user_id": shift.user_id,
        "weekday": shift.weekday,
        "day": shift.day,
        "starts": shift.starts,
        "ends": shift.ends,
        "order": shift.order,
        "valid_from": begins,
    }
    return DutyShift.objects.create(**{**told, **values}, written_at=now(), written_by=by)


def shift_in_place_of(spec: ShiftSpec) -> DutyShift | None:
    """Who stands where the spec wants somebody: unit, day or weekday, start and order."""
    found = DutyShift.objects.select_for_update().filter(
        unit=spec.unit_id, starts=spec.starts, order=spec.order, removed_at=None, valid_to=None
    )
    return found.filter(weekday=spec.weekday, day=spec.day).first()


def end_shift(shift: DutyShift, day: date) -> None:
    """A weekly shift that was in force ends on that day; any other never counted, or is off now."""
    if shift.day is None and shift.valid_from < day:
        shift.valid_to = day
        shift.save(update_fields=["valid_to"])
        return
    shift.removed_at = now()
    shift.save(update_fields=["removed_at"])


def _works_in(user_id: UUID, unit_id: UUID) -> bool:
    works = Membership.objects.in_force().filter(user=user_id, unit=unit_id)
    return works.filter(user__is_active=True).exists()
