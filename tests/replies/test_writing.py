"""统一答复: what is approved is what the citizen gets, on a way that can be proven."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from replies.models import Answer, DeliveryProof, Method, Outcome, Reply
from replies.services.drafting import approve_public_reply, draft_reply
from tenancy.context import in_workspace
from tests.harness.rounds import REQUEST
from tickets.models import Kind

SUGGESTION = replace(REQUEST, kind=Kind.SUGGESTION)


def test_by_telephone_it_is_delivered_at_once(reported, reply, kept):
    round_ = reported()

    ticket = reply(round_, " 路灯已修复。 ", proof="3月2日本人接听")

    row = kept(round_)
    assert (row["reply"].text, row["reply"].method) == ("路灯已修复。", Method.PHONE)
    assert (row["reply"].written_by, row["reply"].approved_by) == (round_.dispatcher.user_id,) * 2
    (proof,) = row["proofs"]
    assert (proof.method, proof.detail, proof.at) == (
        Method.PHONE,
        "3月2日本人接听",
        ticket.replied_at,
    )
    assert ticket.reply_delivered_at == ticket.replied_at == ticket.next_follow_up_at
    assert row["messages"] == []
    round_.follow_up()


@pytest.mark.parametrize("method", [Method.LETTER, Method.IN_PERSON, Method.SAME_CHANNEL])
def test_what_leaves_no_trace_of_itself_needs_proof(reported, reply, kept, refused, method):
    round_ = reported()
    with refused("PROOF_REQUIRED", "proof"):
        reply(round_, method=method)

    reply(round_, method=method, proof="EMS 1234567890CN")

    assert [(each.method, each.detail) for each in kept(round_)["proofs"]] == [
        (method, "EMS 1234567890CN")
    ]


def test_a_suggestion_is_not_answered_without_its_outcome(reported, reply, kept, refused):
    round_ = reported(request=SUGGESTION)
    with refused("OUTCOME_REQUIRED", "outcome"):
        reply(round_)
    with refused("OUTCOME_REASON_REQUIRED", "outcomeReason"):
        reply(round_, outcome=Outcome.NOT_ADOPTED)

    reply(round_, outcome=Outcome.NOT_ADOPTED, outcome_reason="规划未列入")

    row = kept(round_)["reply"]
    assert (row.outcome, row.outcome_reason) == (Outcome.NOT_ADOPTED, "规划未列入")


def test_only_a_suggestion_has_an_outcome(reported, reply, refused):
    round_ = reported()
    with refused("OUTCOME_NOT_ASKED", "outcome"):
        reply(round_, outcome=Outcome.ADOPTED)


@pytest.mark.parametrize(
    "text",
    [
        "张三您好，路灯已修复",
        "已回电13800000001",
        "已回电１３８ ０００００００１",
        "身份证420102199003071234已登记",
    ],
)
def test_nobody_is_recognisable_in_the_public_text(reported, reply, refused, city, text):
    round_ = reported()
    approving = {"ticket_id": round_.ticket(round_.dispatcher).id, "public_text": text}

    with refused("PUBLIC_TEXT_PERSONAL_DATA", "publicText"):
        reply(round_, public_text=text)
    with refused("PUBLIC_TEXT_PERSONAL_DATA", "publicText"):
        city.do(round_.dispatcher, approve_public_reply, **approving)


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.COMPLAINT])
def test_reports_and_complaints_are_not_published(reported, reply, refused, kind):
    round_ = reported(request=replace(REQUEST, kind=kind))

    with refused("PUBLIC_TEXT_NOT_ALLOWED", "publicText"):
        reply(round_, public_text="已处理")


def test_who_wrote_and_who_approved_are_two_people(reported, reply, kept, city):
    round_ = reported()
    writer = city.actor("city.manager")
    ticket_id = round_.ticket(round_.dispatcher).id
    city.do(writer, draft_reply, ticket_id=ticket_id, text="路灯已修复", public_text="已更换灯具")
    city.do(writer, approve_public_reply, ticket_id=ticket_id, public_text="已更换全部灯具")

    reply(round_)

    row = kept(round_)["reply"]
    assert (row.written_by, row.approved_by) == (writer.user_id, round_.dispatcher.user_id)
    assert (row.public_text, row.public_approved_by) == ("已更换全部灯具", writer.user_id)
    assert round_.ticket(round_.dispatcher).reply_public == "已更换全部灯具"


def test_a_public_text_changed_after_approval_does_not_go_out_by_itself(
    reported, reply, kept, city
):
    round_ = reported()
    ticket_id = round_.ticket(round_.dispatcher).id
    said = {"ticket_id": ticket_id, "text": "路灯已修复"}
    city.do(round_.dispatcher, approve_public_reply, ticket_id=ticket_id, public_text="已修")
    draft = city.do(round_.dispatcher, draft_reply, public_text="已修好", **said)
    assert (draft.public_text, draft.public_approved_at) == ("已修好", None)

    reply(round_)

    assert kept(round_)["reply"].public_text == ""
    assert kept(round_)["reply"].public_approved_at is None


@pytest.mark.parametrize("table", [Reply, Answer, DeliveryProof])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_all_of_it_is_evidence(city, table, verb):
    with (
        in_workspace(city.ref("xianning")),
        pytest.raises(DatabaseError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table._meta.db_table))


def test_another_workspace_sees_none_of_it(reported, reply, city):
    reply(reported())

    with in_workspace(city.ref("xianan")):
        assert not any(table.objects.exists() for table in (Reply, Answer, DeliveryProof))
