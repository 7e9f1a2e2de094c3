"""告知: the citizen asks which units looked at who they are."""

from datetime import timedelta

from custody.selectors import origin_of
from identity.errors import IdentityError
from identity.selectors import Views, views_of
from kernel.errors import DomainError
from privacy.throttle import Throttle
from tenancy.context import in_workspace
from tickets.models import Ticket
from tickets.query_codes import is_code

# A code has six digits: whoever guesses is soon refused, by the number and by where they sit.
BY_NUMBER = Throttle("identity_views.number", tries=5, period=timedelta(minutes=15))
BY_ADDRESS = Throttle("identity_views.address", tries=20, period=timedelta(minutes=15))


def identity_views(*, number: str, code: str, address: str | None) -> Views:
    """The looks at the identity behind a request, for who knows its number and query code.

    An unknown number, a wrong code and too many tries answer alike. In public context.
    """
    number = number.strip()
    allowed = BY_NUMBER.take(number) & BY_ADDRESS.take(address or "-")
    origin = origin_of(number)
    found: Views | None = None
    if origin is not None:
        with in_workspace(origin):
            ticket = Ticket.objects.filter(number=number, is_origin=True).first()
            if ticket is not None and is_code(number, code, [ticket.query_code_hash]):
                found = views_of(ticket)
    if found is None or not allowed:
        raise DomainError(
            IdentityError.CODE_REFUSED,
            "工单编号或查询码不正确，或查询过于频繁，请核对后稍候再试",
            field="code",
        )
    BY_NUMBER.give_back(number)
    BY_ADDRESS.give_back(address or "-")
    return found
