"""办结体检 over GraphQL: before the report, with it, and for the giver."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel.clock import now
from tests.attachments.files import PDF

FINDINGS = "findings { code severity where quote start end advice attachmentId number }"
CHECK = f"""query ($id: ID!, $report: String!, $reply: String!, $files: [ID!]) {{
  checkReport(assignmentId: $id, report: $report, replyDraft: $reply, attachmentIds: $files) {{
    blocked skeleton {FINDINGS} }} }}"""
REPORT = """mutation ($id: ID!, $report: String!, $reply: String!, $files: [ID!], $at: DateTime) {
  reportAssignment(assignmentId: $id, report: $report, replyDraft: $reply,
                   attachmentIds: $files, contactedAt: $at) {
    ticket { number } errors { field code message } } }"""
GIVEN = f"""query ($id: ID!) {{ ticket(ticketId: $id) {{ assignments {{
  contactedAt {FINDINGS} attachments {{ name path }} }} }} }}"""
SAID = {
    "report": "11月3日更换整流器3只，试亮正常。",
    "reply": "您好！村口三盏路灯已于11月3日修复。",
}


@pytest.fixture
def handling(round_):
    round_.to_county().sign(round_.county)
    return round_


def _upload(who):
    answer = who.browser.client.post(
        f"/w/{who.slug}/attachments",
        {"file": SimpleUploadedFile("派工单.pdf", PDF), "purpose": "EVIDENCE"},
        headers={"X-CSRFToken": who.browser.client.cookies["csrftoken"].value},
    )
    return answer.json()["attachment"]["id"]


def test_what_a_reviewer_would_say_is_told_before(handling, walkers):
    answer = walkers["county"].ask(CHECK, id=handling.giving(handling.county), **SAID)

    checkup = answer["data"]["checkReport"]
    assert checkup["blocked"] is False
    assert [each["code"] for each in checkup["findings"]] == ["NOT_CONTACTED", "NO_EVIDENCE"]
    assert {each["severity"] for each in checkup["findings"]} == {"WARN"}
    assert checkup["skeleton"].startswith("您好！")


def test_personal_data_blocks_and_says_where(handling, walkers):
    reply = "您好！路灯已修好。有事请打138 0000 0002。"

    answer = walkers["county"].ask(
        CHECK, id=handling.giving(handling.county), report=SAID["report"], reply=reply
    )

    checkup = answer["data"]["checkReport"]
    first = checkup["findings"][0]
    assert (checkup["blocked"], first["code"], first["severity"]) == (True, "PERSONAL_DATA", "STOP")
    assert (first["where"], first["quote"]) == ("REPLY_DRAFT", "有事请打[电话]。")
    assert reply[first["start"] : first["end"]] == "138 0000 0002"


def test_a_reply_with_personal_data_is_refused(handling, walkers, unchanged):
    giving = handling.giving(handling.county)
    with unchanged():
        answer = walkers["county"].ask(
            REPORT, id=giving, report=SAID["report"], reply="请打13800000002。"
        )

    payload = answer["data"]["reportAssignment"]
    (error,) = payload["errors"]
    assert (payload["ticket"], error["field"]) == (None, "replyDraft")
    assert error["code"] == "PERSONAL_DATA_IN_REPLY"
    assert "请打[电话]。" in error["message"]
    assert "13800000002" not in error["message"]


def test_the_giver_reads_findings_evidence_and_contact(handling, walkers):
    county, city = walkers["county"], walkers["city"]
    at, paper = now().isoformat(), _upload(county)

    answer = county.ask(REPORT, id=handling.giving(handling.county), files=[paper], at=at, **SAID)
    assert answer["data"]["reportAssignment"]["errors"] == []

    seen = city.ask(GIVEN, id=handling.ticket(handling.dispatcher).id)
    (given,) = seen["data"]["ticket"]["assignments"]
    assert given["findings"] == []
    assert given["contactedAt"] is not None
    (file,) = given["attachments"]
    assert file["name"] == "派工单.pdf"
    download = city.browser.client.get(file["path"])
    assert b"".join(download.streaming_content) == PDF


def test_the_giver_reads_what_was_missing(handling, walkers):
    walkers["county"].ask(REPORT, id=handling.giving(handling.county), report="已办", reply="已办")

    for who, actor in (("city", handling.dispatcher), ("county", handling.county)):
        seen = walkers[who].ask(GIVEN, id=handling.ticket(actor).id)
        (given,) = seen["data"]["ticket"]["assignments"]
        assert {"NO_DATE", "NO_EVIDENCE", "NOT_CONTACTED"} <= {
            each["code"] for each in given["findings"]
        }


@pytest.mark.parametrize("who", ["city", "township", "village"])
def test_others_are_told_that_there_is_no_such_giving(handling, walkers, who):
    giving = handling.giving(handling.county)

    answers = [walkers[who].ask(CHECK, id=each, **SAID) for each in (giving, "nonsense")]

    assert answers[0] == answers[1]
    assert answers[0]["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_findings_of_many_givings_take_one_query(handling, walkers, city):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    walkers["county"].ask(REPORT, id=handling.giving(handling.county), **SAID)
    nodes = "nodes { assignments { findings { code } attachments { id } } }"
    query = f"{{ tickets(first: 5) {{ {nodes} }} }}"
    with CaptureQueriesContext(connection) as seen:
        answer = walkers["city"].ask(query)

    assert answer["data"]["tickets"]["nodes"]
    sent = [each["sql"] for each in seen.captured_queries]
    assert sum("checkups_reportcheck" in sql for sql in sent) == 1
    assert sum('FROM "attachments_attachment"' in sql for sql in sent) == 1
