"""Identities over HTTP, and the codes that a secret one takes."""

from typing import Any

from kernel.clock import now
from people.models import SecondFactor, User
from people.services.second_factor import code_at
from tenancy.context import in_public
from tests.api.tickets.asking import Person

REVEAL = """mutation ($t: ID, $a: ID, $r: String, $c: String) {
  revealIdentity(ticketId: $t, assignmentId: $a, reason: $r, code: $c) {
    identity { name phone body tier expiresAt } errors { code field message } } }"""
STILL = """query ($t: ID, $a: ID) { revealedIdentity(ticketId: $t, assignmentId: $a)
  { name phone tier expiresAt } }"""
OFFER = "query ($t: ID!) { ticket(ticketId: $t) { revealOffer { tier ground needsCode } } }"
GRANT = """mutation ($t: ID!, $u: ID!, $until: DateTime!, $r: String!, $n: String!) {
  grantTicketAccess(ticketId: $t, userId: $u, until: $until, reason: $r, consentNote: $n) {
    ticket { id } errors { code field message } } }"""
VIEWS = """query ($n: String!, $c: String!) { identityViews(number: $n, code: $c) {
  withheld views { unit { name } role at } } }"""


def reveal(person: Person, ticket: Any = None, **more: Any) -> Any:
    """What the person is shown, or the code of the refusal."""
    said = {"t": ticket and str(ticket), "r": more.get("reason"), "c": more.get("code")}
    said["a"] = more.get("giving") and str(more["giving"])
    answer = person.ask(REVEAL, **said)
    if "errors" in answer:
        return answer["errors"][0]["extensions"]["code"]
    payload = answer["data"]["revealIdentity"]
    if payload["errors"]:
        assert payload["identity"] is None
        return payload["errors"][0]["code"]
    return payload["identity"]


def still(person: Person, ticket: Any = None, giving: Any = None) -> Any:
    """What the person revealed and may still see."""
    answer = person.ask(STILL, t=ticket and str(ticket), a=giving and str(giving))
    if "errors" in answer:
        return answer["errors"][0]["extensions"]["code"]
    return answer["data"]["revealedIdentity"]


def fresh_code(username: str) -> str:
    """A code of a demo person that nobody has used yet."""
    with in_public():
        user = User.objects.get(username=username)
        SecondFactor.objects.filter(user=user).update(last_step=None, failures=0, locked_until=None)
        return code_at(user, now())
