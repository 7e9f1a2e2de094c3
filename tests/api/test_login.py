"""Logging in and out over HTTP."""

import pytest
from django.conf import settings

from people.models import User
from tenancy.context import in_public
from tests.harness.api import PASSWORD, Browser

LOGIN = """mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) {
    me { username name workspaces { slug } memberships { role unit { code } } }
    errors { field code message }
  }
}"""
LOGOUT = "mutation { logout { errors { code } } }"
ME = """{ me { username workspaces { slug level }
  memberships { role unit { name level } workspace { slug } } } }"""


def login(visitor, username, password=PASSWORD):
    return visitor.post("/graphql", LOGIN, username=username, password=password)


def me(visitor, path="/graphql"):
    return visitor.post(path, ME).json()["data"]["me"]


def test_nobody_is_logged_in_at_first(browser):
    assert me(browser()) is None


def test_login(browser):
    visitor = browser()

    answer = login(visitor, "chibi.dispatcher").json()["data"]["login"]

    assert answer["errors"] == []
    assert answer["me"]["username"] == "chibi.dispatcher"
    assert answer["me"]["workspaces"] == [{"slug": "chibi"}]
    assert answer["me"]["memberships"] == [{"role": "DISPATCHER", "unit": {"code": "421281"}}]
    assert me(visitor) == {
        "username": "chibi.dispatcher",
        "workspaces": [{"slug": "chibi", "level": "COUNTY"}],
        "memberships": [
            {
                "role": "DISPATCHER",
                "unit": {"name": "赤壁市", "level": 2},
                "workspace": {"slug": "chibi"},
            }
        ],
    }


@pytest.mark.parametrize("username", [" chibi.dispatcher ", "CHIBI.Dispatcher"])
def test_user_names_are_read_leniently(browser, username):
    assert login(browser(), username).json()["data"]["login"]["errors"] == []


def test_memberships_are_those_of_the_workspace(browser):
    visitor = browser().login("duo.dispatcher")

    def slugs(path):
        return [each["workspace"]["slug"] for each in me(visitor, path)["memberships"]]

    assert slugs("/graphql") == ["xianning", "chibi"]
    assert slugs("/w/xianning/graphql") == ["xianning"]
    assert slugs("/w/chibi/graphql") == ["chibi"]
    here = [each["slug"] for each in me(visitor, "/w/chibi/graphql")["workspaces"]]
    assert here == ["xianning", "chibi"]


def test_all_failures_answer_alike(own_database):
    with in_public():
        User.objects.filter(username="xianan.dispatcher").update(is_active=False)

    answers = {
        login(Browser(), username, password).content
        for username, password in [
            ("nobody", PASSWORD),
            ("chibi.dispatcher", "wrong"),
            ("chibi.dispatcher", ""),
            ("xianan.dispatcher", PASSWORD),
            ("", PASSWORD),
            ("x" * 10_000, "y" * 10_000),
        ]
    }

    (answer,) = answers
    assert b'"me":null' in answer
    assert b'"code":"LOGIN_FAILED"' in answer


def test_a_failed_login_leaves_nobody_logged_in(browser):
    visitor = browser()
    login(visitor, "chibi.dispatcher", "wrong")

    assert settings.SESSION_COOKIE_NAME not in visitor.client.cookies
    assert me(visitor) is None


def test_a_session_key_from_before_the_login_is_not_adopted(browser):
    visitor = browser()
    chosen = "0123456789abcdefghijklmnopqrstuv"
    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = chosen
    token = visitor.client.cookies["csrftoken"].value

    visitor.login("chibi.dispatcher")

    assert visitor.client.cookies[settings.SESSION_COOKIE_NAME].value != chosen
    assert visitor.client.cookies["csrftoken"].value != token


def test_logging_in_as_another_person_ends_the_session_before(browser):
    visitor = browser().login("chibi.dispatcher")
    before = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value

    visitor.login("city.dispatcher")

    assert me(visitor)["username"] == "city.dispatcher"
    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert me(visitor) is None


def test_logout_ends_the_session_and_may_be_repeated(browser):
    visitor = browser().login("chibi.dispatcher")
    session = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value

    for _ in range(2):
        answer = visitor.post("/graphql", LOGOUT).json()
        assert answer == {"data": {"logout": {"errors": []}}}
        assert me(visitor) is None

    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = session
    assert me(visitor) is None


@pytest.mark.parametrize("document", [LOGIN, LOGOUT])
def test_the_door_is_not_inside_a_workspace(browser, document):
    visitor = browser().login("chibi.dispatcher")
    variables = {"username": "a", "password": "b"} if document is LOGIN else {}

    answer = visitor.run("chibi", document, **variables)

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_REQUEST"]
    assert me(visitor) is not None


def test_workspaces_asks_for_a_login(browser):
    answer = browser().post("/graphql", "{ workspaces { slug } }").json()
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"

    visitor = browser().login("city.manager")
    answer = visitor.post("/graphql", "{ workspaces { slug name level } }").json()
    assert answer["data"]["workspaces"] == [{"slug": "xianning", "name": "咸宁市", "level": "CITY"}]


def test_csrf_is_on(browser):
    visitor = browser()

    response = visitor.client.post(
        "/graphql", {"query": "{ me { name } }"}, content_type="application/json"
    )

    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


@pytest.mark.parametrize("path", ["/graphql", "/w/chibi/graphql", "/w/nowhere/graphql"])
def test_get_hands_out_the_csrf_cookie_and_nothing_else(browser, path):
    visitor = browser()
    visitor.client.cookies.clear()

    response = visitor.client.get(path)

    assert response.status_code == 405
    assert visitor.client.cookies["csrftoken"].value
    assert response.content == visitor.client.get("/graphql").content
