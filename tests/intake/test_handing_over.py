"""交接班: drafts change hands only when the other one says yes, or somebody in charge must."""

from dataclasses import replace

import pytest

from intake.access import handovers_seen
from intake.models import ShiftHandover
from intake.services.drafting import discard_draft, register_draft
from intake.services.handing_over import (
    accept_handover,
    force_handover,
    offer_handover,
    refuse_handover,
    withdraw_handover,
)
from kernel.errors import PermissionDenied
from kernel.ids import uuid7
from tests.harness.rounds import REQUEST


@pytest.fixture
def offer(seats, city):
    def make(draft_ids=None, by=None, to=None, **more):
        return city.do(
            by or seats.first,
            offer_handover,
            to_user_id=(to or seats.second).user_id,
            draft_ids=draft_ids,
            **more,
        )

    return make


@pytest.fixture
def offered(offer, draft):
    return offer([draft.id], note="李女士还会再打来")


def _decided(seats, handover):
    with seats.city.at(seats.first):
        return ShiftHandover.objects.get(pk=handover.id)


def test_until_it_is_confirmed_the_outgoing_seat_stays_responsible(seats, draft, offered):
    assert (offered.state, offered.draft_count, offered.note) == ("offered", 1, "李女士还会再打来")
    assert seats.read(draft).owner_id == seats.first.user_id
    assert seats.read(draft).handover_id == offered.id


def test_confirmed_it_is_the_incoming_seats(seats, city, draft, offered):
    text = seats.content(draft)
    done = city.do(seats.second, accept_handover, handover_id=offered.id)

    assert (done.state, done.decided_by) == ("accepted", seats.second.user_id)
    moved = seats.read(draft)
    assert (moved.owner_id, moved.owner_name, moved.handover_id) == (
        seats.second.user_id,
        seats.second.name,
        None,
    )
    assert seats.content(draft) == text
    assert seats.owners(draft) == [
        (seats.first.name, "started"),
        (seats.second.name, "handed_over"),
    ]


def test_all_unfinished_ones_go_if_none_is_chosen(seats, city, offer):
    seat = replace(seats.first, user_id=uuid7())
    mine = [seats.save(seat, uuid7(), "{}") for _ in range(3)]
    city.do(seat, discard_draft, draft_id=mine[0].id, reason="误拨")

    handover = offer(by=seat)

    assert handover.draft_count == 2
    city.do(seats.second, accept_handover, handover_id=handover.id)
    assert [seats.read(each).owner_id == seats.second.user_id for each in mine] == [
        False,
        True,
        True,
    ]


def test_a_note_alone_can_be_handed_over(seats, city, offer):
    seat = replace(seats.first, user_id=uuid7())
    handover = offer(by=seat, note="今晚城区停水，已有事件卡")

    assert handover.draft_count == 0
    assert city.do(seats.second, accept_handover, handover_id=handover.id).state == "accepted"


def test_what_the_outgoing_seat_finishes_meanwhile_does_not_go(seats, city, offer):
    mine = [seats.save(seats.first, uuid7(), "{}") for _ in range(3)]
    handover = offer([each.id for each in mine])
    city.do(seats.first, register_draft, draft_id=mine[0].id, request=REQUEST)
    city.do(seats.first, discard_draft, draft_id=mine[1].id, reason="误拨")

    city.do(seats.second, accept_handover, handover_id=handover.id)

    owners = [seats.read(each).owner_id for each in mine]
    assert owners == [seats.first.user_id, seats.first.user_id, seats.second.user_id]


@pytest.mark.parametrize("how", ["refused", "withdrawn"])
def test_not_taken_over_it_stays(seats, city, draft, offered, offer, how):
    if how == "refused":
        done = city.do(seats.second, refuse_handover, handover_id=offered.id, reason="我也下班")
    else:
        done = city.do(seats.first, withdraw_handover, handover_id=offered.id)

    assert done.state == how
    kept = seats.read(draft)
    assert (kept.owner_id, kept.handover_id) == (seats.first.user_id, None)
    assert offer([draft.id]).draft_count == 1


def test_who_directs_the_seats_moves_the_drafts_of_somebody_ill(seats, city, draft, offered):
    done = city.do(
        seats.manager,
        force_handover,
        from_user_id=seats.first.user_id,
        to_user_id=seats.second.user_id,
        draft_ids=[draft.id],
        reason="突发疾病离岗",
    )

    assert (done.state, done.reason, done.decided_by) == (
        "forced",
        "突发疾病离岗",
        seats.manager.user_id,
    )
    assert seats.read(draft).owner_id == seats.second.user_id
    assert seats.owners(draft)[-1] == (seats.second.name, "forced")
    # The offer that waited has nothing left to give.
    city.do(seats.second, accept_handover, handover_id=offered.id)
    assert seats.owners(draft)[-1] == (seats.second.name, "forced")


@pytest.mark.parametrize("service", [accept_handover, withdraw_handover])
@pytest.mark.parametrize("who", ["manager", "agent of another", "county"])
def test_only_the_two_decide(seats, city, offered, unchanged, service, who):
    people = {
        "manager": seats.manager,
        "agent of another": replace(seats.first, user_id=uuid7()),
        "county": city.actor("chibi.dispatcher"),
    }
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(people[who], service, handover_id=offered.id)


def test_the_outgoing_seat_cannot_accept_nor_the_incoming_withdraw(seats, city, offered, unchanged):
    for person, service in ((seats.first, accept_handover), (seats.second, withdraw_handover)):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(person, service, handover_id=offered.id)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(seats.first, refuse_handover, handover_id=offered.id, reason="不")


def test_what_is_decided_is_decided(seats, city, offered, refused):
    city.do(seats.second, accept_handover, handover_id=offered.id)

    with refused("HANDOVER_DECIDED"):
        city.do(seats.second, accept_handover, handover_id=offered.id)
    with refused("HANDOVER_DECIDED"):
        city.do(seats.second, refuse_handover, handover_id=offered.id, reason="不")
    with refused("HANDOVER_DECIDED"):
        city.do(seats.first, withdraw_handover, handover_id=offered.id)


def test_a_draft_waits_in_one_handover_only(seats, offer, draft, offered, refused):
    with refused("DRAFT_IN_HANDOVER", "draftIds"):
        offer([draft.id], to=seats.manager)


@pytest.mark.parametrize("who", ["self", "nobody", "township", "supervisor"])
def test_only_to_a_colleague_who_registers(seats, city, offer, draft, refused, who):
    ids = {
        "self": seats.first,
        "nobody": replace(seats.first, user_id=uuid7()),
        "township": city.actor(city.user_for(city.walkthrough_units()[0].code), "chibi"),
        "supervisor": city.actor("city.supervisor"),
    }
    with refused("COLLEAGUE_UNSUITABLE", "toUserId"):
        offer([draft.id], to=ids[who])


def test_nobody_gives_away_what_is_anothers(seats, offer, draft, unchanged):
    for ids in ([draft.id], [uuid7()], [draft.id, uuid7()]):
        with unchanged(), pytest.raises(PermissionDenied):
            offer(ids, by=seats.manager)


@pytest.mark.parametrize("who", ["agent", "evaluator", "outsourcer", "administrator"])
def test_no_outsourced_seat_moves_the_drafts_of_another(seats, city, draft, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(
            city.actor(f"city.{who}"),
            force_handover,
            from_user_id=seats.first.user_id,
            to_user_id=seats.second.user_id,
            reason="离岗",
        )


def test_forcing_needs_a_reason_and_somebody_who_has_drafts(seats, city, draft, refused, unchanged):
    told = {"from_user_id": seats.first.user_id, "to_user_id": seats.second.user_id}
    with refused("EMPTY", "reason"):
        city.do(seats.manager, force_handover, **told, reason="")
    told["from_user_id"] = uuid7()
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(seats.manager, force_handover, **told, reason="离岗")


def test_who_sees_a_handover(seats, city, offered):
    stranger = replace(seats.first, user_id=uuid7())
    seen = []
    for person in (seats.first, seats.second, seats.manager, stranger):
        with city.at(person):
            seen.append(handovers_seen(person).filter(pk=offered.id).exists())
    assert seen == [True, True, True, False]


def test_another_workspace_sees_none(city, offered):
    with city.at(city.actor("chibi.dispatcher")) as stranger:
        assert not handovers_seen(stranger).exists()
        assert not ShiftHandover.objects.exists()
