"""Reading who waits to be asked, and by what plan."""

from datetime import datetime
from uuid import UUID

import graphene

from api.core.connections import Key, Order, Page, connection_field, page_of
from api.core.context import Info
from api.followups.types import FollowUpPlanType, FollowUpResultType
from api.tickets.queries import TicketConnection
from followups.models import AttemptResult, FollowUpPlan
from followups.plans import plan_now, results_now
from followups.selectors import queue_for
from tickets.models import Ticket

MOST_OVERDUE = Order(Key("follow_up_due", datetime), Key("id", UUID))


class FollowUpQueries(graphene.ObjectType):
    follow_up_queue = connection_field(
        TicketConnection,
        description="Every request that waits to be followed up, most overdue first.",
        due=graphene.Boolean(description="Only those to be tried now."),
    )
    follow_up_results = graphene.List(
        graphene.NonNull(FollowUpResultType),
        required=True,
        description="What can come of a call, in order.",
    )
    follow_up_plan = graphene.Field(FollowUpPlanType, required=True)

    @staticmethod
    def resolve_follow_up_queue(
        _root: None, info: Info, first: int, after: str | None = None, due: bool | None = None
    ) -> Page[Ticket]:
        found = queue_for(info.context.person, due_only=bool(due))
        return page_of(found, order=MOST_OVERDUE, first=first, after=after)

    @staticmethod
    def resolve_follow_up_results(_root: None, _info: Info) -> list[AttemptResult]:
        return results_now()

    @staticmethod
    def resolve_follow_up_plan(_root: None, _info: Info) -> FollowUpPlan:
        return plan_now()
