"""The unit speaks to the citizen."""

from api.tickets.enums import Action
from tests.harness.act import RECEIVED, Act, Said
from tickets.services.contacting import ContactMethod, record_contact
from tickets.states import Verb

ACTS: dict[Verb, Act] = {
    Verb.RECORD_CONTACT: Act(record_contact, RECEIVED, {"method": ContactMethod.PHONE}),
}
SAID: dict[Action, Said] = {
    Action.RECORD_CONTACT: Said("recordContact", RECEIVED, ({"method": "PHONE"},)),
}
