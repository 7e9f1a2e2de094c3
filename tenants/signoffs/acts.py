"""How an act that was signed off is carried out: the verb, its service, and what its id names."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from applications.services.extending import request_extension
from applications.services.suspending import request_suspension
from signoffs.models import Act
from tickets.models import ReturnReason, Ticket
from tickets.services.reporting import report_assignment
from tickets.services.returning import return_assignment
from tickets.states import Verb


class Signed(NamedTuple):
    """`by_assignment`: the service names a giving; else the ticket."""

    verb: Verb
    service: Callable[..., Ticket]
    by_assignment: bool
    takes: frozenset[str]
    needs: frozenset[str]


def _signed(
    verb: Verb,
    service: Callable[..., Ticket],
    *,
    by_assignment: bool,
    takes: str,
    needs: str,
) -> Signed:
    needed = frozenset(needs.split())
    return Signed(verb, service, by_assignment, frozenset(takes.split()) | needed, needed)


SIGNED: dict[Act, Signed] = {
    Act.RETURN: _signed(
        Verb.RETURN,
        return_assignment,
        by_assignment=True,
        takes="suggested_unit_id legal_basis",
        needs="reason note",
    ),
    Act.EXTENSION: _signed(
        Verb.REQUEST_EXTENSION,
        request_extension,
        by_assignment=True,
        takes="working_days hours",
        needs="reason",
    ),
    Act.SUSPENSION: _signed(
        Verb.REQUEST_SUSPENSION,
        request_suspension,
        by_assignment=False,
        takes="",
        needs="until reason",
    ),
    Act.REPORT: _signed(
        Verb.REPORT,
        report_assignment,
        by_assignment=True,
        takes="attachment_ids contacted_at",
        needs="report reply_draft",
    ),
}
SIGNED[Act.REPORT_MAJOR] = SIGNED[Act.REPORT]


def stored(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as JSON keeps them."""
    return {name: _plain(value) for name, value in arguments.items() if value is not None}


def restored(act: Act, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same as the service takes them."""
    found = dict(arguments)
    if act is Act.RETURN:
        found["reason"] = ReturnReason(found["reason"])
    if "suggested_unit_id" in found:
        found["suggested_unit_id"] = UUID(found["suggested_unit_id"])
    for moment in {"until", "contacted_at"} & found.keys():
        found[moment] = datetime.fromisoformat(found[moment])
    if "attachment_ids" in found:
        found["attachment_ids"] = [UUID(each) for each in found["attachment_ids"]]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, UUID) else value
