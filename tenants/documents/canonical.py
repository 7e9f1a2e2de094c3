"""The digest of a document: what it says, whoever keeps the copy."""

import hashlib
from collections.abc import Iterable
from datetime import UTC

import orjson

from documents.models import Document, DocumentRecipient


def digest_of(document: Document, recipients: Iterable[DocumentRecipient]) -> str:
    """sha256 over the canonical form: sorted JSON of everything that was issued."""
    said = {
        "kind": str(document.kind),
        "number": document.number,
        "issuing_workspace": str(document.issuing_workspace_id),
        "unit": [str(document.unit_id), document.unit_name],
        "issued_by": [str(document.issued_by), document.issued_by_name],
        "issued_at": document.issued_at.astimezone(UTC).isoformat(),
        "recipients": [
            [each.name, str(each.unit_id), each.is_copy]
            for each in sorted(recipients, key=lambda each: each.position)
        ],
        "fields": document.fields,
        "sheet": document.sheet,
        "text": document.text,
    }
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_intact(document: Document) -> bool:
    """Whether what is stored still says what was issued."""
    return digest_of(document, document.recipients.all()) == document.digest
