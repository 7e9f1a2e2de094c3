"""群众评价: by number and code, once, and never guessed."""

import re

import pytest
from django.core.cache import cache

from followups.models import Conclusion, FollowUp, RatingInvitation, Satisfaction, Source
from followups.services.rating import PER_NUMBER, Rating, rate_request
from followups.services.sweeping import sweep_follow_ups
from kernel.errors import DomainError
from messages.services.sending import send_due
from tenancy.context import in_public, in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tests.messages.gateways import SCRIPTED, Scripted
from tickets.query_codes import code_hash
from yihao.verification.verifying import verify_custody

GOOD = {"resolved": True, "satisfaction": Satisfaction.SATISFIED}
BAD = {"resolved": False, "satisfaction": Satisfaction.DISSATISFIED, "opinion": "仍不亮"}


@pytest.fixture(autouse=True)
def _nobody_was_counted():
    cache.clear()


@pytest.fixture
def consultation(city, worker_database):
    """A consultation that the county dealt with: a rating suffices."""
    round_ = Round(city).to_county()
    round_.sign(round_.county)
    round_.report(round_.county)
    round_.review(round_.dispatcher)
    round_.reply()
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET kind = 'consultation' WHERE number = %s",
            [round_.number],
        )
    return round_


@pytest.fixture
def code(consultation, settings):
    """The code in the message that was sent."""
    settings.MESSAGE_GATEWAY = SCRIPTED
    Scripted.forget()
    with in_public():
        sweep_follow_ups()
        send_due()
    link = f"/rate/?number={consultation.number}，"
    (text,) = [text for _, text, _ in Scripted.sent if link in text]
    return re.search(r"查询码(\d{6})", text)[1]


def _rate(round_, code, address="192.0.2.1", **answers):
    rating = Rating(number=round_.number, code=code, **{**GOOD, **answers})
    with in_public():
        rate_request(rating=rating, address=address)


def _refusal(round_, code, **more):
    with pytest.raises(DomainError) as refusal:
        _rate(round_, code, **more)
    return refusal.value.code, refusal.value.field, refusal.value.message


def _rows(round_):
    with in_workspace(round_.dispatcher.workspace):
        return list(FollowUp.objects.filter(ticket__number=round_.number))


def test_a_rating_is_the_follow_up(consultation, code):
    _rate(consultation, code, hotline_satisfaction=Satisfaction.BASICALLY_SATISFIED)

    (row,) = _rows(consultation)
    assert (row.source, row.actor_id, row.resolved, row.satisfaction, row.conclusion) == (
        Source.RATING,
        None,
        True,
        "satisfied",
        Conclusion.ANSWERED,
    )
    assert row.hotline_satisfaction == "basically_satisfied"
    assert (consultation.case().resolved, consultation.case().satisfied) == (True, True)
    consultation.archive()
    assert verify_custody().breaches == []


def test_what_is_not_resolved_goes_back_by_itself(consultation, code, look):
    _rate(consultation, code, **BAD)

    assert (consultation.case().state, consultation.case().rework_count) == ("handling", 1)
    with in_workspace(consultation.county.workspace):
        assert consultation.in_hand(consultation.county).state == "handling"


def test_only_once(consultation, code, unchanged):
    _rate(consultation, code)

    with unchanged():
        assert _refusal(consultation, code)[:2] == ("ALREADY_RATED", None)


def test_a_wrong_code_and_an_unknown_number_are_one_answer(consultation, code, unchanged):
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    stranger = Round(consultation.city)
    stranger.number = "4212-2026-999999"
    with unchanged():
        answers = {
            _refusal(consultation, wrong),
            _refusal(consultation, ""),
            _refusal(stranger, code),
        }

    assert [each[:2] for each in answers] == [("RATING_CODE_WRONG", "code")]


def test_a_number_is_not_guessed_for_long(consultation, code):
    for attempt in range(PER_NUMBER.tries):
        assert _refusal(consultation, "000000", address=f"192.0.2.{attempt}")[0] in {
            "RATING_CODE_WRONG"
        }

    assert _refusal(consultation, code, address="198.51.100.7")[0] == "RATING_TOO_MANY_TRIES"


def test_one_address_does_not_try_all_numbers(consultation, code):
    stranger = Round(consultation.city)
    for attempt in range(60):
        stranger.number = f"4212-2026-9{attempt:05d}"
        assert _refusal(stranger, "123456")[0] == "RATING_CODE_WRONG"

    assert _refusal(consultation, code)[0] == "RATING_TOO_MANY_TRIES"
    _rate(consultation, code, address="198.51.100.7")


def test_where_nobody_can_count_nobody_may_try(consultation, code, settings):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert _refusal(consultation, code)[0] == "RATING_TOO_MANY_TRIES"


def test_the_code_of_registration_counts_too(consultation, worker_database, city):
    with in_workspace(city.ref("xianning")):
        kept = code_hash(consultation.number, "031415")
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET query_code_hash = %s WHERE number = %s",
            [kept, consultation.number],
        )

    _rate(consultation, "031415")

    assert len(_rows(consultation)) == 1


def test_an_earlier_code_does_not_rate_the_second_reply(consultation, code):
    _rate(consultation, code, **BAD)
    consultation.report(consultation.county)
    consultation.review(consultation.dispatcher)
    consultation.reply()

    assert _refusal(consultation, code)[0] == "RATING_CODE_WRONG"


def test_a_help_request_is_asked_by_telephone(replied, city, worker_database):
    with in_public():
        sweep_follow_ups()
    with in_workspace(city.ref("xianning")):
        assert not RatingInvitation.objects.filter(ticket__number=replied.number).exists()
        kept = code_hash(replied.number, "031415")
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET query_code_hash = %s WHERE number = %s",
            [kept, replied.number],
        )

    assert _refusal(replied, "031415")[0] == "RATING_NOT_DUE"


def test_everybody_is_invited_once(consultation, code, city):
    with in_public():
        sweep_follow_ups()

    with in_workspace(city.ref("xianning")):
        rows = RatingInvitation.objects.filter(ticket__number=consultation.number)
        assert [row.occasion for row in rows] == ["suffices"]
        assert code not in rows[0].code_hash


def test_another_workspace_sees_none_of_it(consultation, code, city):
    with in_workspace(city.ref("xianan")):
        assert not RatingInvitation.objects.exists()
        assert not FollowUp.objects.exists()
