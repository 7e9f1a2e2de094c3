"""送达: a message is a reply only once it has arrived."""

from dataclasses import replace

import pytest

from kernel.errors import PermissionDenied
from messages.gateway import GatewayRefused, Receipt
from replies.models import Method
from replies.selectors import waiting_for_delivery, waiting_for_reply
from replies.services.delivering import deliver_reply
from replies.services.sweeping import prove_delivered_replies
from tenancy.context import in_public, in_workspace
from tests.harness.rounds import REQUEST


@pytest.fixture
def by_message(reported, reply):
    round_ = reported()
    reply(round_, "路灯已修复", method=Method.SMS)
    return round_


def _desk(round_, find):
    with in_workspace(round_.dispatcher.workspace):
        return list(find(round_.dispatcher).values_list("number", flat=True))


def test_the_follow_up_waits_for_the_receipt(by_message, kept, gateway, send, refused):
    with refused("REPLY_NOT_DELIVERED"):
        by_message.follow_up()
    assert by_message.number in _desk(by_message, waiting_for_delivery)
    with in_public():
        assert prove_delivered_replies() == 0

    gateway.answer = lambda: Receipt(provider_id="r-1", delivered_at=kept(by_message)["answer"].at)
    send()
    with in_public():
        assert prove_delivered_replies() == 1

    (proof,) = kept(by_message)["proofs"]
    assert (proof.recorded_by, proof.recorded_by_name) == (None, "系统")
    assert kept(by_message)["ticket"].reply_delivered_at == proof.at
    assert by_message.number not in _desk(by_message, waiting_for_delivery)
    by_message.follow_up()


def test_what_never_arrives_is_given_by_hand(by_message, kept, gateway, send, city, refused):
    def refuse():
        raise GatewayRefused("ABSENT")

    gateway.answer = refuse
    send()
    with in_public():
        assert prove_delivered_replies() == 0
    ticket_id = kept(by_message)["ticket"].id
    told = {"ticket_id": ticket_id, "proof": "改打座机，家属转告"}
    with refused("REPLY_METHOD_NOT_ALLOWED", "method"):
        city.do(by_message.dispatcher, deliver_reply, method=Method.SMS, **told)

    city.do(by_message.dispatcher, deliver_reply, method=Method.PHONE, **told)

    assert [each.detail for each in kept(by_message)["proofs"]] == ["改打座机，家属转告"]
    with refused("ALREADY_DELIVERED"):
        city.do(by_message.dispatcher, deliver_reply, method=Method.PHONE, **told)
    by_message.follow_up()


def test_without_a_number_there_is_no_message(reported, reply, refused):
    round_ = reported(request=replace(REQUEST, caller_phone="", caller_name="张三"))

    with refused("REPLY_NO_PHONE", "method"):
        reply(round_, method=Method.SMS)


def test_a_secret_matter_is_not_answered_by_message(reported, reply, refused):
    round_ = reported(request=replace(REQUEST, secret=True))

    with refused("REPLY_METHOD_NOT_ALLOWED", "method"):
        reply(round_, method=Method.SMS)


def test_a_text_that_is_too_long_for_a_message(reported, reply, refused):
    round_ = reported()
    with refused("TOO_LONG", "text"):
        reply(round_, "长" * 801, method=Method.SMS)


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "chibi.dispatcher"])
def test_nobody_else_proves_it(by_message, city, unchanged, who):
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(
            city.actor(who),
            deliver_reply,
            ticket_id=by_message.ticket(by_message.dispatcher).id,
            method=Method.PHONE,
            proof="已告知",
        )


def test_the_desk_shows_what_waits_for_a_reply(reported, reply):
    round_ = reported()
    assert round_.number in _desk(round_, waiting_for_reply)

    reply(round_)

    assert round_.number not in _desk(round_, waiting_for_reply)
