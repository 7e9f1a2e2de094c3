"""动态验证码: enrolled, confirmed, used once, throttled; and closed to every workspace."""

import base64
from datetime import datetime, timedelta
from io import StringIO
from itertools import count

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import ProgrammingError

from kernel.clock import LOCAL
from kernel.errors import DomainError
from people.models import SecondFactor, User
from people.services.second_factor import (
    FactorState,
    code_at,
    confirm_second_factor,
    enrol_second_factor,
    require_second_factor,
    second_factor_of,
)
from tenancy.context import in_workspace
from tests.harness.api import PASSWORD, Browser
from tests.harness.city import workspace
from tests.harness.databases import admin_cursor, clone_database, drop_database, use_database

NOON = datetime(2026, 11, 25, 12, tzinfo=LOCAL)
STEP = timedelta(seconds=30)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as machine:
        yield machine


numbers = count(1)


@pytest.fixture(scope="module")
def own(worker_database, django_db_blocker):
    """A database of this module's own: second factors change people."""
    name = f"{worker_database}_factors"
    clone_database(name)
    use_database(name)
    with django_db_blocker.unblock():
        yield name
    use_database(worker_database)
    drop_database(name)


@pytest.fixture
def user(own):
    """Somebody new, without a second factor."""
    return User.objects.create_user(
        username=f"factor{next(numbers)}", name="某人", password=PASSWORD
    )


def _enrolled(user):
    enrolment = enrol_second_factor(user=user, password=PASSWORD)
    confirm_second_factor(user=user, code=code_at(user, NOON - STEP))
    return enrolment


def _refused(work, **arguments):
    with pytest.raises(DomainError) as refusal:
        work(**arguments)
    return str(refusal.value.code), refusal.value.field


def _require(user, code):
    return _refused(require_second_factor, user_id=user.pk, code=code)


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, shortened to six digits."""
    from people.services.second_factor import _generator

    generator = _generator(b"12345678901234567890")
    times = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    shown = [generator.generate(each).decode() for each in times]

    assert shown == ["287082", "081804", "050471", "005924", "279037", "353130"]


def test_enrolled_then_confirmed_then_in_use(user, clock):
    assert second_factor_of(user.pk) == (FactorState.NONE, None)
    assert _require(user, "123456") == ("SECOND_FACTOR_MISSING", "code")

    enrolment = enrol_second_factor(user=user, password=PASSWORD)

    assert len(base64.b32decode(enrolment.secret)) == 20
    assert enrolment.uri.startswith("otpauth://totp/")
    assert enrolment.secret in enrolment.uri
    assert enrolment.secret not in repr(enrolment)
    assert second_factor_of(user.pk) == (FactorState.PENDING, None)
    assert _require(user, code_at(user, NOON)) == ("SECOND_FACTOR_MISSING", "code")

    confirm_second_factor(user=user, code=code_at(user, NOON - STEP))

    assert second_factor_of(user.pk) == (FactorState.CONFIRMED, None)
    require_second_factor(user_id=user.pk, code=code_at(user, NOON))


def test_enrolling_takes_the_password(user, clock):
    for password in ("", "wrong", "x" * 2_000):
        refused = _refused(enrol_second_factor, user=user, password=password)
        assert refused == ("PASSWORD_WRONG", "password")
    assert second_factor_of(user.pk) == (FactorState.NONE, None)


def test_replacing_one_in_use_takes_a_code_of_it(user, clock):
    first = _enrolled(user)

    assert _refused(enrol_second_factor, user=user, password=PASSWORD) == (
        "SECOND_FACTOR_REQUIRED",
        "code",
    )
    assert second_factor_of(user.pk)[0] is FactorState.CONFIRMED

    second = enrol_second_factor(user=user, password=PASSWORD, code=code_at(user, NOON))

    assert second.secret != first.secret
    assert second_factor_of(user.pk) == (FactorState.PENDING, None)


def test_no_code_counts_twice(user, clock):
    _enrolled(user)
    code = code_at(user, NOON)
    require_second_factor(user_id=user.pk, code=code)

    assert _require(user, code) == ("SECOND_FACTOR_WRONG", "code")
    assert _require(user, code_at(user, NOON - STEP)) == ("SECOND_FACTOR_WRONG", "code")
    require_second_factor(user_id=user.pk, code=code_at(user, NOON + STEP))


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0:.3} {0:.0}{1}"])
def test_a_code_may_be_typed_with_blanks(user, clock, typed):
    _enrolled(user)
    code = code_at(user, NOON)

    require_second_factor(user_id=user.pk, code=typed.format(code, code[3:]))


@pytest.mark.parametrize("steps", [-3, -2, 2, 3])
def test_codes_of_other_times_are_wrong(user, clock, steps):
    _enrolled(user)

    assert _require(user, code_at(user, NOON + steps * STEP)) == ("SECOND_FACTOR_WRONG", "code")


@pytest.mark.parametrize("code", [None, ""])
def test_without_a_code_nothing_is_counted(user, clock, code):
    _enrolled(user)

    for _ in range(10):
        assert _require(user, code) == ("SECOND_FACTOR_REQUIRED", "code")

    require_second_factor(user_id=user.pk, code=code_at(user, NOON))


@pytest.mark.parametrize(
    "wrong", ["000000", "12345", "1234567", "abcdef", "一二三四五六", "x" * 500]
)
def test_five_wrong_ones_lock_it_for_a_quarter_of_an_hour(user, clock, wrong):
    _enrolled(user)
    answers = [_require(user, wrong)[0] for _ in range(5)]

    assert answers == ["SECOND_FACTOR_WRONG"] * 4 + ["SECOND_FACTOR_LOCKED"]
    until = NOON + timedelta(minutes=15)
    assert second_factor_of(user.pk) == (FactorState.CONFIRMED, until)
    assert _require(user, code_at(user, NOON)) == ("SECOND_FACTOR_LOCKED", "code")

    clock.move_to(until - timedelta(seconds=1))
    assert _require(user, code_at(user, until)) == ("SECOND_FACTOR_LOCKED", "code")
    clock.move_to(until)
    require_second_factor(user_id=user.pk, code=code_at(user, until))
    assert second_factor_of(user.pk) == (FactorState.CONFIRMED, None)


def test_a_right_code_forgives_the_wrong_ones_before(user, clock):
    _enrolled(user)
    for _ in range(4):
        assert _require(user, "000000")[0] == "SECOND_FACTOR_WRONG"

    require_second_factor(user_id=user.pk, code=code_at(user, NOON))

    assert [_require(user, "000000")[0] for _ in range(4)] == ["SECOND_FACTOR_WRONG"] * 4


def test_wrong_confirmations_lock_it_too(user, clock):
    enrol_second_factor(user=user, password=PASSWORD)
    answers = [_refused(confirm_second_factor, user=user, code="000000")[0] for _ in range(5)]

    assert answers[-1] == "SECOND_FACTOR_LOCKED"
    assert _refused(confirm_second_factor, user=user, code=code_at(user, NOON)) == (
        "SECOND_FACTOR_LOCKED",
        "code",
    )


def test_confirming_again_is_refused(user, clock):
    _enrolled(user)

    assert _refused(confirm_second_factor, user=user, code=code_at(user, NOON)) == (
        "SECOND_FACTOR_MISSING",
        "code",
    )


def test_the_secret_lies_encrypted_in_the_database(user, clock, own):
    enrolment = _enrolled(user)

    with admin_cursor(own) as cursor:
        cursor.execute("SELECT secret FROM people_secondfactor WHERE user_id = %s", [str(user.pk)])
        (stored,) = cursor.fetchone()
    assert enrolment.secret not in stored
    assert stored.startswith("AQ")


def test_it_works_from_within_a_workspace_whose_role_sees_nothing_of_it(user, clock):
    _enrolled(user)

    with in_workspace(workspace("chibi")):
        require_second_factor(user_id=user.pk, code=code_at(user, NOON))
        with pytest.raises(ProgrammingError, match="permission denied"):
            SecondFactor.objects.count()


# -- the demo city ----------------------------------------------------------------------------


def test_two_demo_accounts_can_try_it(own, clock):
    out = StringIO()

    call_command("second_factor", "city.manager", stdout=out)

    manager = User.objects.get(username="city.manager")
    assert second_factor_of(manager.pk)[0] is FactorState.CONFIRMED
    SecondFactor.objects.filter(user=manager).update(last_step=None)
    require_second_factor(user_id=manager.pk, code=out.getvalue().strip())


@pytest.mark.parametrize("username", ["city.agent", "nobody", "chibi.dispatcher"])
def test_codes_of_others_are_not_printed(own, username):
    with pytest.raises(CommandError, match="只能查看演示账号"):
        call_command("second_factor", username)


def test_in_production_no_code_is_printed(own, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="生产环境"):
        call_command("second_factor", "city.manager")


# -- the API ----------------------------------------------------------------------------------

ME = "{ me { secondFactor { state lockedUntil } } }"
ENROL = """mutation ($p: String!, $c: String) { enrolSecondFactor(password: $p, code: $c)
  { secret uri errors { code field } } }"""
CONFIRM = """mutation ($c: String!) { confirmSecondFactor(code: $c)
  { secondFactor { state } errors { code field } } }"""


def test_over_http(own, clock):
    person = Browser().login("city.agent")
    user = User.objects.get(username="city.agent")
    state = {"state": "NONE", "lockedUntil": None}
    assert person.post("/graphql", ME).json()["data"]["me"]["secondFactor"] == state

    wrong = person.post("/graphql", ENROL, p="wrong").json()["data"]["enrolSecondFactor"]
    assert wrong == {
        "secret": None,
        "uri": None,
        "errors": [{"code": "PASSWORD_WRONG", "field": "password"}],
    }
    enrolled = person.post("/graphql", ENROL, p=PASSWORD).json()["data"]["enrolSecondFactor"]
    assert enrolled["errors"] == []
    code = code_at(user, NOON)
    confirmed = person.post("/graphql", CONFIRM, c=code).json()["data"]["confirmSecondFactor"]

    assert confirmed == {"secondFactor": {"state": "CONFIRMED"}, "errors": []}
    inside = person.run("xianning", ME)["data"]["me"]["secondFactor"]
    assert inside == {"state": "CONFIRMED", "lockedUntil": None}


@pytest.mark.parametrize(("query", "said"), [(ENROL, {"p": PASSWORD}), (CONFIRM, {"c": "123456"})])
def test_strangers_are_told_to_log_in(own, query, said):
    (error,) = Browser().post("/graphql", query, **said).json()["errors"]

    assert error["extensions"] == {"code": "UNAUTHENTICATED"}
