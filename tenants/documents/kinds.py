"""Which documents there are, as data: title, series word, layout and what stands on each.

Source: domain.md §5 and 咸政办函〔2019〕59号. `manage.py export_documents_list` writes
docs/documents.md from this table.
"""

from enum import StrEnum
from typing import NamedTuple

from django.db import models


class DocumentKind(models.TextChoices):
    DELEGATION_NOTICE = "delegation_notice", "交办通知书"
    DECLINE_NOTICE = "decline_notice", "不予受理告知书"
    RETURN_DECISION = "return_decision", "退单裁定书"
    TERMINATION_NOTICE = "termination_notice", "终结告知书"
    SPECIAL_REPORT = "special_report", "重特大事项专报"


class Layout(StrEnum):
    """How a sheet is laid out, after GB/T 9704. A red head is for 督办, 函 and 专报 alone."""

    RED_HEAD = "red_head"
    NOTICE = "notice"
    LETTER = "letter"

    @property
    def label(self) -> str:
        return _LAYOUT_LABELS[self]


_LAYOUT_LABELS = {
    Layout.RED_HEAD: "红头文件",
    Layout.NOTICE: "通知书",
    Layout.LETTER: "告知书（致诉求人）",
}


class Blank(NamedTuple):
    """One thing filled in on a form. `many`: a list, one line each."""

    name: str
    label: str
    required: bool = True
    many: bool = False


class Form(NamedTuple):
    """What a kind looks like. `series` is its word in the number: `交` in 咸热线交〔2026〕1号."""

    series: str
    layout: Layout
    heading: str
    blanks: tuple[Blank, ...]
    closing: tuple[str, ...] = ()
    # Units sign for what binds them; a letter to a citizen has no such slip.
    has_receipt_slip: bool = False


_CASE = Blank("case_number", "工单编号")
_MATTER = Blank("matter", "事由")
_ATTACHMENTS = Blank("attachments", "附件", required=False, many=True)

FORMS: dict[DocumentKind, Form] = {
    DocumentKind.DELEGATION_NOTICE: Form(
        series="交",
        layout=Layout.NOTICE,
        heading="政府公共服务热线交办通知书",
        blanks=(
            _CASE,
            Blank("lead", "主办单位"),
            Blank("assists", "协办单位", required=False, many=True),
            Blank("caller", "诉求人及联系方式"),
            Blank("accepted", "受理时间及渠道"),
            Blank("category", "诉求类别"),
            _MATTER,
            Blank("requirement", "办理要求", required=False),
            Blank("limit", "办理时限"),
            Blank("given_by", "交办人"),
            _ATTACHMENTS,
        ),
        closing=(
            "请在时限内办结并通过热线平台反馈办理结果；不属于本单位职责的，请在退单时限内说明依据。",
        ),
        has_receipt_slip=True,
    ),
    DocumentKind.DECLINE_NOTICE: Form(
        series="不受",
        layout=Layout.LETTER,
        heading="不予受理告知书",
        blanks=(
            _CASE,
            _MATTER,
            Blank("refusal_class", "不予受理情形"),
            Blank("explanation", "理由说明"),
            Blank("guided_to", "建议途径", required=False),
            Blank("objection", "异议办法"),
            _ATTACHMENTS,
        ),
        closing=("您反映的事项经审查不属于本热线受理范围，特此告知。感谢您的理解与支持。",),
    ),
    DocumentKind.RETURN_DECISION: Form(
        series="裁",
        layout=Layout.NOTICE,
        heading="退单裁定书",
        blanks=(
            _CASE,
            _MATTER,
            Blank("returned_by", "退单单位"),
            Blank("reason", "退单理由"),
            Blank("statement", "退单说明"),
            Blank("decision", "裁定结论"),
            Blank("competent_unit", "承办单位", required=False),
            Blank("grounds", "裁定依据"),
            _ATTACHMENTS,
        ),
        closing=("本裁定自签发之日起生效，有关单位应当执行，不得再次就同一事由退单。",),
        has_receipt_slip=True,
    ),
    DocumentKind.TERMINATION_NOTICE: Form(
        series="终",
        layout=Layout.LETTER,
        heading="诉求终结告知书",
        blanks=(
            _CASE,
            _MATTER,
            Blank("reason", "终结情形"),
            Blank("explanation", "理由说明"),
            Blank("remedy", "救济途径", required=False),
            _ATTACHMENTS,
        ),
        closing=("您反映的事项已按程序办理终结，特此告知。",),
    ),
    DocumentKind.SPECIAL_REPORT: Form(
        series="专报",
        layout=Layout.RED_HEAD,
        heading="关于重特大诉求事项的专报",
        blanks=(
            _CASE,
            Blank("summary", "事项摘要"),
            Blank("situation", "基本情况"),
            Blank("measures", "已采取措施及建议"),
            Blank("handled_by", "承办单位", required=False),
            _ATTACHMENTS,
        ),
        closing=("妥否，请批示。",),
    ),
}


def form_of(kind: DocumentKind) -> Form:
    return FORMS[kind]
