"""签发: what a document says, how it is frozen, and that nobody stands on it."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from documents.canonical import is_intact
from documents.kinds import FORMS, DocumentKind, Layout
from documents.models import Document, DocumentRecipient
from documents.services.issuing import issue_document
from kernel.clock import LOCAL
from kernel.ids import uuid7
from tenancy.context import in_workspace
from tests.harness.databases import admin_cursor
from tests.harness.papers import REPORT, addressed_to, copy_to, errand_in, issue

AT = datetime(2026, 3, 2, 9, 5, tzinfo=LOCAL)
FILLED = {
    "case_number": "4212-2026-000123",
    "lead": "赤壁市",
    "assists": ["市水利局", "市住建局"],
    "caller": "已登记，联系方式按规定在平台调取",
    "accepted": "2026年3月2日8时30分，电话",
    "category": "供水",
    "matter": "城东片区停水，联系人电话 13800000001",
    "requirement": "尽快恢复",
    "limit": "5个工作日，2026年3月9日17时30分前",
    "given_by": "周文静",
    "attachments": ["现场照片.jpg"],
}
TEXT = """咸宁市政府公共服务热线
咸热线交〔2026〕{serial}号

政府公共服务热线交办通知书

赤壁市：

工单编号：4212-2026-000123
主办单位：赤壁市
协办单位：市水利局、市住建局
诉求人及联系方式：已登记，联系方式按规定在平台调取
受理时间及渠道：2026年3月2日8时30分，电话
诉求类别：供水
事由：城东片区停水，联系人电话 [电话]
办理要求：尽快恢复
办理时限：5个工作日，2026年3月9日17时30分前
交办人：周文静

请在时限内办结并通过热线平台反馈办理结果；不属于本单位职责的，请在退单时限内说明依据。

附件1：现场照片.jpg

签发人：{name}
咸宁市政府公共服务热线
2026年3月2日

抄送：市水利和湖泊局"""


@pytest.fixture
def notice(city):
    """Issue a 交办通知书 of the city to 赤壁."""

    def issuing(**more):
        told = {
            "kind": DocumentKind.DELEGATION_NOTICE,
            "fields": FILLED,
            "recipients": [
                addressed_to(city, "421281"),
                addressed_to(city, "421200-D30", is_copy=True),
            ],
            "at": AT,
            **more,
        }
        return issue(city, uuid7(), **told)

    return issuing


def test_what_a_delegation_notice_says(city, notice):
    document = notice()

    with in_workspace(city.ref("xianning")):
        found = Document.objects.get(pk=document.pk)
        assert found.number == f"咸热线交〔2026〕{found.serial}号"
        assert found.text == TEXT.format(serial=found.serial, name=found.issued_by_name)
        assert found.issued_by_name == city.actor("city.dispatcher").name
        assert (found.unit_name, found.issued_at, found.year) == ("咸宁市", AT, 2026)
        assert found.fields["matter"] == "城东片区停水，联系人电话 [电话]"
        assert is_intact(found)
        recipients = found.recipients.order_by("position")
        assert [(each.name, each.is_copy) for each in recipients] == [
            ("赤壁市", False),
            ("市水利和湖泊局", True),
        ]


def test_the_workspaces_own_role_can_issue_too(city):
    actor = city.actor("chibi.dispatcher")
    chibi, unit = city.ref("chibi"), city.unit("421281")
    with in_workspace(chibi), transaction.atomic():
        document = issue_document(
            kind=DocumentKind.SPECIAL_REPORT,
            ticket_id=None,
            unit_id=unit.id,
            fields=REPORT,
            actor=actor,
            at=AT,
        )
    assert document.number == f"赤壁热线专报〔2026〕{document.serial}号"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET text = 'x'",
        "DELETE FROM documents_document",
        "UPDATE documents_documentrecipient SET name = 'x'",
        "DELETE FROM documents_documentreceipt",
        "UPDATE documents_documentdelivery SET how = 'x'",
        "UPDATE documents_documentinstruction SET at = now()",
        "UPDATE documents_office SET code = 'x'",
        "DELETE FROM documents_numberseries",
    ],
)
def test_what_was_issued_can_only_be_added_to(city, notice, statement):
    notice()

    def attempt():
        with pytest.raises(DatabaseError) as refusal, connection.cursor() as cursor:
            cursor.execute(statement)
        assert refusal.value.__cause__.pgcode == "42501"

    with in_workspace(city.ref("xianning")):
        attempt()
    with pytest.raises(DatabaseError), errand_in(city, "xianning"):
        attempt()
        raise DatabaseError


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "'另一份'"),
        ("fields", "'{}'"),
        ("issued_by_name", "'别人'"),
        ("issued_at", "now()"),
        ("number", "'咸热线交〔2026〕9999号'"),
    ],
)
def test_a_changed_document_shows(city, notice, worker_database, column, value):
    document = notice()
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            f"UPDATE xianning.documents_document SET {column} = {value} WHERE id = %s",
            [str(document.pk)],
        )
    with in_workspace(city.ref("xianning")):
        assert not is_intact(Document.objects.get(pk=document.pk))


def test_a_changed_recipient_shows(city, notice, worker_database):
    document = notice()
    with admin_cursor(worker_database) as cursor:
        cursor.execute(
            "UPDATE xianning.documents_documentrecipient SET name = '别处'"
            " WHERE document_id = %s AND position = 2",
            [str(document.pk)],
        )
    with in_workspace(city.ref("xianning")):
        assert not is_intact(Document.objects.get(pk=document.pk))


def test_a_copy_elsewhere_says_the_same(city, notice):
    ticket = uuid7()
    document = notice()
    copy_to(city, document, "chibi", ticket)

    with in_workspace(city.ref("chibi")):
        copy = Document.objects.get(ticket_id=ticket)
        assert (copy.number, copy.text, copy.digest) == (
            document.number,
            document.text,
            document.digest,
        )
        assert copy.original_id == document.pk != copy.pk
        assert is_intact(copy)


@pytest.mark.parametrize(
    "fields",
    [
        {**FILLED, "phone": "13800000001"},
        {name: value for name, value in FILLED.items() if name != "matter"},
        {**FILLED, "matter": ""},
        {**FILLED, "matter": ["停水"]},
        {**FILLED, "assists": "市水利局"},
    ],
    ids=["unknown", "missing", "empty", "list for a text", "text for a list"],
)
def test_wrong_fields_issue_nothing(notice, unchanged, fields):
    with unchanged(), pytest.raises(ValueError, match=r"form|must be|is a"):
        notice(fields=fields)


def test_not_without_a_transaction(city):
    actor, unit = city.actor("city.dispatcher"), city.unit("421200")
    with in_workspace(city.ref("xianning")), pytest.raises(RuntimeError):
        issue_document(
            kind=DocumentKind.DELEGATION_NOTICE,
            ticket_id=None,
            unit_id=unit.id,
            fields=FILLED,
            actor=actor,
        )


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_kind_can_be_issued(city, kind):
    form = FORMS[kind]
    filled = {blank.name: ["甲", "乙"] if blank.many else "甲" for blank in form.blanks}
    document = issue(city, None, "xianan", kind=kind, fields=filled, at=AT)
    assert document.number == f"咸安热线{form.series}〔2026〕{document.serial}号"
    for blank in form.blanks:
        if blank.name != "attachments":
            assert f"{blank.label}：甲" in document.text
    assert "附件2：乙" in document.text


def test_forms_are_told_apart():
    series = [form.series for form in FORMS.values()]

    assert len(set(series)) == len(series)
    assert set(FORMS) == set(DocumentKind)
    red = {kind for kind, form in FORMS.items() if form.layout is Layout.RED_HEAD}
    assert red == {DocumentKind.SPECIAL_REPORT}
    for form in FORMS.values():
        names = [blank.name for blank in form.blanks]
        assert len(set(names)) == len(names)
        assert not {"caller_name", "caller_phone", "phone", "name"} & set(names)


def test_another_workspace_sees_none(city, notice):
    document = notice()
    with in_workspace(city.ref("jiayu")):
        assert not Document.objects.filter(pk=document.pk).exists()
        assert not DocumentRecipient.objects.exists()
