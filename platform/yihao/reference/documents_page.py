"""docs/documents.md: every kind of document."""

from documents.kinds import FORMS, Blank, DocumentKind, Form
from documents.numbering import spelled

INTRODUCTION = """# 公文目录 · Documents

Written by `manage.py export_reference` from `tenants/documents/kinds.py`; do not edit.

A document is numbered per workspace, kind and year with the office's code, without gaps, and is
frozen once issued: the database takes inserts only, and a sha256 stands over everything it says.
The citizen's identity has no field on any form, and numbers of persons are blanked in every text.
Layout after GB/T 9704; a red head is for 督办, 函 and 专报 alone.

| 文种 | identifier | 文号 | 版式 | 回执 |
| --- | --- | --- | --- | --- |
"""


def documents_page() -> str:
    rows = "\n".join(_row(kind, form) for kind, form in FORMS.items())
    parts = "\n".join(_part(kind, form) for kind, form in FORMS.items())
    return f"{INTRODUCTION}{rows}\n\n{parts}"


def _row(kind: DocumentKind, form: Form) -> str:
    number = spelled("咸热线", form.series, 2026, 12)
    slip = "有" if form.has_receipt_slip else "–"
    return f"| {kind.label} | `{kind.value}` | {number} | {form.layout.label} | {slip} |"


def _part(kind: DocumentKind, form: Form) -> str:
    blanks = "\n".join(_blank(blank) for blank in form.blanks)
    closing = "".join(f"\n> {text}\n" for text in form.closing)
    return f"## {kind.label}\n\n《{form.heading}》\n\n{blanks}\n{closing}"


def _blank(blank: Blank) -> str:
    marks = [] if blank.required else ["可空"]
    marks += ["可多项"] if blank.many else []
    said = f"（{'，'.join(marks)}）" if marks else ""
    return f"- {blank.label} `{blank.name}`{said}"
