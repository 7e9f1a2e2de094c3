"""docs/documents.md is what the code says."""

from django.core.management import call_command

from documents.kinds import DocumentKind
from yihao.reference.documents_page import documents_page
from yihao.reference.pages import stale_pages


def test_committed_pages_are_up_to_date():
    assert stale_pages() == []
    call_command("export_reference", "--check")


def test_every_kind_is_listed():
    page = documents_page()

    for kind in DocumentKind:
        assert f"| {kind.label} | `{kind.value}` |" in page
        assert f"## {kind.label}\n" in page
