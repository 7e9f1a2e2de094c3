"""One reply for several units, several parts, several citizens."""

from dataclasses import replace

import pytest

from messages.gateway import Receipt
from replies.models import Method, Reply
from replies.selectors import materials_for
from replies.services.delivering import deliver_reply
from replies.services.sweeping import prove_delivered_replies
from tenancy.context import in_public, in_workspace
from tests.harness.rounds import REQUEST, Round
from tickets.services.assisting import add_assist
from yihao.verification.verifying import verify_custody

ANSWER = "路灯已修复，积水已清，隐患点已设围挡。"
PUBLIC = "反映的路灯和积水问题已办结。"


@pytest.fixture
def two_parts(city, reported, split_from):
    """A request split in two: a lead with an assist on one part, a second lead on the other."""
    first = Round(city)
    first.register()
    first.accept()
    city.do(
        first.dispatcher,
        add_assist,
        ticket_id=first.ticket(first.dispatcher).id,
        unit_ids=[city.unit("421202").id],
    )
    first.delegate(first.dispatcher, city.unit("421281"))
    for slug in ("xianan", "chibi"):
        first.sign(city.actor(f"{slug}.dispatcher"))
        first.report(city.actor(f"{slug}.dispatcher"))
    first.review(first.dispatcher)
    second = reported("421221", "jiayu")
    split_from(second, first)
    return first, second


def test_the_writer_sees_what_all_three_reported(two_parts, city):
    first, second = two_parts
    actor = first.dispatcher
    with in_workspace(actor.workspace):
        found = materials_for(actor, first.ticket(actor).id)
        units = [sorted(row.to_unit.code for row in each.reports) for each in found]
        told = {row.reply_draft for each in found for row in each.reports}

    assert [each.ticket.number for each in found] == [first.number, second.number]
    assert units == [["421202", "421281"], ["421221"]]
    assert told == {"路灯已修复"}


def test_the_citizen_gets_one_reply_on_the_phone_and_in_public(two_parts, reply, kept, city):
    """Issue 3, must show: split in two, three units at work, one reply, each as approved."""
    first, second = two_parts
    part = second.ticket(first.dispatcher)

    with in_workspace(city.ref("xianning")):
        earlier = Reply.objects.count()

    reply(first, ANSWER, proof="本人接听", public_text=PUBLIC, covers_ticket_ids=[part.id])

    ones, twos = kept(first), kept(second)
    with in_workspace(city.ref("xianning")):
        assert Reply.objects.count() == earlier + 1
    assert ones["reply"] == twos["reply"]
    for row in (ones, twos):
        assert (row["ticket"].state, row["ticket"].reply) == ("following_up", ANSWER)
        assert (row["ticket"].reply_public, row["reply"].public_text) == (PUBLIC, PUBLIC)
        assert [proof.detail for proof in row["proofs"]] == ["本人接听"]
    assert first.case().state == second.case().state == "following_up"
    for round_ in two_parts:
        round_.follow_up()
        round_.archive()
    assert verify_custody().breaches == []


def test_a_part_that_is_not_ready_stops_all(two_parts, reply, split_from, refused, city):
    first, _ = two_parts
    third = Round(city).to_county()
    split_from(third, first)

    with refused("COVERS_NOT_READY", "coversTicketIds"):
        reply(first, covers_ticket_ids=[third.ticket(first.dispatcher).id])


def test_somebody_elses_request_is_not_covered(two_parts, reply, reported, refused):
    first, _ = two_parts
    stranger = reported()

    with refused("COVERS_NOT_FAMILY", "coversTicketIds"):
        reply(first, covers_ticket_ids=[stranger.ticket(first.dispatcher).id])


@pytest.fixture
def merged(city, reported, merge):
    """One who asks, one who asked the same from another number, one without, the same again."""
    parent = reported()
    asked = [
        replace(REQUEST, caller_name="李四", caller_phone="13900000002"),
        replace(REQUEST, caller_name="王五", caller_phone=""),
        REQUEST,
    ]
    children = []
    for request in asked:
        child = Round(city)
        child.register(request=request)
        child.accept()
        merge(child, parent)
        children.append(child)
    return parent, children


def test_everybody_who_asked_the_same_is_told_and_followed_up(
    merged, reply, kept, gateway, send, city
):
    parent, (other, silent, same) = merged
    reply(parent, ANSWER)

    for round_ in (parent, other, silent, same):
        assert round_.case().state == "following_up"
        assert kept(round_)["reply"] == kept(parent)["reply"]
    assert kept(same)["ticket"].reply_delivered_at is not None
    assert [each.method for each in kept(same)["proofs"]] == [Method.PHONE]
    # Whoever has another number is told by a message, and only then has the reply.
    (message,) = kept(other)["messages"]
    assert kept(other)["ticket"].reply_delivered_at is None
    gateway.answer = lambda: Receipt(provider_id="r-7", delivered_at=message.created_at)
    send()
    assert [phone for phone, text, _ in gateway.sent if ANSWER in text] == ["13900000002"]
    with in_public():
        assert prove_delivered_replies() == 1
        assert prove_delivered_replies() == 0
    assert [(each.method, each.detail) for each in kept(other)["proofs"]] == [
        (Method.SMS, "短信回执 r-7")
    ]
    # Who left no number has to be told by hand.
    assert kept(silent)["ticket"].reply_delivered_at is None
    city.do(
        parent.dispatcher,
        deliver_reply,
        ticket_id=kept(silent)["ticket"].id,
        method=Method.IN_PERSON,
        proof="来访时当面告知",
    )
    for round_ in (other, silent, same, parent):  # the parent waits for what it took in
        round_.follow_up()
        round_.archive()
    assert verify_custody().breaches == []
