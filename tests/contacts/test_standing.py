"""What is spoken of comes from where the case is now, in whichever workspace."""

from typing import Any

import pytest

from contacts.speaking.facts import Facts, Saying, saying_of
from contacts.standing import facts_of
from people.actor import Actor
from tenancy.context import in_workspace
from tests.harness.rounds import Round


def _facts(round_: Round, actor: Actor) -> Facts:
    ticket = round_.ticket(actor)
    with in_workspace(actor.workspace):
        return facts_of([ticket])[ticket.id]


def test_while_we_have_it(round_: Round) -> None:
    round_.register()
    assert saying_of(_facts(round_, round_.dispatcher)) is Saying.WAITING

    round_.accept()
    facts = _facts(round_, round_.dispatcher)
    assert saying_of(facts) is Saying.PLACING
    assert facts.held_by_us
    assert facts.due_at == round_.ticket(round_.dispatcher).due_at


def test_while_a_village_has_it(round_: Round) -> None:
    round_.to_village()

    facts = _facts(round_, round_.dispatcher)

    county, township, village = (
        round_.county_unit.name,
        round_.township_unit.name,
        round_.village_unit.name,
    )
    assert facts.holder == f"{county}{township}{village}"
    assert not facts.held_by_us
    assert saying_of(facts) is Saying.HANDED_ON
    round_.sign(round_.village)
    assert saying_of(_facts(round_, round_.dispatcher)) is Saying.HANDLED


def test_it_counts_from_the_last_handoff(round_: Round) -> None:
    round_.to_county()
    handed = round_.ticket(round_.county).created_at

    assert _facts(round_, round_.dispatcher).since == handed


def test_a_county_speaks_of_the_citys_hotline(round_: Round) -> None:
    round_.to_county().sign(round_.county)

    facts = _facts(round_, round_.county)

    assert facts.accepted_elsewhere == "咸宁市"
    assert not facts.held_by_us


def test_to_the_end(round_: Round) -> None:
    round_.to_village().back_to_city()
    assert saying_of(_facts(round_, round_.dispatcher)) is Saying.ANSWER_PREPARED

    round_.reply()
    facts = _facts(round_, round_.dispatcher)
    assert saying_of(facts) is Saying.ANSWERED
    assert facts.replied_at == round_.ticket(round_.dispatcher).replied_at

    round_.follow_up()
    round_.archive()
    facts = _facts(round_, round_.dispatcher)
    assert saying_of(facts) is Saying.ENDED
    assert facts.closed_at == round_.case().closed_at


@pytest.mark.parametrize("many", [1, 4])
def test_a_list_costs_as_much_as_one(
    round_: Round, many: int, django_assert_num_queries: Any
) -> None:
    tickets = []
    for _ in range(many):
        round_.to_county()
        tickets.append(round_.ticket(round_.dispatcher))

    with in_workspace(round_.dispatcher.workspace), django_assert_num_queries(3):
        assert len(facts_of(tickets)) == many
