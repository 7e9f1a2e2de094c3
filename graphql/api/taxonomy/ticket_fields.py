"""What a ticket shows of its category: the name of its day, whatever it is called now."""

from collections.abc import Mapping, Sequence
from datetime import date

import graphene

from api.core.batching import Loader
from api.core.context import Info
from kernel.clock import LOCAL
from taxonomy.selectors import category_names
from tickets.models import Ticket


class CategoryNameOn(Loader[tuple[str, date], str]):
    def fetch(self, keys: Sequence[tuple[str, date]]) -> Mapping[tuple[str, date], str]:
        return category_names(keys)


class CategoryOfTicket:
    """Fields of `Ticket`."""

    category_name = graphene.String(
        description="What the category was called when the request was registered."
    )

    @staticmethod
    async def resolve_category_name(ticket: Ticket, info: Info) -> str | None:
        if not ticket.category:
            return None
        day = ticket.registered_at.astimezone(LOCAL).date()
        return await CategoryNameOn.of(info.context).load((ticket.category, day))
