"""Drafts and whose they are, and what a seat does about a request itself."""

from intake.models.drafts import (
    Cause,
    Draft,
    DraftOwner,
    DraftState,
    ShiftHandover,
    ShiftHandoverState,
)
from intake.models.handling import (
    Conference,
    ConferenceParticipant,
    DirectAnswer,
    Objection,
    OnTicket,
    Outcome,
    PartnerHandover,
    Refusal,
)

__all__ = [
    "Cause",
    "Conference",
    "ConferenceParticipant",
    "DirectAnswer",
    "Draft",
    "DraftOwner",
    "DraftState",
    "Objection",
    "OnTicket",
    "Outcome",
    "PartnerHandover",
    "Refusal",
    "ShiftHandover",
    "ShiftHandoverState",
]
