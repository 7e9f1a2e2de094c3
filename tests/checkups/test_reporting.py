"""反馈 with its check-up: findings are kept on both sides, evidence goes up, warnings let pass."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from attachments.models import Attachment
from attachments.selectors import attachments_of
from attachments.services.uploading import upload_attachment
from checkups.findings import FindingCode, Severity
from checkups.models import ReportCheck
from checkups.selectors import findings_of
from kernel.clock import LOCAL, now
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.attachments.files import PDF, picture
from tests.harness.rounds import REQUEST
from tickets.attachments import attachment_for
from tickets.checking import check_report
from tickets.models import Assignment, Ticket
from tickets.services.contacting import ContactMethod, record_contact
from tickets.services.reporting import report_assignment
from yihao.verification.verifying import verify_custody

CODE = FindingCode
WHOLE = {
    "report": "11月3日电工更换整流器3只，三盏路灯试亮正常，已电话告知诉求人。",
    "reply_draft": "您好！村口三盏路灯已于11月3日修复。",
}
LONG = (
    "您好！您反映的村口路灯不亮问题收悉。经现场查看，系整流器老化所致，我单位已安排电工更换整流器三只，"
    "目前路灯已恢复照明，今后将加强日常巡查。感谢您的监督。"
)


@pytest.fixture
def handling(round_):
    """The county works on it; it came from the city."""
    round_.to_county().sign(round_.county)
    return round_


def _upload(city, actor, content=PDF, purpose="evidence", name="单据.pdf"):
    file = io.BytesIO(content)
    return city.do(actor, upload_attachment, file=file, name=name, purpose=purpose)


def _report(round_, actor, **more):
    told = {**WHOLE, **more}
    giving = round_.giving(actor)
    round_.city.do(actor, report_assignment, assignment_id=giving, **told)
    return giving


def _check(round_, actor, **more):
    told = {**WHOLE, **more}
    giving = round_.giving(actor)
    return round_.city.do(actor, check_report, assignment_id=giving, **told)


def _codes(findings):
    return {each.code for each in findings}


def _kept(actor, giving):
    with in_workspace(actor.workspace):
        return findings_of([giving]).get(giving)


def _files(round_, actor):
    ticket = round_.ticket(actor)
    with in_workspace(actor.workspace):
        return attachments_of([ticket.id])[ticket.id]


def test_findings_are_kept_and_the_giver_sees_the_same(handling):
    giving = _report(handling, handling.county, report="已更换灯具", reply_draft="路灯已修复")

    below, above = _kept(handling.county, giving), _kept(handling.dispatcher, giving)
    assert below == above
    assert _codes(below) == {CODE.NOT_CONTACTED, CODE.NO_DATE, CODE.NO_EVIDENCE}
    assert {each.severity for each in below} == {Severity.WARN}
    assert verify_custody().breaches == []


def test_a_whole_report_has_none(handling, city):
    paper = _upload(city, handling.county)

    giving = _report(handling, handling.county, attachment_ids=[paper.id])

    assert _kept(handling.county, giving) == _kept(handling.dispatcher, giving) == []


def test_within_a_workspace_it_is_kept_once(round_):
    round_.to_village().sign(round_.village)

    giving = _report(round_, round_.village)

    with in_workspace(round_.village.workspace):
        assert ReportCheck.objects.filter(assignment_id=giving).count() == 1
    with in_workspace(round_.dispatcher.workspace):
        assert ReportCheck.objects.filter(number=round_.number).count() == 0


def test_what_was_reported_before_a_rework_stays_word_for_word(handling):
    giving = _report(handling, handling.county, report="已更换灯具", reply_draft="路灯已修复")
    handling.review(handling.dispatcher, accepted=False)
    _report(handling, handling.county)

    with in_workspace(handling.dispatcher.workspace):
        rows = list(ReportCheck.objects.filter(assignment_id=giving).order_by("id"))
        assert [(row.report, row.reply_draft) for row in rows] == [
            ("已更换灯具", "路灯已修复"),
            (WHOLE["report"], WHOLE["reply_draft"]),
        ]
        assert Assignment.objects.get(pk=giving).report == WHOLE["report"]
        assert _codes(findings_of([giving])[giving]) == {CODE.NO_EVIDENCE}


@pytest.mark.parametrize(
    ("reply", "left"),
    [
        ("您好！路灯已修好。有事请打 １３８ ００００ ０００２。", "有事请打 [电话]。"),
        ("您好！车主鄂L12345已挪车。路灯已修好。", "车主[车牌]已挪车。"),
        ("您好！经与邻居周志国先生协商，路灯已修好。", "经与邻居[姓名]先生协商，路灯已修好。"),
    ],
)
def test_personal_data_refuses_names_the_sentence_and_changes_nothing(
    handling, city, unchanged, reply, left
):
    from kernel.errors import DomainError

    paper = _upload(city, handling.county)
    giving = handling.giving(handling.county)
    with unchanged(), pytest.raises(DomainError) as refusal:
        city.do(
            handling.county,
            report_assignment,
            assignment_id=giving,
            report=WHOLE["report"],
            reply_draft=reply,
            attachment_ids=[paper.id],
        )

    assert (refusal.value.code, refusal.value.field) == ("PERSONAL_DATA_IN_REPLY", "replyDraft")
    assert f"“{left}”" in refusal.value.message


def test_the_citizens_name_is_known_where_the_request_was_accepted(round_, refused):
    round_.register(round_.county)
    round_.accept(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)

    with refused("PERSONAL_DATA_IN_REPLY", "replyDraft"):
        _report(round_, round_.township, reply_draft="张 三您好！路灯已修好。")
    # The report is for colleagues.
    _report(round_, round_.township, report="11月3日与张三一同查看，更换灯具，见照片。")


def test_of_a_secret_ticket_nobody_finds_the_name_by_trying(round_, worker_database):
    from tests.harness.databases import admin_cursor

    round_.register(round_.county)
    round_.accept(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    assert _check(round_, round_.township, reply_draft="已告知张三。").blocked
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE chibi.tickets_ticket SET secret = true WHERE number = %s", [round_.number]
        )

    tried = [
        _check(round_, round_.township, reply_draft=f"已告知{name}。") for name in ("张三", "李四")
    ]

    assert [(each.blocked, _codes(each.findings)) for each in tried] == [
        (False, {CODE.NO_EVIDENCE}),
        (False, {CODE.NO_EVIDENCE}),
    ]


def test_reports_may_name_anybody(handling):
    giving = _report(
        handling,
        handling.county,
        report="11月3日到张三家3栋2单元501室查看，电话13800000001，见照片。",
    )

    assert CODE.PERSONAL_DATA not in _codes(_kept(handling.county, giving))


# -- contact ------------------------------------------------------------------------------------


def test_a_recorded_contact_counts(handling, look, city):
    at = now() - timedelta(seconds=0)
    before = look.clocks("chibi"), look.clocks("xianning"), look.holder()[:3]
    giving = handling.giving(handling.county)

    city.do(
        handling.county,
        record_contact,
        assignment_id=giving,
        method=ContactMethod.PHONE,
        at=at,
        note="约好三点到现场",
    )

    assert look.events("chibi")[-1] == ("record_contact", "county", None, "电话：约好三点到现场")
    assert look.events("xianning")[-1][0] == "record_contact"
    assert (look.clocks("chibi"), look.clocks("xianning"), look.holder()[:3]) == before
    copy = handling.ticket(handling.county)
    assert copy.contacted_at == at
    with in_workspace(handling.dispatcher.workspace):
        assert Assignment.objects.get(pk=giving).contacted_at == at
    found = _check(handling, handling.county, report="11月3日更换灯具，见照片。").findings
    assert CODE.NOT_CONTACTED not in _codes(found)
    assert verify_custody().breaches == []


def test_the_first_contact_counts_and_later_ones_are_on_record(handling, city):
    giving = handling.giving(handling.county)
    later, first = now(), handling.ticket(handling.county).created_at
    for at in (later, first, now()):
        city.do(
            handling.county,
            record_contact,
            assignment_id=giving,
            method=ContactMethod.VISIT,
            at=at,
        )

    assert handling.ticket(handling.county).contacted_at == first


@pytest.mark.parametrize("hours", [-24 * 365, 1])
def test_a_contact_is_neither_before_the_dispatch_nor_to_come(handling, city, refused, hours):
    giving = handling.giving(handling.county)
    wrong = now() + timedelta(hours=hours)

    with refused("CONTACT_TIME_INVALID", "at"):
        city.do(
            handling.county,
            record_contact,
            assignment_id=giving,
            method=ContactMethod.SMS,
            at=wrong,
        )
    with refused("CONTACT_TIME_INVALID", "contactedAt"):
        _report(handling, handling.county, contacted_at=wrong)


def test_a_contact_can_be_told_with_the_report(handling):
    at = now()
    giving = _report(handling, handling.county, report="11月3日换灯，见照片", contacted_at=at)

    assert _kept(handling.county, giving) == []
    assert handling.ticket(handling.county).contacted_at == at


def test_what_staff_found_themselves_needs_no_contact(round_):
    from tickets.models import Channel

    found = replace(REQUEST, channel=Channel.SELF_FOUND, caller_name="", caller_phone="")
    round_.register(round_.village, found)
    round_.accept(round_.village)
    round_.escalate(round_.village)
    round_.sign(round_.township)

    findings = _check(round_, round_.township, report="11月3日更换灯具，见照片。").findings

    assert _codes(findings) == set()


# -- evidence -----------------------------------------------------------------------------------


def test_evidence_goes_up_across_the_workspaces(handling, city, media):
    paper, photo = (
        _upload(city, handling.county),
        _upload(city, handling.county, picture(colour=(5, 91, 62), size=(43, 32))),
    )

    giving = _report(handling, handling.county, attachment_ids=[paper.id, photo.id])

    below, above = _files(handling, handling.county), _files(handling, handling.dispatcher)
    assert [each.id for each in below] == [paper.id, photo.id]
    assert [each.stored_name for each in above] == [each.stored_name for each in below]
    assert {each.assignment_id for each in [*below, *above]} == {giving}
    with city.at(handling.dispatcher):
        assert attachment_for(handling.dispatcher, above[0].id)
    assert verify_custody().breaches == []


def test_what_the_village_showed_goes_all_the_way_up_by_itself(round_, city):
    round_.to_village().sign(round_.village)
    photo = _upload(
        city, round_.village, picture(colour=(4, 90, 61), size=(43, 31)), "photo", "修好了.jpg"
    )
    other = _upload(city, round_.village, PDF, "other")
    _report(round_, round_.village, attachment_ids=[photo.id, other.id])
    round_.review(round_.township)
    township = _report(round_, round_.township)
    round_.review(round_.county)

    county = _report(round_, round_.county)

    (above,) = _files(round_, round_.dispatcher)
    assert (above.name, above.sha256) == ("修好了.jpg", photo.sha256)
    assert above.assignment_id == county
    assert _kept(round_.county, township) == _kept(round_.dispatcher, county) == []


def test_nothing_goes_up_if_nothing_is_named(round_, city):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    paper = _upload(city, round_.township)
    _report(round_, round_.township, attachment_ids=[paper.id])
    round_.review(round_.county)

    _report(round_, round_.county, attachment_ids=[])

    assert _files(round_, round_.dispatcher) == []


def test_a_second_report_shows_the_same_file_once(handling, city):
    paper = _upload(city, handling.county)
    _report(handling, handling.county, attachment_ids=[paper.id])
    handling.review(handling.dispatcher, accepted=False)

    _report(handling, handling.county, attachment_ids=[paper.id])

    assert len(_files(handling, handling.dispatcher)) == 1
    assert len(_files(handling, handling.county)) == 1


@pytest.mark.parametrize("whose", ["a colleague's", "nobody's"])
def test_a_file_of_somebody_else_undoes_the_report(handling, city, refused, whose):
    wrong = _upload(city, handling.township).id if whose == "a colleague's" else uuid7()
    own = _upload(city, handling.county).id

    with refused("ATTACHMENT_UNKNOWN", "attachmentIds"):
        _report(handling, handling.county, attachment_ids=[own, wrong])

    with city.at(handling.county):
        assert Attachment.objects.get(pk=own).ticket_id is None


def test_a_photo_older_than_the_dispatch_is_named(handling, city):
    old = now().astimezone(LOCAL) - timedelta(days=90)
    photo = _upload(city, handling.county, picture(taken=f"{old:%Y:%m:%d %H:%M:%S}"), "photo")

    (finding,) = _check(handling, handling.county, attachment_ids=[photo.id]).findings

    assert (finding.code, finding.attachment_id) == (CODE.PHOTO_BEFORE_DISPATCH, photo.id)
    assert f"{old:%Y-%m-%d %H:%M}" in finding.advice


def test_a_photo_used_on_another_ticket_is_named_with_its_number(handling, city, round_):
    content = picture(colour=(9, 8, 7), size=(41, 31))
    first = _upload(city, handling.county, content, "photo")
    _report(handling, handling.county, attachment_ids=[first.id])
    number = handling.number
    handling.to_county().sign(handling.county)
    again = _upload(city, handling.county, content, "photo")

    (finding,) = _check(handling, handling.county, attachment_ids=[again.id]).findings

    assert (finding.code, finding.number) == (CODE.PHOTO_USED_BEFORE, number)


def test_a_ticket_one_may_not_see_is_not_numbered_and_a_secret_one_not_told(
    handling, city, worker_database
):
    from tests.harness.databases import admin_cursor

    content = picture(colour=(9, 8, 6), size=(42, 31))
    first = _upload(city, handling.county, content, "photo")
    _report(handling, handling.county, attachment_ids=[first.id])
    number = handling.number
    handling.to_county().sign(handling.county)
    handling.delegate(handling.county, handling.township_unit)
    handling.sign(handling.township)
    again = _upload(city, handling.township, content, "photo")

    (finding,) = _check(handling, handling.township, attachment_ids=[again.id]).findings
    assert (finding.code, finding.number) == (CODE.PHOTO_USED_BEFORE, "无权查看")
    assert number not in finding.advice
    with admin_cursor(worker_database) as cursor:
        cursor.execute("UPDATE chibi.tickets_ticket SET secret = true WHERE number = %s", [number])

    assert _check(handling, handling.township, attachment_ids=[again.id]).findings == ()


def test_an_earlier_reply_of_the_unit_is_named(handling, city):
    _report(handling, handling.county, reply_draft=LONG)
    number = handling.number
    handling.to_county().sign(handling.county)

    findings = _check(
        handling, handling.county, report="11月3日换灯，见照片，已电话告知诉求人", reply_draft=LONG
    )

    (finding,) = findings.findings
    assert (finding.code, finding.number) == (CODE.COPIED_REPLY, number)


# -- before the report ----------------------------------------------------------------------------


def test_checking_changes_nothing_and_is_in_the_trail(handling, city, unchanged):
    from trail.models import TrailEntry

    with unchanged():
        checked = _check(handling, handling.county, report="", reply_draft="请打13800000002。")

    assert checked.blocked
    ticket = handling.ticket(handling.county)
    with city.at(handling.county):
        entry = TrailEntry.objects.get(verb="report.check", object_id=ticket.id)
    assert entry.actor_id == handling.county.user_id


def test_a_reply_to_begin_with(handling):
    skeleton = _check(handling, handling.county).skeleton

    assert "路灯不亮" in skeleton
    assert "赤壁市" in skeleton or "【" in skeleton
    assert "【事项】" not in skeleton


@pytest.mark.parametrize("who", ["township", "dispatcher", "stranger"])
def test_who_may_not_report_may_not_check(handling, city, unchanged, who):
    from kernel.errors import PermissionDenied

    giving = handling.giving(handling.county)
    actor = city.actor("xianan.dispatcher") if who == "stranger" else getattr(handling, who)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(actor, check_report, assignment_id=giving, **WHOLE)


def test_another_workspace_sees_no_check(handling, city):
    giving = _report(handling, handling.county)

    with in_workspace(city.ref("xianan")):
        assert not ReportCheck.objects.filter(assignment_id=giving).exists()
        assert not Ticket.objects.filter(number=handling.number).exists()
