"""Personal text does not show itself: not printed, not formatted, not logged."""

import json
import logging

import pytest

from privacy.personal_text import PersonalText, reveal

PHONE = "13800000001"


@pytest.mark.parametrize(
    "shown",
    [
        str(PersonalText(PHONE)),
        repr(PersonalText(PHONE)),
        f"{PersonalText(PHONE)} {PersonalText(PHONE)!r}",
        "%s" % PersonalText(PHONE),  # noqa: UP031
        repr({"phone": PersonalText(PHONE)}),
    ],
)
def test_never_shows(shown: str) -> None:
    assert PHONE not in shown
    assert "***" in shown


def test_logging_shows_stars(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("caller %s", PersonalText(PHONE))

    assert PHONE not in caplog.text


def test_reveals_on_request_only() -> None:
    text = PersonalText(PersonalText(PHONE))

    assert text.reveal() == reveal(PHONE) == reveal(text) == PHONE
    assert type(text.reveal()) is str
    assert text == PHONE
    assert text[:3] == "138"
    assert str(PersonalText("")) == ""


def test_errors_of_json_and_joins_are_the_callers_own_doing() -> None:
    """What asks for the characters gets them: masking and encryption depend on it."""
    assert json.loads(json.dumps(PersonalText(PHONE))) == PHONE
