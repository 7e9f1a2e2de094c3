"""The only doors to a document: who may see its ticket, and the units it was addressed to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from documents.models import Document, DocumentRecipient
from kernel.errors import PermissionDenied
from people.actor import Actor


@dataclass(frozen=True)
class Sight:
    """What the app of tickets, which stands above, knows of who sees which ticket.

    Each answers ids as a query: the tickets a person may see, those of which they may read every
    paper, and all that are secret.
    """

    visible: Callable[[Actor], "QuerySet[Any, Any]"]
    wholly_visible: Callable[[Actor], "QuerySet[Any, Any]"]
    secret: Callable[[], "QuerySet[Any, Any]"]


_sights: list[Sight] = []


def see_tickets_by(sight: Sight) -> None:
    """Told once, when the apps start. Without it no ticket's document is seen by way of it."""
    _sights[:] = [sight]


def documents_visible_to(actor: Actor) -> "QuerySet[Document]":
    """Documents of tickets the actor may see, and those addressed to the actor's units.

    Being addressed is not enough where the ticket is secret: then the ticket's own door decides.
    """
    mine = DocumentRecipient.objects.filter(document=OuterRef("pk"), unit_id__in=actor.unit_ids())
    found = Q(Exists(mine), confidential=False)
    for sight in _sights:
        open_ = Q(ticket_id=None) | ~Q(ticket_id__in=sight.secret())
        found &= open_ | Q(ticket_id__in=sight.visible(actor))
        found |= Q(ticket_id__in=sight.wholly_visible(actor))
    found |= Q(ticket_id=None, unit_id__in=actor.unit_ids())
    return Document.objects.filter(found)


def document_for(actor: Actor, document_id: UUID | None) -> Document:
    """One document; absent and forbidden raise alike."""
    found = documents_visible_to(actor).filter(pk=document_id).first() if document_id else None
    if found is None:
        raise PermissionDenied
    return found
