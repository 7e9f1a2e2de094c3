"""动态验证码: a time-based code as second factor (RFC 6238), for acts that need more than a login.

Runs outside every workspace, whoever calls; never inside an open transaction, since a wrong code
must stay counted when what it was for is refused.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from unicodedata import normalize
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import transaction

from kernel.clock import now
from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import SecondFactor, User
from people.services.sessions import LONGEST_PASSWORD
from privacy.personal_text import reveal
from tenancy.context import in_public

ISSUER = "一号 12345"
SECRET_BYTES = 20
DIGITS = 6
STEP_SECONDS = 30
# A phone's clock may be one step off.
STEPS_AROUND = (0, -1, 1)
FAILURES_AT_MOST = 5
LOCKED_FOR = timedelta(minutes=15)


class FactorState(StrEnum):
    """How far a person has come."""

    NONE = "none"
    PENDING = "pending"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Enrolment:
    """What goes into the person's code generator; shown once. Never shows itself by accident."""

    secret: str
    uri: str

    def __repr__(self) -> str:
        return "<Enrolment ***>"


class _Outcome(StrEnum):
    ACCEPTED = "accepted"
    MISSING = "missing"
    WRONG = "wrong"
    LOCKED = "locked"


REFUSALS = {
    _Outcome.MISSING: (
        PeopleError.SECOND_FACTOR_MISSING,
        "您还没有启用动态验证码，请先绑定并确认",
    ),
    _Outcome.WRONG: (
        PeopleError.SECOND_FACTOR_WRONG,
        "动态验证码不正确或已经用过，请输入最新的验证码",
    ),
    _Outcome.LOCKED: (
        PeopleError.SECOND_FACTOR_LOCKED,
        "动态验证码连续输错，已锁定 15 分钟，请稍后再试",
    ),
}


def second_factor_of(user_id: UUID) -> tuple[FactorState, datetime | None]:
    """How far the person has come, and until when it is locked if it is."""
    with in_public():
        found = SecondFactor.objects.filter(user=user_id).defer("secret").first()
    if found is None:
        return FactorState.NONE, None
    locked = found.locked_until if found.locked_until and found.locked_until > now() else None
    return (FactorState.CONFIRMED if found.confirmed_at else FactorState.PENDING), locked


def enrol_second_factor(*, user: User, password: str, code: str = "") -> Enrolment:
    """A new secret for the person, in use once confirmed.

    Asks for the password again, so that a borrowed session cannot make a second factor of its
    own; one that is in use is replaced only against a code of it.
    """
    with in_public():
        if second_factor_of(user.pk)[0] is FactorState.CONFIRMED:
            require_second_factor(user_id=user.pk, code=code)
        _check_password(user, password)
        secret = secrets.token_bytes(SECRET_BYTES)
        SecondFactor.objects.update_or_create(
            user=user,
            defaults={
                "secret": base64.b32encode(secret).decode(),
                "enrolled_at": now(),
                "confirmed_at": None,
                "last_step": None,
            },
        )
    uri = _generator(secret).get_provisioning_uri(user.username, ISSUER)
    return Enrolment(base64.b32encode(secret).decode(), uri)


def confirm_second_factor(*, user: User, code: str) -> None:
    """Put a new secret into use with a first code of it."""
    _refuse_unless_accepted(_tried(user.pk, code, confirming=True))


def require_second_factor(*, user_id: UUID, code: str | None) -> None:
    """Return if `code` is the person's code of this moment, not used before; else refuse.

    SECOND_FACTOR_MISSING without one in use, SECOND_FACTOR_REQUIRED without a code,
    SECOND_FACTOR_WRONG, and SECOND_FACTOR_LOCKED for a quarter of an hour after five wrong ones.
    """
    if second_factor_of(user_id)[0] is not FactorState.CONFIRMED:
        _refuse_unless_accepted(_Outcome.MISSING)
    if not code:
        raise DomainError(PeopleError.SECOND_FACTOR_REQUIRED, "请输入动态验证码", field="code")
    _refuse_unless_accepted(_tried(user_id, code, confirming=False))


def _check_password(user: User, password: str) -> None:
    if len(password) <= LONGEST_PASSWORD and user.check_password(password):
        return
    raise DomainError(
        PeopleError.PASSWORD_WRONG, "密码不正确，请重新输入登录密码", field="password"
    )


def _tried(user_id: UUID, code: str, *, confirming: bool) -> _Outcome:
    """One attempt, counted whatever comes of it: people cannot try side by side."""
    with in_public(), transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user_id).first()
        if factor is None or (factor.confirmed_at is None) is not confirming:
            return _Outcome.MISSING
        at = now()
        if factor.locked_until is not None and factor.locked_until > at:
            return _Outcome.LOCKED
        step = _step_of(factor, code, at)
        if step is None:
            return _count_failure(factor, at)
        factor.last_step, factor.failures, factor.locked_until = step, 0, None
        factor.confirmed_at = factor.confirmed_at or at
        factor.save(update_fields=["last_step", "failures", "locked_until", "confirmed_at"])
        return _Outcome.ACCEPTED


def _count_failure(factor: SecondFactor, at: datetime) -> _Outcome:
    factor.failures += 1
    locked = factor.failures >= FAILURES_AT_MOST
    if locked:
        factor.failures, factor.locked_until = 0, at + LOCKED_FOR
    factor.save(update_fields=["failures", "locked_until"])
    return _Outcome.LOCKED if locked else _Outcome.WRONG


def _step_of(factor: SecondFactor, code: str, at: datetime) -> int | None:
    """The time step whose code this is, if it is later than that of the last one accepted."""
    typed = "".join(normalize("NFKC", code).split()).encode()
    here = int(at.timestamp()) // STEP_SECONDS
    generator = _generator(base64.b32decode(reveal(factor.secret)))
    for step in (here + off for off in STEPS_AROUND):
        unused = factor.last_step is None or step > factor.last_step
        if unused and hmac.compare_digest(generator.generate(step * STEP_SECONDS), typed):
            return step
    return None


def code_at(user: User, at: datetime) -> str:
    """What the person's generator shows at a moment. For demonstrations and tests alone."""
    with in_public():
        secret = SecondFactor.objects.values_list("secret", flat=True).get(user=user)
    return _generator(base64.b32decode(reveal(secret))).generate(int(at.timestamp())).decode()


def _generator(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - what every generator speaks


def _refuse_unless_accepted(outcome: _Outcome) -> None:
    if outcome is not _Outcome.ACCEPTED:
        code, message = REFUSALS[outcome]
        raise DomainError(code, message, field="code")
