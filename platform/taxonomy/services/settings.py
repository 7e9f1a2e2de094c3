"""Changing kinds, scope and call results of a city, each from a day on."""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from kernel.errors import DomainError
from kernel.text import clean_body, clean_line
from people.actor import Actor
from taxonomy.access import city_administered_by
from taxonomy.errors import TaxonomyError
from taxonomy.models import (
    CallResult,
    Category,
    KindVersion,
    Listed,
    ScopeClass,
    ScopeException,
    in_force,
)
from taxonomy.selectors import unknown_class
from taxonomy.services.versions import (
    effective_day,
    end_version,
    lock_sets,
    open_version,
    write_version,
)
from taxonomy.words import Kind, LineMode, Outcome
from tenancy.context import in_public

LABEL_LIMIT = 20
NAME_LIMIT = 200
TEXT_LIMIT = 500
CODE = re.compile(r"[a-z0-9_]{1,40}")

V = TypeVar("V", bound=Listed)


def write_kind(
    *,
    actor: Actor,
    kind: Kind,
    name: str,
    needs_outcome: bool,
    secret_by_default: bool,
    rating_suffices: bool,
    on: date | None = None,
) -> KindVersion:
    """How a kind of request is called and treated from a day on."""
    city_id = city_administered_by(actor)
    values = {
        "name": clean_line(name, field="name", limit=LABEL_LIMIT),
        "needs_outcome": needs_outcome,
        "secret_by_default": secret_by_default,
        "rating_suffices": rating_suffices,
    }
    return _write(KindVersion, city_id, kind.value, on, actor, values)


def write_scope_class(
    *,
    actor: Actor,
    code: str,
    name: str,
    accepted: bool,
    hand_over: bool = False,
    explanation: str = "",
    guidance: str = "",
    on: date | None = None,
) -> ScopeClass:
    """A class of what is accepted or refused. A refusal needs its explanation and guidance."""
    city_id = city_administered_by(actor)
    values = {
        "name": clean_line(name, field="name", limit=NAME_LIMIT),
        "accepted": accepted,
        "hand_over": hand_over and not accepted,
        "explanation": clean_body(
            explanation, field="explanation", limit=TEXT_LIMIT, required=not accepted
        ),
        "guidance": clean_body(guidance, field="guidance", limit=TEXT_LIMIT, required=not accepted),
    }
    return _write(ScopeClass, city_id, _code(code), on, actor, values)


def write_scope_exception(
    *,
    actor: Actor,
    code: str,
    name: str,
    outcome: Outcome,
    of_class: str = "",
    line_mode: LineMode | None = None,
    categories: Collection[str] = (),
    on: date | None = None,
) -> ScopeException:
    """When a class (blank: any) does not decide; without a line's mode or categories an agent
    has to state that it holds."""
    city_id = city_administered_by(actor)
    day = effective_day(on)
    if (
        of_class
        and not ScopeClass.objects.filter(in_force(day), city=city_id, code=of_class).exists()
    ):
        raise unknown_class("ofClass")
    values = {
        "name": clean_line(name, field="name", limit=NAME_LIMIT),
        "of_class": of_class,
        "line_mode": line_mode.value if line_mode else "",
        "categories": _known_categories(city_id, categories, day),
        "outcome": outcome.value,
    }
    return _write(ScopeException, city_id, _code(code), on, actor, values)


def write_call_result(
    *,
    actor: Actor,
    code: str,
    name: str,
    spoken: bool,
    note_required: bool = False,
    on: date | None = None,
) -> CallResult:
    """What can come of a call without a ticket; `spoken` if somebody was served."""
    city_id = city_administered_by(actor)
    values = {
        "name": clean_line(name, field="name", limit=LABEL_LIMIT),
        "spoken": spoken,
        "note_required": note_required,
    }
    return _write(CallResult, city_id, _code(code), on, actor, values)


def retire_scope_class(*, actor: Actor, code: str, on: date | None = None) -> ScopeClass:
    """The class cannot be given any more from a day on."""
    return _retire(
        ScopeClass, actor, code, on, TaxonomyError.SCOPE_CLASS_UNKNOWN, "没有这类受理范围"
    )


def retire_scope_exception(*, actor: Actor, code: str, on: date | None = None) -> ScopeException:
    """The exception holds no longer from a day on."""
    return _retire(
        ScopeException, actor, code, on, TaxonomyError.SCOPE_EXCEPTION_UNKNOWN, "没有这项例外"
    )


def retire_call_result(*, actor: Actor, code: str, on: date | None = None) -> CallResult:
    """The result cannot be chosen any more from a day on."""
    return _retire(
        CallResult, actor, code, on, TaxonomyError.CALL_RESULT_UNKNOWN, "没有这个通话结果"
    )


def _write(
    model: type[V],
    city_id: UUID,
    code: str,
    on: date | None,
    actor: Actor,
    values: dict[str, Any],
) -> V:
    day = effective_day(on)
    with in_public(), transaction.atomic():
        lock_sets()
        values["position"] = _position(model, city_id, code)
        return write_version(
            model, city_id=city_id, code=code, day=day, by=actor.user_id, values=values
        )


def _position(model: type[Listed], city_id: UUID, code: str) -> int:
    """Where a code stands in lists: where it stood before, a new one at the end."""
    rows = model._default_manager.filter(city=city_id).order_by("-valid_from")
    before = rows.filter(code=code).values_list("position", flat=True).first()
    if before is not None:
        return int(before)
    return max(rows.values_list("position", flat=True), default=0) + 1


def _retire(
    model: type[V], actor: Actor, code: str, on: date | None, unknown: StrEnum, sentence: str
) -> V:
    city_id = city_administered_by(actor)
    day = effective_day(on)
    with in_public(), transaction.atomic():
        lock_sets()
        present = open_version(model, city_id=city_id, code=code.strip())
        if present is None:
            raise DomainError(unknown, f"{sentence}，或已停用", field="code")
        end_version(present, day=day, by=actor.user_id)
        return present


def _code(code: str) -> str:
    code = code.strip()
    if not CODE.fullmatch(code):
        raise DomainError(
            TaxonomyError.CODE_MALFORMED, "代码只能用1到40个小写字母、数字和下划线", field="code"
        )
    return code


def _known_categories(city_id: UUID, codes: Collection[str], day: date) -> list[str]:
    wanted = sorted({code.strip() for code in codes} - {""})
    rows = Category.objects.filter(in_force(day), city=city_id, code__in=wanted)
    known = set(rows.values_list("code", flat=True))
    for code in wanted:
        if code not in known:
            raise DomainError(
                TaxonomyError.CATEGORY_UNKNOWN, f"没有事项类别{code}", field="categories"
            )
    return wanted
