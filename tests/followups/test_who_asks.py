"""Never whoever handled it, lead or assist, nor the seat whose own answer it was (R6.1)."""

from dataclasses import replace

import pytest

from followups.answers import Answers
from followups.models import Satisfaction
from followups.selectors import queue_for
from followups.services.recording import record_follow_up
from kernel.clock import now
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.rounds import Round
from tickets.services.assisting import add_assist

SOLVED = Answers(reached=True, resolved=True, satisfaction=Satisfaction.SATISFIED)


def _ask(round_, city, actor):
    return city.do(
        actor,
        record_follow_up,
        ticket_id=round_.ticket(round_.dispatcher).id,
        answers=SOLVED,
    )


def test_somebody_who_reported_from_below_does_not_ask_above(round_, city, refused):
    """The village handled it; its handler has since come to the city's centre."""
    round_.to_village().back_to_city()
    round_.reply()
    moved = replace(round_.dispatcher, user_id=round_.village.user_id)

    with refused("SAME_UNIT_FOLLOW_UP"):
        _ask(round_, city, moved)


def test_somebody_who_only_passed_it_on_may_ask(round_, city):
    round_.to_village().back_to_city()
    round_.reply()
    passed_on = replace(round_.dispatcher, user_id=round_.township.user_id)

    assert _ask(round_, city, passed_on).followed_up_at is not None


def test_an_assist_does_not_ask(city, refused):
    round_ = Round(city)
    round_.register()
    round_.accept()
    city.do(
        round_.dispatcher,
        add_assist,
        ticket_id=round_.ticket(round_.dispatcher).id,
        unit_ids=[city.unit("421202").id],
    )
    round_.delegate(round_.dispatcher, round_.county_unit)
    helper = city.actor("xianan.dispatcher")
    for actor in (helper, round_.county):
        round_.sign(actor)
        round_.report(actor)
    round_.review(round_.dispatcher)
    round_.reply()
    both = replace(round_.dispatcher, grants={**round_.dispatcher.grants, **helper.grants})

    for each in (both, replace(round_.dispatcher, user_id=helper.user_id)):
        with refused("SAME_UNIT_FOLLOW_UP"):
            _ask(round_, city, each)


@pytest.mark.parametrize("way", ["direct", "conference", "hand_over"])
def test_the_seat_does_not_ask_about_its_own_answer(replied, city, refused, worker_database, way):
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.tickets_ticket SET way = %s WHERE number = %s", [way, replied.number]
        )
    with refused("SAME_SEAT_FOLLOW_UP"):
        _ask(replied, city, replied.dispatcher)
    with in_workspace(replied.dispatcher.workspace):
        own = queue_for(replied.dispatcher, due_only=True).filter(number=replied.number)
        assert not own.exists()

    manager = city.actor("city.manager")
    with in_workspace(manager.workspace):
        assert queue_for(manager, due_only=True).filter(number=replied.number).exists()
    assert _ask(replied, city, manager).followed_up_at is not None


def test_the_queue_is_in_the_order_of_waiting_and_empties(replied, city):
    second = Round(city).to_county()
    second.sign(second.county)
    second.report(second.county)
    second.review(second.dispatcher)
    second.reply()
    actor = replied.dispatcher

    def numbers(due_only=False):
        with in_workspace(actor.workspace):
            found = queue_for(actor, due_only=due_only).order_by("follow_up_due", "id")
            wanted = {replied.number, second.number}
            return [each.number for each in found if each.number in wanted]

    assert numbers() == numbers(due_only=True) == [replied.number, second.number]
    ticket = replied.follow_up(reached=False, resolved=None, satisfaction=None)
    assert ticket.next_follow_up_at > now()
    assert numbers() == [second.number, replied.number]
    assert numbers(due_only=True) == [second.number]
    second.follow_up()
    assert numbers() == [replied.number]


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.administrator"])
def test_the_queue_is_the_centres(city, who):
    actor = city.actor(who)
    with in_workspace(actor.workspace), pytest.raises(PermissionDenied):
        queue_for(actor, due_only=False)
