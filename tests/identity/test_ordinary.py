"""An ordinary request over four levels and two workspaces: one tap, and gone with the part."""

from typing import Any

import pytest

from identity.models import ContactRelease, Reveal
from tenancy.context import in_workspace
from tests.harness.rounds import Round
from tests.identity.asking import OFFER, reveal, still
from trail.models import TrailEntry
from yihao.verification.verifying import verify_custody

SHOWN = {"name": "张三", "phone": "13800000001", "tier": "ORDINARY", "expiresAt": None}


def _shown(answer: Any) -> Any:
    return {name: answer[name] for name in SHOWN} if isinstance(answer, dict) else answer


@pytest.fixture
def at_township(round_: Round) -> Round:
    """The township of another workspace than the accepting one has the case in its hands."""
    round_.to_county()
    round_.sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    return round_


def test_the_township_handler_reveals_with_one_tap_and_loses_it_at_report(
    at_township, walkers
) -> None:
    round_, township = at_township, walkers["township"]
    giving = round_.giving(round_.township)
    copy = round_.ticket(round_.township).id
    assert still(township, copy) is None

    first = reveal(township, giving=giving)

    assert _shown(first) == SHOWN
    assert first["body"] is None
    assert _shown(still(township, copy)) == SHOWN
    round_.sign(round_.township)
    assert _shown(reveal(township, copy)) == SHOWN

    round_.report(round_.township)

    assert reveal(township, giving=giving) == "PERMISSION_DENIED"
    assert reveal(township, copy) == "PERMISSION_DENIED"
    assert still(township, copy) is None
    assert verify_custody().breaches == []


def test_sent_back_for_rework_it_is_theirs_again(at_township, walkers) -> None:
    round_, township = at_township, walkers["township"]
    round_.sign(round_.township)
    round_.report(round_.township)
    copy = round_.ticket(round_.township).id
    assert reveal(township, copy) == "PERMISSION_DENIED"

    round_.review(round_.county, accepted=False)

    assert _shown(reveal(township, copy)) == SHOWN


def test_after_a_return_it_is_gone_and_stays_so(at_township, walkers) -> None:
    round_, township = at_township, walkers["township"]
    copy = round_.ticket(round_.township).id
    reveal(township, copy)

    round_.hand_back(round_.township)

    assert reveal(township, copy) == "PERMISSION_DENIED"
    assert still(township, copy) is None
    round_.adjudicate(round_.county, upheld=True)
    assert reveal(township, copy) == "PERMISSION_DENIED"


def test_each_reveal_is_recorded_where_it_was_accepted_and_where_it_was_done(
    at_township, walkers, city
) -> None:
    round_ = at_township
    own, copy = round_.ticket(round_.dispatcher), round_.ticket(round_.township)
    giving = round_.giving(round_.township)

    reveal(walkers["township"], giving=giving)
    reveal(walkers["township"], giving=giving, reason="约定上门时间")

    with in_workspace(city.ref("xianning")):
        rows = list(Reveal.objects.filter(ticket=own).order_by("id"))
        told = TrailEntry.objects.filter(verb="identity.reveal", object_id=own.id)
        there = list(told.values_list("actor_id", "reason").order_by("id"))
    with in_workspace(city.ref("chibi")):
        assert Reveal.objects.count() == 0
        here = TrailEntry.objects.filter(verb="identity.reveal", object_id=copy.id)
        assert here.count() == 2
    person = round_.township.user_id
    assert there == [(person, "联系诉求人"), (person, "约定上门时间")]
    assert [(row.actor_id, row.unit_id, row.role, row.tier, row.ground) for row in rows] == [
        (person, round_.township_unit.id, "handler", "ordinary", "assignment")
    ] * 2
    assert [(row.assignment_id, row.reason, row.expires_at) for row in rows] == [
        (giving, "联系诉求人", None),
        (giving, "约定上门时间", None),
    ]


def test_a_village_needs_the_township_to_let_it(round_, walkers, city) -> None:
    round_.to_village()
    village, copy = walkers["village"], round_.ticket(round_.village).id
    giving = round_.giving(round_.village)
    assert reveal(village, giving=giving) == "PERMISSION_DENIED"
    assert village.ask(OFFER, t=str(copy))["data"]["ticket"]["revealOffer"] is None
    offered = walkers["township"].ticket(copy)["allowedActions"]
    assert "RELEASE_CONTACT" in offered

    walkers["township"].do("releaseContact", assignmentId=giving)

    assert _shown(reveal(village, giving=giving)) == SHOWN
    assert village.ask(OFFER, t=str(copy))["data"]["ticket"]["revealOffer"] == {
        "tier": "ORDINARY",
        "ground": "ASSIGNMENT",
        "needsCode": False,
    }
    assert "RELEASE_CONTACT" not in walkers["township"].ticket(copy)["allowedActions"]
    again = walkers["township"].try_("releaseContact", assignmentId=giving)
    assert again == ("CONTACT_RELEASED", "assignmentId")
    with in_workspace(city.ref("chibi")):
        [release] = ContactRelease.objects.filter(assignment_id=giving)
        assert release.actor_id == round_.township.user_id
        seen = TrailEntry.objects.filter(verb="contact.release", object_id=copy)
        assert seen.count() == 1

    round_.sign(round_.village)
    round_.report(round_.village)

    assert reveal(village, giving=giving) == "PERMISSION_DENIED"
    assert verify_custody().breaches == []


def test_the_township_that_waits_for_its_village_no_longer_sees_it(round_, walkers) -> None:
    round_.to_village()

    assert reveal(walkers["township"], round_.ticket(round_.township).id) == "PERMISSION_DENIED"


def test_who_helps_needs_to_be_let_too_over_workspaces(round_, city, person, walkers) -> None:
    from tickets.services.assisting import add_assist

    round_.register()
    round_.accept()
    ticket = round_.in_hand(round_.dispatcher)
    helper = city.unit("421281")
    city.do(round_.dispatcher, add_assist, ticket_id=ticket.id, unit_ids=[helper.id])
    with in_workspace(city.ref("chibi")):
        copy = round_.ticket(round_.county)
    assert copy.role == "assist"
    assert reveal(walkers["county"], copy.id) == "PERMISSION_DENIED"

    walkers["city"].do("releaseContact", assignmentId=copy.assignment_id)

    assert _shown(reveal(walkers["county"], copy.id)) == SHOWN
    assert verify_custody().breaches == []


def test_a_lead_needs_no_release(at_township, walkers) -> None:
    giving = at_township.giving(at_township.township)

    refused = walkers["county"].try_("releaseContact", assignmentId=giving)

    assert refused == ("WRONG_STATE", "assignmentId")


def test_the_accepting_centre_reveals_at_any_time_and_reads_the_whole(
    at_township, walkers, person
) -> None:
    own = at_township.ticket(at_township.dispatcher).id

    shown = reveal(walkers["city"], own)

    assert (shown["name"], shown["phone"]) == ("张三", "13800000001")
    assert shown["body"] == "村口三盏路灯坏了半个月，联系电话 13800000001。"
    assert shown["expiresAt"] is not None
    assert _shown(still(walkers["city"], own))["phone"] == "13800000001"
    assert reveal(person("city.agent"), own) == "PERMISSION_DENIED"
    assert reveal(person("city.supervisor"), own) == "PERMISSION_DENIED"


@pytest.mark.parametrize("who", ["city.agent", "xianan.dispatcher", "city.chengguan.handler"])
def test_nobody_else_reveals_and_absent_is_forbidden(at_township, person, who) -> None:
    own = at_township.ticket(at_township.dispatcher).id
    giving = at_township.giving(at_township.township)

    answers = {
        str(reveal(person(who), own)),
        str(reveal(person(who), giving=giving)),
        str(reveal(person(who), "01a21225-0000-7000-8000-000000000000")),
        str(reveal(person(who))),
    }

    assert answers == {"PERMISSION_DENIED"}


def test_who_left_nothing_cannot_be_revealed(round_, walkers, city) -> None:
    from dataclasses import replace

    from tests.harness.rounds import REQUEST

    round_.register(request=replace(REQUEST, caller_name="", caller_phone=""))
    own = round_.ticket(round_.dispatcher)

    assert reveal(walkers["city"], own.id) == "NO_IDENTITY"
    with in_workspace(city.ref("xianning")):
        assert Reveal.objects.filter(ticket=own).count() == 0
