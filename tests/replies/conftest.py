from collections.abc import Callable, Iterator
from typing import Any

import pytest

from messages.models import Delivery, Message
from messages.services.sending import send_due
from replies.models import Answer, DeliveryProof, Reply
from replies.services.replying import reply_to_caller
from tenancy.context import in_public, in_workspace
from tests.harness.cases import *  # noqa: F403 - fixtures
from tests.harness.databases import admin_cursor
from tests.harness.rounds import REQUEST, Round
from tests.messages.gateways import SCRIPTED, Scripted
from tickets.access import acting_place
from tickets.commands import command
from tickets.copies import end_case
from tickets.states import State, Verb


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[Scripted]]:
    settings.MESSAGE_GATEWAY = SCRIPTED
    Scripted.forget()
    yield Scripted
    Scripted.forget()


@pytest.fixture(autouse=True)
def _nothing_queued(database: str) -> None:
    """Messages of other tests of the module are not sent by this one."""
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE xianning.messages_delivery SET state = 'failed' WHERE state = 'queued'"
        )


@pytest.fixture
def reported(city: Any) -> Callable[..., Round]:
    """A case that the city gave to a county and that waits for its reply."""

    def made(code: str = "421281", slug: str = "chibi", request: Any = REQUEST) -> Round:
        round_ = Round(city)
        round_.register(request=request)
        round_.accept()
        round_.delegate(round_.dispatcher, city.unit(code))
        county = city.actor(f"{slug}.dispatcher")
        round_.sign(county)
        round_.report(county)
        round_.review(round_.dispatcher)
        return round_

    return made


@pytest.fixture
def split_from(database: str) -> Callable[[Round, Round], None]:
    """Make one case a part of another: same request, same citizen."""

    def linked(part: Round, whole: Round) -> None:
        of = whole.ticket(whole.dispatcher)
        with admin_cursor(database) as cursor:
            cursor.execute(
                "UPDATE xianning.tickets_ticket SET split_from_id = %s, caller_id = %s"
                " WHERE number = %s",
                [str(of.id), str(of.caller_id), part.number],
            )

    return linked


@pytest.fixture
def merge() -> Callable[[Round, Round], None]:
    """Let one case go on under another, as the centre does."""

    def merged(child: Round, parent: Round) -> None:
        actor = parent.dispatcher
        assert actor.workspace is not None
        head = parent.ticket(actor)
        with in_workspace(actor.workspace):
            ticket, place = acting_place(actor, Verb.MERGE, child.ticket(actor).id, None)
            with command(actor=actor, verb=Verb.MERGE, ticket=ticket, place=place) as move:
                end_case(move, place, State.MERGED, merged_into_id=head.id)

    return merged


@pytest.fixture
def reply(city: Any) -> Callable[..., Any]:
    def replied(round_: Round, text: str = "路灯已修复", **more: Any) -> Any:
        ticket = round_.ticket(round_.dispatcher)
        return city.do(round_.dispatcher, reply_to_caller, ticket_id=ticket.id, text=text, **more)

    return replied


@pytest.fixture
def kept(city: Any) -> Callable[[Round], dict[str, Any]]:
    """What is kept of the present reply to a case."""

    def found(round_: Round) -> dict[str, Any]:
        with in_workspace(city.ref("xianning")):
            ticket = round_.ticket(round_.dispatcher)
            answer = Answer.objects.get(ticket_id=ticket.id, reply_id=ticket.reply_id)
            return {
                "ticket": ticket,
                "answer": answer,
                "reply": Reply.objects.get(pk=answer.reply_id),
                "proofs": list(DeliveryProof.objects.filter(answer=answer)),
                "messages": list(Message.objects.filter(ticket_id=ticket.id, purpose="reply")),
            }

    return found


@pytest.fixture
def send() -> Callable[[], int]:
    def sent() -> int:
        with in_public():
            return send_due()

    return sent


@pytest.fixture
def delivery(city: Any) -> Callable[[Any], Delivery]:
    def found(message_id: Any) -> Delivery:
        with in_workspace(city.ref("xianning")):
            return Delivery.objects.get(message_id=message_id)

    return found
