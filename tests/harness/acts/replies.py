"""The citizen has the reply: proven by hand."""

from api.tickets.enums import Action
from replies.models import Method
from replies.services.delivering import deliver_reply
from tests.harness.act import TICKET, Act, Said
from tickets.states import Verb

ACTS: dict[Verb, Act] = {
    Verb.PROVE_REPLY: Act(
        deliver_reply, TICKET, {"method": Method.PHONE, "proof": "本人接听，已告知"}
    ),
}

SAID: dict[Action, Said] = {
    Action.DELIVER_REPLY: Said(
        "deliverReply", TICKET, ({"method": "PHONE", "proof": "本人接听，已告知"},)
    ),
}
