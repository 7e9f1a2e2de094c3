"""Coming in and going out. A refusal never says what was wrong, or whether the person exists."""

from django.contrib import auth
from django.http import HttpRequest

from kernel.errors import DomainError
from people.errors import PeopleError
from people.models import User

# Longer ones are wrong without being hashed.
LONGEST_PASSWORD = 1_000


def log_in(*, request: HttpRequest, username: str, password: str) -> User:
    """Check the password and open a session with a new key, or raise LOGIN_FAILED.

    A password is hashed for an unknown name too: the answers do not differ in time either.
    """
    user = None
    if len(password) <= LONGEST_PASSWORD:
        user = auth.authenticate(
            request, username=User.normalize_username(username), password=password
        )
    if not isinstance(user, User):
        raise DomainError(PeopleError.LOGIN_FAILED, "用户名或密码不正确", field="password")
    auth.login(request, user)
    return user


def log_out(*, request: HttpRequest) -> None:
    """End the session; nothing happens if there is none."""
    auth.logout(request)
