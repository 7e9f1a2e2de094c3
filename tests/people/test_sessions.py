"""Coming in, going out, and being sent out when idle."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory

from kernel.errors import DomainError
from people.errors import PeopleError
from people.middleware import LAST_SEEN
from people.models import User
from people.services.sessions import log_in
from yihao.demo import PASSWORD

START = datetime(2026, 5, 6, 8, 0, tzinfo=UTC)
IDLE = settings.SESSION_COOKIE_AGE
PROBE = "/graphql"


@pytest.fixture
def clock(database):
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(clock):
    client = Client()
    client.force_login(
        User.objects.get(username="chibi.dispatcher"), settings.AUTHENTICATION_BACKENDS[0]
    )
    return client


def is_in(client, **headers):
    answer = client.post(
        PROBE, {"query": "{ me { username } }"}, content_type="application/json", headers=headers
    )
    return answer.json()["data"]["me"] is not None


def test_stays_in_while_working(browser, clock):
    for _ in range(10):
        clock.shift(IDLE * 0.8)
        assert is_in(browser)


def test_is_out_after_the_idle_time(browser, clock):
    assert is_in(browser)
    clock.shift(IDLE + 1)

    assert not is_in(browser)
    assert not is_in(browser)


def test_polling_is_no_sign_of_life(browser, clock):
    assert is_in(browser)
    for _ in range(3):
        clock.shift(IDLE / 4)
        assert is_in(browser, **{"X-Background": "1"})
    clock.shift(IDLE / 4)

    assert not is_in(browser, **{"X-Background": "1"})


def test_writes_the_session_once_a_tenth_of_the_idle_time(browser, clock):
    def seen():
        return Session.objects.get(session_key=browser.cookies["sessionid"].value).get_decoded()[
            LAST_SEEN
        ]

    assert is_in(browser)
    first = seen()
    clock.shift(IDLE / 20)
    assert is_in(browser)
    assert seen() == first
    clock.shift(IDLE / 10)
    assert is_in(browser)
    assert seen() == first + IDLE / 20 + IDLE / 10


def test_stranger_gets_no_session(clock):
    client = Client()

    assert not is_in(client)
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()


def _request():
    request = RequestFactory().post(PROBE)
    request.session = Client().session
    return request


def test_login_opens_a_session_under_a_new_key(database):
    request = _request()
    before = request.session.session_key

    user = log_in(request=request, username=" City.Dispatcher ", password=PASSWORD)

    assert user.username == "city.dispatcher"
    assert request.session["_auth_user_id"] == str(user.id)
    assert request.session.session_key != before


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("city.dispatcher", "wrong"),
        ("city.dispatcher", ""),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("city\x00", PASSWORD),
        ("x" * 10_000, PASSWORD),
        ("city.dispatcher", "x" * 2_000),
    ],
)
def test_login_refuses_with_one_answer(database, username, password):
    request = _request()

    with pytest.raises(DomainError) as refusal:
        log_in(request=request, username=username, password=password)

    assert (refusal.value.code, refusal.value.field, refusal.value.message) == (
        PeopleError.LOGIN_FAILED,
        "password",
        "用户名或密码不正确",
    )
    assert "_auth_user_id" not in request.session


def test_disabled_person_cannot_log_in(own_database):
    User.objects.filter(username="city.agent").update(is_active=False)

    with pytest.raises(DomainError):
        log_in(request=_request(), username="city.agent", password=PASSWORD)


def test_passwords_are_kept_as_argon2(city):
    user = User.objects.get(username="city.dispatcher")

    assert user.password.startswith("argon2$argon2id$")
    assert user.check_password(PASSWORD)
    assert [field.name for field in User._meta.fields] == (
        ["password", "id", "username", "name", "is_active"]
    )
