"""What is done on a citizen's request that is there already. Each is one call of one service."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import graphene

from api.contacts.ticket_fields import EndReasonEnum
from api.contacts.types import ContactPolicyType
from api.core.context import Info
from api.core.mutations import TypedMutation
from api.core.scalars import ID
from api.tickets.enums import TicketChannel, TicketKind
from api.tickets.mutations import TicketMutation
from contacts.policy import change_policy
from contacts.services.chasing import record_chase
from contacts.services.ending import terminate_ticket, withdraw_ticket
from contacts.services.merging import merge_tickets, unmerge_ticket
from contacts.services.reopening import reopen_ticket
from contacts.services.splitting import Part, split_ticket
from contacts.services.supplementing import supplement_ticket
from tickets.models import Ticket

NOTE = "At most 2,000 characters."


def _verb(service: Callable[..., Ticket]) -> Any:
    """A service whose arguments are those of the mutation; what is left out has its default."""

    def carry_out(_cls: type, /, **arguments: Any) -> Ticket:
        given = {name: value for name, value in arguments.items() if value is not None}
        return service(**given)

    return classmethod(carry_out)


class RecordChase(TicketMutation):
    class Meta:
        description = "The citizen asks again (催问): counted, and the holder is told."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        note = graphene.String(description=NOTE)
        channel = TicketChannel(description="By default the telephone.")

    carry_out = _verb(record_chase)


class SupplementTicket(TicketMutation):
    class Meta:
        description = "The citizen adds something (补充材料); other workspaces read it screened."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        text = graphene.String(required=True, description=NOTE)
        attachment_ids = graphene.List(graphene.NonNull(ID))
        channel = TicketChannel(description="By default the telephone.")

    carry_out = _verb(supplement_ticket)


class WithdrawTicket(TicketMutation):
    class Meta:
        description = "The citizen takes the request back (撤件): over for everybody at once."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reason = graphene.String(required=True, description=NOTE)
        channel = TicketChannel(description="By default the telephone.")

    carry_out = _verb(withdraw_ticket)


class TerminateTicket(TicketMutation):
    class Meta:
        description = "End a matter without a result (终结), as a leader of the centre."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reason = EndReasonEnum(required=True)
        basis = graphene.String(required=True, description="Legal or factual. " + NOTE)
        note = graphene.String(description=NOTE)

    carry_out = _verb(terminate_ticket)


class ReopenTicket(TicketMutation):
    class Meta:
        description = "Take up again what was declined, withdrawn or terminated (恢复办理)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        reason = graphene.String(required=True, description=NOTE)

    carry_out = _verb(reopen_ticket)


class SplitPart(graphene.InputObjectType):
    """One matter that becomes a ticket of its own; what is left out is as in the request."""

    title = graphene.String(required=True, description="At most 200 characters.")
    body = graphene.String(required=True, description="At most 20,000 characters.")
    kind = TicketKind()
    category = graphene.String()
    area_unit_id = ID()


class SplitTicket(TicketMutation):
    class Meta:
        description = (
            "Make each part a ticket of its own (拆单); the request keeps the rest. Answers the"
            " request, whose `splitParts` are the new tickets."
        )
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        parts = graphene.List(graphene.NonNull(SplitPart), required=True, description="1 to 10.")

    @classmethod
    def carry_out(cls, *, parts: list[dict[str, Any]], **arguments: Any) -> Ticket:
        return split_ticket(parts=[_part(**part) for part in parts], **arguments)


def _part(*, area_unit_id: UUID | None = None, **told: Any) -> Part:
    return Part(area_id=area_unit_id, **told)


class MergeTickets(TicketMutation):
    class Meta:
        description = "Let other tickets go on under this one (合并); every citizen is kept."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True, description="The one that stays.")
        child_ids = graphene.List(graphene.NonNull(ID), required=True, description="1 to 50.")
        note = graphene.String(description=NOTE)

    carry_out = _verb(merge_tickets)


class UnmergeTicket(TicketMutation):
    class Meta:
        description = "Let a merged ticket go on by itself again (取消合并)."
        versioned = True

    class Arguments:
        ticket_id = ID(required=True)
        note = graphene.String(description=NOTE)

    carry_out = _verb(unmerge_ticket)


class ChangeContactPolicy(TypedMutation):
    class Meta:
        description = "Change the workspace's numbers for chases and reopening, from now on."
        idempotent = False

    class Arguments:
        chases_per_alert = graphene.Int(description="1 to 100.")
        reopen_days = graphene.Int(description="0 to 365.")

    policy = graphene.Field(ContactPolicyType)

    @classmethod
    def perform(cls, info: Info, **numbers: int | None) -> "ChangeContactPolicy":
        return cls(policy=change_policy(actor=info.context.person, **numbers))


class ContactMutations(graphene.ObjectType):
    record_chase = RecordChase.Field()
    supplement_ticket = SupplementTicket.Field()
    withdraw_ticket = WithdrawTicket.Field()
    terminate_ticket = TerminateTicket.Field()
    reopen_ticket = ReopenTicket.Field()
    split_ticket = SplitTicket.Field()
    merge_tickets = MergeTickets.Field()
    unmerge_ticket = UnmergeTicket.Field()
    change_contact_policy = ChangeContactPolicy.Field()
