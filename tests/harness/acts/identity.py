"""Who may reach the citizen, and what is kept secret."""

from api.tickets.enums import Action
from identity.services.marking import mark_secret
from identity.services.releasing import release_contact
from tests.harness.act import GIVEN, TICKET, Act, Said
from tickets.states import Verb

ACTS: dict[Verb, Act] = {
    Verb.RELEASE_CONTACT: Act(release_contact, GIVEN),
    Verb.MARK_SECRET: Act(mark_secret, TICKET, {"reason": "诉求人要求保密"}),
}
SAID: dict[Action, Said] = {
    Action.RELEASE_CONTACT: Said("releaseContact", GIVEN),
    Action.MARK_SECRET: Said("markSecret", TICKET, ({"reason": "诉求人要求保密"},)),
}
