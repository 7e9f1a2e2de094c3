"""批示: a leader writes on a case; whoever works on it below reads it, screened."""

from collections.abc import Sequence
from uuid import UUID

from attachments.services.binding import bind_attachments
from documents.models import Document
from kernel.errors import DomainError
from kernel.text import NOTE_LIMIT, clean_body
from outbox.publisher import publish
from people.actor import Actor
from privacy.screening import screen_text
from signoffs.errors import SignOffError
from signoffs.facts import Instructed
from signoffs.models import Instruction
from tickets.access import acting_place
from tickets.commands import again, command
from tickets.copies import open_copies, tell_all
from tickets.idempotency import Once
from tickets.models import Ticket
from tickets.moves import Move
from tickets.states import Verb


def instruct_ticket(
    *,
    actor: Actor,
    ticket_id: UUID | None,
    text: str,
    document_id: UUID | None = None,
    attachment_ids: Sequence[UUID] = (),
    expected_version: int | None = None,
    once: Once | None = None,
) -> Ticket:
    """Write an instruction on a case (批示), with scans of the paper if there are any.

    It moves nobody and stops no clock; every open copy has it, and the holder is told.
    """
    ticket, place = acting_place(actor, Verb.INSTRUCT, ticket_id, expected_version)
    text = clean_body(text, field="text", limit=NOTE_LIMIT)
    if document_id is not None:
        known = Document.objects.filter(pk=document_id, ticket_id=ticket.id)
        if not known.exists():
            raise DomainError(
                SignOffError.DOCUMENT_UNKNOWN, "该工单没有这份文书", field="documentId"
            )
    with command(
        actor=actor, verb=Verb.INSTRUCT, ticket=ticket, place=place, once=once, note=text
    ) as move:
        tell_all(move)
        _write(move, ticket, text, place.unit_id, document_id, attachment_ids)
        _tell_holder(move)
    return again(actor, ticket.id)


def _write(
    move: Move,
    ticket: Ticket,
    text: str,
    unit_id: UUID,
    document_id: UUID | None,
    attachment_ids: Sequence[UUID],
) -> None:
    home = move.actor.workspace
    for ref, copy in open_copies(move.session):
        here = ref == home
        with move.session.in_workspace(ref):
            Instruction.objects.create(
                ticket_id=copy.id,
                unit_id=unit_id,
                text=text if here else screen_text(text),
                at=move.session.at,
                by=move.actor.user_id,
                by_name=move.actor.name,
                document_id=document_id if here else None,
                attachment_ids=[str(each) for each in attachment_ids] if here else [],
            )
        if copy.id == ticket.id:
            bind_attachments(
                move.session, ref, actor=move.actor, ids=attachment_ids, ticket_id=ticket.id
            )


def _tell_holder(move: Move) -> None:
    held = move.session.state
    for ref, copy in open_copies(move.session):
        if copy.holder_unit_id is not None and copy.holder_unit_id == held.holder_unit_id:
            publish(
                Instructed(
                    workspace=ref.schema,
                    case_id=str(move.session.case_id),
                    ticket_id=str(copy.id),
                    to_unit_id=str(copy.holder_unit_id),
                )
            )
