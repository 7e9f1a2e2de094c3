"""The emergency partners (110/119/120) and the days given for an objection: data of the trade."""

from datetime import timedelta
from typing import NamedTuple

from intake.errors import IntakeError
from kernel.errors import DomainError


class Partner(NamedTuple):
    """A desk that takes an emergency over at once."""

    code: str
    name: str


PARTNERS: dict[str, Partner] = {
    each.code: each
    for each in (
        Partner("110", "公安110报警服务台"),
        Partner("119", "消防救援119指挥中心"),
        Partner("120", "医疗急救120指挥中心"),
    )
}
# A citizen may object to a refusal for so long; whoever decides has as long again.
OBJECTION_WINDOW = timedelta(days=15)
DECISION_WINDOW = timedelta(days=15)


def known_partner(code: str) -> Partner:
    """Raises PARTNER_UNKNOWN."""
    found = PARTNERS.get(code.strip())
    if found is None:
        raise DomainError(
            IntakeError.PARTNER_UNKNOWN,
            f"没有这个紧急救助平台，可选：{'、'.join(PARTNERS)}",
            field="partner",
        )
    return found
