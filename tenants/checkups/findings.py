"""What a check-up looks at, and what it says."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FindingCode(StrEnum):
    """What was found."""

    NOT_CONTACTED = "not_contacted"
    POINT_UNANSWERED = "point_unanswered"
    NO_DATE = "no_date"
    NO_ACT = "no_act"
    NO_EVIDENCE = "no_evidence"
    EMPTY_PHRASES = "empty_phrases"
    COPIED_REPLY = "copied_reply"
    PERSONAL_DATA = "personal_data"
    PHOTO_BEFORE_DISPATCH = "photo_before_dispatch"
    PHOTO_USED_BEFORE = "photo_used_before"
    CONTRADICTION = "contradiction"


class Severity(StrEnum):
    """STOP refuses the report; WARN only tells."""

    STOP = "stop"
    WARN = "warn"


class Where(StrEnum):
    """The text or thing a finding is about."""

    REQUEST = "request"
    REPORT = "report"
    REPLY_DRAFT = "reply_draft"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding: the words it is about, where they stand, and what to do.

    `start` and `end` count characters of the text `where`, -1 if the finding is about the whole of
    it. In `quote` what names a person is blanked, so that a finding can be kept.
    """

    code: FindingCode
    severity: Severity = Severity.WARN
    where: Where
    quote: str = ""
    start: int = -1
    end: int = -1
    advice: str
    attachment_id: UUID | None = None
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A picture of the report. `used_on`: the number of another ticket that has the same file."""

    attachment_id: UUID
    name: str = ""
    taken_at: datetime | None = None
    used_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An earlier reply of the same unit."""

    number: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """Everything the rules may look at; plain values, no row."""

    request: str
    report: str
    reply_draft: str
    kind: str = ""
    dispatched_at: datetime | None = None
    contacted_at: datetime | None = None
    contactable: bool = True
    photos: tuple[Photo, ...] = ()
    papers: int = 0
    earlier: tuple[Earlier, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)

    @property
    def explains(self) -> bool:
        """A question or proposal is answered by explaining; nothing has to be done on a day."""
        return self.kind in {"consultation", "suggestion"}
