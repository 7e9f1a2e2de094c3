"""Two agents, a dispatcher and a manager of the city's hotline office, and what they save."""

from typing import Any
from uuid import UUID

from intake.models import Draft, DraftOwner
from intake.services.drafting import save_draft
from people.actor import Actor
from privacy.personal_text import reveal
from tenancy.context import in_workspace


class Seats:
    def __init__(self, city: Any) -> None:
        self.city = city
        self.unit = city.unit("421200")
        self.first = city.actor("city.agent")
        self.second = city.actor("city.dispatcher")
        self.manager = city.actor("city.manager")

    def save(self, actor: Actor, draft_id: UUID, content: str, **more: Any) -> Draft:
        return self.city.do(actor, save_draft, draft_id=draft_id, content=content, **more)

    def read(self, draft: Draft | UUID) -> Draft:
        """The row as it stands, whoever asks."""
        with in_workspace(self.first.workspace):
            return Draft.objects.get(pk=getattr(draft, "id", draft))

    def content(self, draft: Draft | UUID) -> str:
        return reveal(self.read(draft).content)

    def owners(self, draft: Draft) -> list[tuple[str, str]]:
        with in_workspace(self.first.workspace):
            rows = DraftOwner.objects.filter(draft_id=draft.id).order_by("since", "id")
            return [(row.owner_name, row.cause) for row in rows]
