"""Which requests are secret unless the citizen wants otherwise: the city says it of each kind."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from hierarchy.models import today
from kernel.clock import now
from taxonomy.services.settings import write_kind
from taxonomy.words import Kind
from tests.harness.databases import restored
from tests.harness.rounds import REQUEST
from tickets.services.registering import register_ticket

BY_DEFAULT = {kind: kind == Kind.REPORT for kind in Kind}


@pytest.fixture
def say(city, database):
    """The city's administrator says of a kind whether it is secret, from a day on."""

    def said(kind, *, secret, on):
        told = {"name": kind.label, "needs_outcome": False, "rating_suffices": False}
        administrator = city.actor("city.administrator")
        city.do(administrator, write_kind, kind=kind, secret_by_default=secret, on=on, **told)

    with restored(database, "taxonomy_kindversion"):
        yield said


@pytest.fixture
def register(city):
    def registered(kind, who="city.dispatcher", **more):
        request = replace(REQUEST, kind=kind, **more)
        return city.do(city.actor(who), register_ticket, request=request)

    return registered


@pytest.mark.parametrize("kind", list(Kind))
def test_as_the_kinds_come(register, kind):
    assert register(kind).secret is BY_DEFAULT[kind]


@pytest.mark.parametrize("who", ["city.dispatcher", "chibi.dispatcher"])
def test_a_city_says_otherwise_and_its_counties_follow(register, say, who):
    say(Kind.COMPLAINT, secret=True, on=today())
    say(Kind.REPORT, secret=False, on=today())

    assert register(Kind.COMPLAINT, who).secret
    assert not register(Kind.REPORT, who).secret
    assert not register(Kind.HELP, who).secret


def test_it_holds_from_its_day_on(register, say):
    say(Kind.HELP, secret=True, on=today() + timedelta(days=1))

    assert not register(Kind.HELP).secret
    with time_machine.travel(now() + timedelta(days=1)):
        assert register(Kind.HELP).secret


def test_the_citizens_word_and_a_named_officer_count_before_it(register, say, city):
    unit = city.unit("421281").id
    say(Kind.COMPLAINT, secret=False, on=today())

    assert register(Kind.COMPLAINT, respondent_named=True, respondent_unit_id=unit).secret
    assert register(Kind.COMPLAINT, secret=True).secret
    assert not register(Kind.REPORT, secret=False).secret
