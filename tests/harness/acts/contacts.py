"""On a request that is there already: chase, supplement, withdraw, end, reopen, split, merge."""

from api.tickets.enums import Action
from contacts.services.chasing import record_chase
from contacts.services.ending import terminate_ticket, withdraw_ticket
from contacts.services.merging import merge_tickets, unmerge_ticket
from contacts.services.reopening import reopen_ticket
from contacts.services.splitting import Part, split_ticket
from contacts.services.supplementing import supplement_ticket
from people.actor import Actor
from tests.harness.act import TICKET, Act, Said, Way
from tests.harness.rounds import Round
from tickets.models import EndReason
from tickets.states import State, Verb

NOBODY = "00000000-0000-0000-0000-000000000007"
BASIS = {"basis": "信访条例", "note": "已依法处理"}


def _withdrawn(round_: Round) -> Actor:
    ticket = round_.to_county().ticket(round_.dispatcher)
    round_.city.do(round_.dispatcher, withdraw_ticket, ticket_id=ticket.id, reason="已解决")
    return round_.dispatcher


def _terminated(round_: Round) -> Actor:
    ticket = round_.to_county().ticket(round_.dispatcher)
    manager = round_.city.actor("city.manager")
    told = {"reason": EndReason.LEGALLY_FINISHED, **BASIS}
    round_.city.do(manager, terminate_ticket, ticket_id=ticket.id, **told)
    return round_.dispatcher


def _merged(round_: Round) -> Actor:
    ticket = round_.to_county().ticket(round_.dispatcher)
    head = Round(round_.city).register()
    round_.city.do(round_.dispatcher, merge_tickets, ticket_id=head.id, child_ids=[ticket.id])
    return round_.dispatcher


WAYS: dict[str, Way] = {
    "withdrawn": Way(State.WITHDRAWN, _withdrawn, at_origin=True),
    "terminated": Way(State.TERMINATED, _terminated, at_origin=True),
    "merged": Way(State.MERGED, _merged, at_origin=True),
}

ACTS: dict[Verb, Act] = {
    Verb.CHASE: Act(record_chase, TICKET, {"note": "还没有人来"}),
    Verb.SUPPLEMENT: Act(supplement_ticket, TICKET, {"text": "又坏了一盏"}),
    Verb.WITHDRAW: Act(withdraw_ticket, TICKET, {"reason": "已解决"}),
    Verb.TERMINATE: Act(
        terminate_ticket,
        TICKET,
        {"reason": EndReason.LEGALLY_FINISHED, **BASIS},
        by="city.manager",
    ),
    Verb.REOPEN: Act(reopen_ticket, TICKET, {"reason": "又出现了"}),
    Verb.SPLIT: Act(split_ticket, TICKET, {"parts": [Part(title="井盖", body="井盖也丢了")]}),
    # The ticket that stays is looked at first.
    Verb.MERGE: Act(merge_tickets, TICKET, {"child_ids": [NOBODY]}),
    Verb.UNMERGE: Act(unmerge_ticket, TICKET),
}

SAID: dict[Action, Said] = {
    Action.CHASE: Said("recordChase", TICKET, ({"note": "还没有人来"},)),
    Action.SUPPLEMENT: Said("supplementTicket", TICKET, ({"text": "又坏了一盏"},)),
    Action.WITHDRAW: Said("withdrawTicket", TICKET, ({"reason": "已解决"},)),
    Action.TERMINATE: Said("terminateTicket", TICKET, ({"reason": "LEGALLY_FINISHED", **BASIS},)),
    Action.REOPEN: Said("reopenTicket", TICKET, ({"reason": "又出现了"},)),
    Action.SPLIT: Said(
        "splitTicket", TICKET, ({"parts": [{"title": "井盖", "body": "井盖也丢了"}]},)
    ),
    Action.MERGE: Said("mergeTickets", TICKET, ({"childIds": [NOBODY]},)),
    Action.UNMERGE: Said("unmergeTicket", TICKET),
}
