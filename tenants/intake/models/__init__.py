"""Drafts and whose they are, what a seat does about a request, and calls without one."""

from intake.models.calls import CallRecord, Praise
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
    "CallRecord",
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
    "Praise",
    "Refusal",
    "ShiftHandover",
    "ShiftHandoverState",
]
