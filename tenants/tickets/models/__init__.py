"""Tickets, what units give each other, and the timeline of both."""

from tickets.models.assignment import Assignment
from tickets.models.history import RECEIVE, IdempotencyKey, TicketEvent
from tickets.models.ticket import Participant, Ticket
from tickets.models.vocabulary import (
    Channel,
    Direction,
    EndReason,
    Kind,
    ReturnReason,
    Role,
    Urgency,
    Way,
)

__all__ = [
    "RECEIVE",
    "Assignment",
    "Channel",
    "Direction",
    "EndReason",
    "IdempotencyKey",
    "Kind",
    "Participant",
    "ReturnReason",
    "Role",
    "Ticket",
    "TicketEvent",
    "Urgency",
    "Way",
]
