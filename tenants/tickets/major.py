"""重特大: such a matter leaves the accepting centre together with a written report (专报).

The report is issued in the transaction of the dispatch. Only a manager may let the matter go
without one, for a reason that is logged and stands on the timeline.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from documents.kinds import DocumentKind
from documents.models import Document
from documents.services.issuing import Recipient, issue_document
from hierarchy.models import Unit
from hierarchy.selectors import units_by_ids
from kernel.errors import DomainError, PermissionDenied
from kernel.text import BODY_LIMIT, NOTE_LIMIT, clean_body, clean_line
from people.actor import Actor
from tickets.access import centre_of
from tickets.errors import TicketError
from tickets.models import Ticket, Urgency
from tickets.moves import Move
from tickets.places import Place
from tickets.secrecy import screened_for
from trail.recording import record

REASON_LIMIT = 200
ADDRESSEE_LIMIT = 100
ADDRESSEES_AT_MOST = 20


@dataclass(frozen=True, kw_only=True)
class SpecialReport:
    """What a 专报 says, and to whom it goes: bodies by name, units of the platform by id."""

    summary: str
    situation: str
    measures: str
    addressees: tuple[str, ...] = ()
    addressee_unit_ids: tuple[UUID, ...] = ()

    def recipients(self) -> list[Recipient]:
        """Units first; raises EMPTY, TOO_LONG and UNIT_UNKNOWN with the field at fault."""
        units = units_by_ids(self.addressee_unit_ids)
        if set(units) != set(self.addressee_unit_ids):
            raise DomainError(
                TicketError.UNIT_UNKNOWN,
                "没有这个报送单位，请重新选择",
                field="specialReport.addresseeUnitIds",
            )
        field = "specialReport.addressees"
        names = [clean_line(each, field=field, limit=ADDRESSEE_LIMIT) for each in self.addressees]
        found = [Recipient(units[each].name, each) for each in self.addressee_unit_ids]
        found += [Recipient(name) for name in names]
        if not 1 <= len(found) <= ADDRESSEES_AT_MOST:
            raise DomainError(
                TicketError.SPECIAL_REPORT_REQUIRED,
                f"专报须有 1 至 {ADDRESSEES_AT_MOST} 个报送对象，请填写",
                field=field,
            )
        return found

    def fields(self, ticket: Ticket, handled_by: Unit) -> dict[str, str | list[str]]:
        """As the form wants them; raises EMPTY and TOO_LONG with the field at fault."""
        texts = {
            "summary": clean_body(self.summary, field="specialReport.summary", limit=NOTE_LIMIT),
            "situation": clean_body(
                self.situation, field="specialReport.situation", limit=BODY_LIMIT
            ),
            "measures": clean_body(self.measures, field="specialReport.measures", limit=BODY_LIMIT),
        }
        said = {name: screened_for(ticket, text) for name, text in texts.items()}
        return {"case_number": ticket.number, **said, "handled_by": handled_by.name}


def report_with(
    actor: Actor,
    ticket: Ticket,
    place: Place,
    report: SpecialReport | None,
    without_reason: str,
    handled_by: Unit,
) -> Callable[[Move], None] | None:
    """What the dispatch of the matter must do about its 专报; None if nothing.

    Raises SPECIAL_REPORT_REQUIRED for a 重特大 matter that leaves its accepting centre for the
    first time with neither a report nor a manager's reason, SPECIAL_REPORT_NOT_HERE for a report
    written anywhere else, PermissionDenied for a reason given by somebody who is no manager.
    """
    at_centre = place.is_origin and place.unit_id == centre_of(place.workspace)
    if report is not None:
        if not at_centre:
            raise DomainError(
                TicketError.SPECIAL_REPORT_NOT_HERE,
                "专报只能由受理中心在派单时签发，请去掉专报后再提交",
                field="specialReport",
            )
        return _issuing(actor, ticket, place, report, handled_by)
    if not at_centre or ticket.urgency != Urgency.MAJOR or _was_reported(ticket):
        return None
    if not without_reason.strip():
        raise DomainError(
            TicketError.SPECIAL_REPORT_REQUIRED,
            "重特大事项须同时签发专报，请填写专报；确不需要的，由中心管理人员填写理由",
            field="specialReport",
        )
    if not actor.may("sign_off", place.unit_id):
        raise PermissionDenied
    return _letting_go(actor, ticket, place, without_reason)


def _was_reported(ticket: Ticket) -> bool:
    issued = Document.objects.filter(ticket_id=ticket.id, kind=DocumentKind.SPECIAL_REPORT)
    return issued.exists()


def _issuing(
    actor: Actor, ticket: Ticket, place: Place, report: SpecialReport, handled_by: Unit
) -> Callable[[Move], None]:
    recipients, fields = report.recipients(), report.fields(ticket, handled_by)

    def at_dispatch(move: Move) -> None:
        def issue() -> None:
            with move.session.in_workspace(place.workspace):
                issue_document(
                    kind=DocumentKind.SPECIAL_REPORT,
                    ticket_id=place.ticket_id,
                    unit_id=place.unit_id,
                    fields=fields,
                    actor=actor,
                    recipients=recipients,
                    assignment_id=move.assignment_id,
                    confidential=ticket.secret,
                    at=move.session.at,
                )

        move.closing.append(issue)

    return at_dispatch


def _letting_go(actor: Actor, ticket: Ticket, place: Place, reason: str) -> Callable[[Move], None]:
    reason = clean_line(reason, field="withoutReportReason", limit=REASON_LIMIT)
    reason = screened_for(ticket, reason)

    def at_dispatch(move: Move) -> None:
        move.home_note = f"未签发专报：{reason}"
        with move.session.in_workspace(place.workspace):
            record(
                actor_id=actor.user_id,
                actor_name=actor.name,
                verb="ticket.without_report",
                object_kind="ticket",
                object_id=ticket.id,
                unit_id=place.unit_id,
                reason=reason,
            )

    return at_dispatch
