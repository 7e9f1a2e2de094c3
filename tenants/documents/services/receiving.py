"""签收回执: a unit confirms that it has received a document; the issuer sees it too."""

from uuid import UUID

from django.db import IntegrityError

from custody.errands import errand
from documents.access import document_for
from documents.errors import DocumentError
from documents.models import Document, DocumentReceipt, DocumentRecipient
from kernel.errors import DomainError, PermissionDenied
from people.actor import Actor
from tenancy.context import ref_of
from tenancy.models import Workspace

MAY_CONFIRM = ("dispatch", "handle")


def confirm_receipt(
    *, actor: Actor, document_id: UUID | None, unit_id: UUID | None = None
) -> Document:
    """Confirm for one of the actor's units that it has the document.

    The unit need be named only by somebody who works in several recipients. Repeating it changes
    nothing; RECEIPT_GIVEN says that a colleague confirmed before.
    """
    document = document_for(actor, document_id)
    unit = _recipient(actor, document, unit_id)
    given = DocumentReceipt.objects.filter(document=document, unit_id=unit).first()
    if given is not None:
        return _repeated(document, given, actor)
    try:
        _insert(actor, document, unit)
    except IntegrityError:  # a colleague was faster
        given = DocumentReceipt.objects.get(document=document, unit_id=unit)
        return _repeated(document, given, actor)
    return document


def _repeated(document: Document, given: DocumentReceipt, actor: Actor) -> Document:
    if given.by != actor.user_id:
        raise DomainError(
            DocumentError.RECEIPT_GIVEN, f"{given.by_name}已代表本单位签收该文件，无需再次签收"
        )
    return document


def _recipient(actor: Actor, document: Document, unit_id: UUID | None) -> UUID:
    addressed = DocumentRecipient.objects.filter(document=document, unit__isnull=False)
    theirs = [
        unit
        for unit in addressed.order_by("position").values_list("unit_id", flat=True)
        if unit is not None and any(actor.may(each, unit) for each in MAY_CONFIRM)
    ]
    if unit_id is not None:
        theirs = [unit for unit in theirs if unit == unit_id]
    if not theirs:
        raise PermissionDenied
    return theirs[0]


def _insert(actor: Actor, document: Document, unit_id: UUID) -> None:
    assert actor.workspace is not None
    homes = [(actor.workspace, document.id)]
    if document.original_id is not None:
        issuer = ref_of(Workspace.objects.get(pk=document.issuing_workspace_id))
        homes.append((issuer, document.original_id))
    with errand() as work:
        for ref, pk in homes:
            with work.in_workspace(ref):
                DocumentReceipt.objects.create(
                    document_id=pk,
                    unit_id=unit_id,
                    by=actor.user_id,
                    by_name=actor.name,
                    at=work.at,
                )
