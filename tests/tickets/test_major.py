"""重特大 and the notice: documents that go with a giving, in its own transaction."""

import re
from dataclasses import replace

import pytest

from documents.canonical import is_intact
from documents.kinds import DocumentKind
from documents.models import Document
from duties.services.expressing import express_ticket
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.rounds import REQUEST
from tickets.major import SpecialReport
from tickets.models import Assignment, Urgency
from tickets.services.noticing import issue_delegation_notice
from trail.models import TrailEntry
from yihao.verification.verifying import verify_custody

REPORT = SpecialReport(
    summary="水厂爆管，全城停水",
    situation="约五千户停水，联系人电话 13800000001。",
    measures="已组织抢修，建议启动应急供水。",
    addressees=("市政府办公室", "市应急管理局"),
)
MAJOR = replace(REQUEST, urgency=Urgency.MAJOR)


@pytest.fixture
def major(round_):
    round_.register(request=MAJOR)
    round_.accept()
    return round_


def _documents(city, slug, round_):
    with in_workspace(city.ref(slug)):
        ticket = round_.ticket(round_.dispatcher if slug == "xianning" else round_.county)
        found = list(Document.objects.filter(ticket_id=ticket.id).order_by("id"))
        assert all(is_intact(each) for each in found)
    return {DocumentKind(each.kind): each for each in found}


def _delegate(round_, actor=None, **more):
    ticket = round_.ticket(round_.dispatcher)
    from tickets.services.giving import delegate_ticket

    return round_.city.do(
        actor or round_.dispatcher,
        delegate_ticket,
        ticket_id=ticket.id,
        to_unit_id=round_.county_unit.id,
        **more,
    )


def _express(round_, **more):
    ticket = round_.ticket(round_.dispatcher)
    return round_.city.do(
        round_.dispatcher,
        express_ticket,
        ticket_id=ticket.id,
        to_unit_id=round_.county_unit.id,
        requirement="立即处置",
        **more,
    )


@pytest.mark.parametrize("give", [_delegate, _express])
def test_without_a_report_it_does_not_leave(major, refused, give):
    with refused("SPECIAL_REPORT_REQUIRED", "specialReport"):
        give(major)


@pytest.mark.parametrize("give", [_delegate, _express])
def test_dispatch_and_report_are_one_step(city, major, look, give):
    give(major, special_report=REPORT)

    assert look.holder()[:2] == ("received", "county")
    report = _documents(city, "xianning", major)[DocumentKind.SPECIAL_REPORT]
    assert re.fullmatch(r"咸热线专报〔\d{4}〕\d+号", report.number)
    assert report.sheet["addressees"] == ["市政府办公室", "市应急管理局"]
    assert report.fields["summary"] == "水厂爆管，全城停水"
    assert report.fields["handled_by"] == "赤壁市"
    assert "13800000001" not in report.text
    assert DocumentKind.SPECIAL_REPORT not in _documents(city, "chibi", major)
    assert verify_custody().breaches == []


def test_a_second_dispatch_needs_no_second_report(city, major):
    _delegate(major, special_report=REPORT)
    major.hand_back(major.county)
    major.adjudicate(major.dispatcher, upheld=True)

    _delegate(major)

    documents = _documents(city, "xianning", major)
    assert set(documents) == {DocumentKind.SPECIAL_REPORT, DocumentKind.DELEGATION_NOTICE}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"summary": " "}, "specialReport.summary"),
        ({"situation": ""}, "specialReport.situation"),
        ({"measures": ""}, "specialReport.measures"),
    ],
)
def test_an_empty_report_is_none(major, refused, change, field):
    with refused("EMPTY", field):
        _delegate(major, special_report=replace(REPORT, **change))


def test_a_report_goes_to_somebody(major, refused):
    with refused("SPECIAL_REPORT_REQUIRED", "specialReport.addressees"):
        _delegate(major, special_report=replace(REPORT, addressees=()))


def test_a_unit_of_the_platform_is_addressed(city, major):
    water = city.unit("421200-D30")
    _delegate(
        major,
        special_report=replace(REPORT, addressees=(), addressee_unit_ids=(water.id,)),
    )
    report = _documents(city, "xianning", major)[DocumentKind.SPECIAL_REPORT]
    with in_workspace(city.ref("xianning")):
        assert [each.unit_id for each in report.recipients.all()] == [water.id]


def test_a_managers_reason_lets_it_go(city, major, look):
    manager = city.actor("city.manager")
    _delegate(major, manager, without_report_reason="已由应急局统一上报", requirement="尽快")

    assert DocumentKind.SPECIAL_REPORT not in _documents(city, "xianning", major)
    assert look.events("xianning")[-1] == (
        "delegate",
        "city",
        "county",
        "尽快\n未签发专报：已由应急局统一上报",
    )
    assert look.events("chibi") == [("receive", "city", "county", "尽快")]
    with in_workspace(city.ref("xianning")):
        (entry,) = TrailEntry.objects.filter(
            verb="ticket.without_report", object_id=major.ticket(major.dispatcher).id
        )
    assert (entry.actor_id, entry.reason) == (manager.user_id, "已由应急局统一上报")


def test_a_dispatchers_reason_does_not(major, unchanged):
    with unchanged(), pytest.raises(PermissionDenied):
        _delegate(major, without_report_reason="不需要")


def test_below_the_centre_no_report_is_written(city, major, refused):
    _delegate(major, special_report=REPORT)
    major.sign(major.county)
    with refused("SPECIAL_REPORT_NOT_HERE", "specialReport"):
        major.delegate(major.county, major.township_unit, special_report=REPORT)
    major.delegate(major.county, major.township_unit)


# -- 交办通知书 ----------------------------------------------------------------------------------


def test_a_giving_to_a_county_has_its_notice_on_both_sides(city, round_):
    round_.register()
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit, requirement="三日内反馈")

    ((kind, notice),) = _documents(city, "xianning", round_).items()
    ((_, copy),) = _documents(city, "chibi", round_).items()

    assert kind is DocumentKind.DELEGATION_NOTICE
    assert (copy.number, copy.text, copy.digest) == (notice.number, notice.text, notice.digest)
    assert copy.original_id == notice.pk
    fields = notice.fields
    assert fields["case_number"] == round_.number
    assert fields["lead"] == "赤壁市"
    assert fields["matter"].startswith("路灯不亮：")
    assert fields["requirement"] == "三日内反馈"
    assert fields["given_by"] == round_.dispatcher.name
    assert fields["caller"] == "已登记，由主办单位在平台工单中按规定查看"
    assert re.fullmatch(r"\d+个工作日，\d{4}年\d+月\d+日\d+时\d\d分前", fields["limit"])
    for text in ("张三", "13800000001"):
        assert text not in notice.text


def test_an_anonymous_request_says_so(city, round_):
    round_.register(request=replace(REQUEST, caller_name="", caller_phone=""))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)

    (notice,) = _documents(city, "xianning", round_).values()
    assert notice.fields["caller"] == "未留联系方式"


def _inner(city, round_):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    with in_workspace(city.ref("chibi")):
        return Assignment.objects.get(ticket__number=round_.number).id


def test_inside_a_workspace_it_is_issued_on_demand_and_once(city, round_, refused):
    assignment_id = _inner(city, round_)
    assert set(_documents(city, "chibi", round_)) == {DocumentKind.DELEGATION_NOTICE}

    city.do(round_.county, issue_delegation_notice, assignment_id=assignment_id)

    with in_workspace(city.ref("chibi")):
        issued = Document.objects.get(assignment_id=assignment_id)
    assert issued.number.startswith("赤壁热线交〔")
    assert issued.fields["lead"] == round_.township_unit.name
    with refused("NOTICE_ISSUED"):
        city.do(round_.county, issue_delegation_notice, assignment_id=assignment_id)


def test_not_for_a_giving_that_is_over(city, round_, refused):
    assignment_id = _inner(city, round_)
    round_.hand_back(round_.township)

    with refused("WRONG_STATE"):
        city.do(round_.county, issue_delegation_notice, assignment_id=assignment_id)


def test_the_receiver_does_not_issue_it(city, round_, unchanged):
    assignment_id = _inner(city, round_)
    for actor in (round_.township, city.actor("xianan.dispatcher")):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(actor, issue_delegation_notice, assignment_id=assignment_id)
