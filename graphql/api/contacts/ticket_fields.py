"""What this slice adds to a ticket."""

import graphene

from api.contacts.speaking import resolve_speakable_status, speakable_status
from api.core.scalars import DateTime


class ContactFields:
    """Chases, and what can be read out. A part of `Ticket`."""

    chase_count = graphene.Int(required=True, description="How often the citizen asked again.")
    chased_at = DateTime()
    speakable_status = speakable_status()

    resolve_speakable_status = staticmethod(resolve_speakable_status)
