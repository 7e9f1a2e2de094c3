"""What waits for a decision."""

from datetime import datetime
from uuid import UUID

import graphene

from api.applications.types import ApplicationKind, ApplicationType, DisputeType
from api.core.connections import Key, Order, Page, connection_field, connection_of, page_of
from api.core.context import Info
from applications.models import Application, Dispute
from applications.selectors import disputes_for, to_decide

ApplicationConnection = connection_of(ApplicationType)
DisputeConnection = connection_of(DisputeType)
OLDEST = Order(Key("asked_at", datetime), Key("id", UUID))
NEWEST_DISPUTE = Order(
    Key("raised_at", datetime, descending=True), Key("id", UUID, descending=True)
)


class ApplicationQueries(graphene.ObjectType):
    applications = connection_field(
        ApplicationConnection,
        description="Applications that wait for the person's units, oldest first.",
        kind=ApplicationKind(),
    )
    disputes = connection_field(
        DisputeConnection,
        description="Disputes the person's units rule on or have a part in, newest first.",
        open=graphene.Boolean(description="Only those not ruled on (or only those that are)."),
    )

    @staticmethod
    def resolve_applications(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        kind: Application.Kind | None = None,
    ) -> Page[Application]:
        found = to_decide(info.context.person)
        if kind is not None:
            found = found.filter(kind=kind)
        return page_of(found, order=OLDEST, first=first, after=after)

    @staticmethod
    def resolve_disputes(
        _root: None,
        info: Info,
        first: int,
        after: str | None = None,
        open: bool | None = None,
    ) -> Page[Dispute]:
        found = disputes_for(info.context.person)
        if open is not None:
            found = found.filter(decided_at__isnull=open)
        return page_of(found, order=NEWEST_DISPUTE, first=first, after=after)
