"""The page to print: everything escaped, a red head only where it belongs."""

from dataclasses import replace

from documents.kinds import Layout
from documents.printing import printed
from documents.sheet import Sheet

SHEET = Sheet(
    layout=Layout.NOTICE,
    head="咸宁市政府公共服务热线",
    number="咸热线交〔2026〕12号",
    title="政府公共服务热线交办通知书",
    addressees=["赤壁市"],
    lines=[("事由", "停水<script>alert(1)</script>")],
    closing=["请办理。"],
    attachments=["照片.jpg"],
    signature="咸宁市政府公共服务热线",
    issued_by="周文静",
    date="2026年3月2日",
    copies=["市水利局"],
    contact="联系电话：0715-8888888",
    has_receipt_slip=True,
)


def test_a_notice():
    page = printed(SHEET)

    assert "停水&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "咸热线交〔2026〕12号" in page
    assert "赤壁市：" in page
    assert "附件1：照片.jpg" in page
    assert "抄送：市水利局" in page
    assert "签收回执" in page
    assert '<hr class="rule">' not in page
    assert "文件</p>" not in page
    assert "size: A4" in page


def test_a_red_head():
    page = printed(replace(SHEET, layout=Layout.RED_HEAD, has_receipt_slip=False, copies=[]))

    assert "咸宁市政府公共服务热线文件</p>" in page
    assert '<hr class="rule">' in page
    assert '<main class="red">' in page
    assert "签收回执" not in page
    assert "抄送" not in page


def test_a_sheet_is_stored_and_read_back():
    assert Sheet.from_json(SHEET.as_json()) == SHEET
