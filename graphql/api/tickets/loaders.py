"""What lists of tickets and cases need, each in one query a request."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.core.batching import Loader
from callers.models import Caller
from callers.selectors import callers_by_id
from custody.models import Case, Handoff
from tickets.models import Assignment, Ticket
from tickets.selectors import assignments_of, tickets_of_cases


class AssignmentsByTicket(Loader[UUID, list[Assignment]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Assignment]]:
        return assignments_of(keys)


class CallerById(Loader[UUID, Caller]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Caller]:
        return callers_by_id(keys)


class CaseById(Loader[UUID, Case]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Case]:
        return Case.objects.select_related("state").in_bulk(keys)


class HandoffsByCase(Loader[UUID, list[Handoff]]):
    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, list[Handoff]]:
        found: dict[UUID, list[Handoff]] = {key: [] for key in keys}
        for handoff in Handoff.objects.filter(case_id__in=keys).order_by("seq"):
            found[handoff.case_id].append(handoff)
        return found


class TicketByCase(Loader[UUID, Ticket]):
    """The copy of a case in this workspace, where the person may see one."""

    def fetch(self, keys: Sequence[UUID]) -> Mapping[UUID, Ticket]:
        return tickets_of_cases(self.context.person, keys)
