"""What a person revealed and may still see, and what the citizen may know of looks."""

from uuid import UUID

import graphene

from api.core.context import Info
from api.core.scalars import ID
from api.identity.types import IdentityViewsType, RevealedIdentityType
from identity.selectors import Views
from identity.services.revealing import Revealed, revealed_identity
from identity.services.telling import identity_views
from telemetry.request import current_request


class IdentityQueries(graphene.ObjectType):
    revealed_identity = graphene.Field(
        RevealedIdentityType,
        ticket_id=ID(description="This, or the giving."),
        assignment_id=ID(),
        description="What the person revealed and may still see; null once it is over.",
    )
    identity_views = graphene.Field(
        IdentityViewsType,
        number=graphene.String(required=True),
        code=graphene.String(required=True, description="The query code of the request."),
        description="Which units looked at the citizen's identity, as what and when.",
    )

    @staticmethod
    def resolve_revealed_identity(
        _root: None,
        info: Info,
        ticket_id: UUID | None = None,
        assignment_id: UUID | None = None,
    ) -> Revealed | None:
        return revealed_identity(
            actor=info.context.person, ticket_id=ticket_id, assignment_id=assignment_id
        )

    @staticmethod
    def resolve_identity_views(_root: None, _info: Info, number: str, code: str) -> Views:
        return identity_views(number=number, code=code, address=current_request().address)
