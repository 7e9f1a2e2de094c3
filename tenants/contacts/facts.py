"""What units must hear of a citizen's ticket. Ids only: each fact names one copy of it."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class TicketNews:
    """News of one copy, for units that work on it in its workspace."""

    workspace: str
    case_id: str
    ticket_id: str
    to_unit_ids: tuple[str, ...]
    count: int | None = None

    @property
    def key(self) -> str:
        return f"case:{self.case_id}"


class TicketChased(TicketNews):
    """The citizen asked again (催问): for whoever has it in hand."""

    topic: ClassVar[str] = "contact.chased"


class TicketChasedOften(TicketNews):
    """Asked again so often that the accepting centre must look at it."""

    topic: ClassVar[str] = "contact.chased_often"


class TicketSupplemented(TicketNews):
    """The citizen added something (补充材料): for whoever has it in hand."""

    topic: ClassVar[str] = "contact.supplemented"


class TicketWithdrawn(TicketNews):
    """The citizen took it back (撤件): for everybody who worked on it."""

    topic: ClassVar[str] = "contact.withdrawn"


class TicketTerminated(TicketNews):
    """It was ended without a result (终结): for everybody who worked on it."""

    topic: ClassVar[str] = "contact.terminated"


class TicketReopened(TicketNews):
    """It is taken up again: for the accepting unit."""

    topic: ClassVar[str] = "contact.reopened"


class TicketMerged(TicketNews):
    """It goes on under another ticket (合并): for everybody who worked on it."""

    topic: ClassVar[str] = "contact.merged"


class TicketUnmerged(TicketNews):
    """It goes on by itself again: for the accepting unit."""

    topic: ClassVar[str] = "contact.unmerged"
