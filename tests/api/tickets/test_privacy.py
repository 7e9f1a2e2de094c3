"""The citizen stays in the accepting workspace: nothing of them is in any other's answers."""

from dataclasses import replace

import pytest

from api.core.policy import WORKSPACE
from api.schema import POLICY
from graphql import is_required_argument
from outbox.delivering import drain
from tests.api.tickets.asking import (
    Person,
    document,
    everything,
    fields_of,
    get_named_type,
    given,
)
from tests.harness.rounds import REQUEST, Round

SECRET = "黑天鹅与灰犀牛"
NAME = "欧阳修远"
PHONE = "13912345678"
SHARED = "村口三盏路灯坏了半个月，请核实。"
MATTER = replace(
    REQUEST,
    body=f"村口三盏路灯坏了半个月。{SECRET}，家住 3 栋，电话 {PHONE}。",
    body_shared=SHARED,
    caller_name=NAME,
    caller_phone=PHONE,
)
READ = (
    "query ($id: ID!) { ticket(ticketId: $id) { body bodyShared isOrigin caller { name phone } } }"
)


def _queries(round_: Round, ticket_id: str) -> dict[str, dict]:
    """Every query of the schema with all that it can be asked for."""
    known = {
        **{"ticketId": ticket_id, "number": round_.number, "first": 3},
        "unitId": str(round_.county_unit.id),
    }
    inside = {
        name: field
        for name, field in fields_of("Query").items()
        if WORKSPACE in POLICY[f"Query.{name}"].where
    }
    return {
        name: {
            arg: known.get(arg, given(argument.type))
            for arg, argument in field.args.items()
            if arg in {"ticketId", "number"} or is_required_argument(argument)
        }
        for name, field in inside.items()
    }


def _answers(person: Person, round_: Round, ticket_id: str) -> str:
    """All that a person can read here, as the bytes that were sent."""
    found = []
    for name, arguments in _queries(round_, ticket_id).items():
        type_ = get_named_type(fields_of("Query")[name].type)
        # As deep as one question may cost.
        for depth in (3, 2, 1):
            text = document("Query", name, f"{{ {everything(type_, depth)} }}")
            response = person.post(text, **arguments)
            if b"LIMIT_EXCEEDED" not in response.content:
                break
        assert response.status_code == 200, response.content
        codes = [each["extensions"]["code"] for each in response.json().get("errors", [])]
        assert set(codes) <= {"NOT_FOUND", "PERMISSION_DENIED", "BAD_REQUEST"}, (name, codes)
        found.append(response.content.decode())
    return "\n".join(found)


def _finished(city) -> Round:
    """Every level took part; the city has replied, asked and archived."""
    round_ = Round(city)
    round_.register(request=MATTER)
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    round_.delegate(round_.township, round_.village_unit)
    round_.back_to_city()
    round_.reply()
    round_.follow_up(opinion="很快")
    round_.archive()
    drain()
    return round_


@pytest.mark.parametrize("level", ["county", "township", "village"])
def test_a_secret_of_the_body_never_leaves_its_workspace(city, walkers, level):
    round_ = _finished(city)
    copy = str(round_.ticket(round_.county).id)

    read = _answers(walkers[level], round_, copy)

    assert SHARED in read
    assert round_.number in read
    for secret in (SECRET, NAME, PHONE):
        assert secret not in read


def test_the_accepting_workspace_reads_the_body_and_a_masked_caller(city, walkers):
    round_ = _finished(city)
    own = round_.ticket(round_.dispatcher)

    read = _answers(walkers["city"], round_, str(own.id))
    ticket = walkers["city"].ask(READ, id=own.id)["data"]["ticket"]

    assert SECRET in read
    assert ticket["body"] == MATTER.body.replace(PHONE, "[电话]")
    assert ticket["caller"] == {"name": "欧**", "phone": "139****5678"}
    assert NAME not in read
    assert PHONE not in read


def test_no_workspace_without_a_part_reads_anything(city, person):
    round_ = _finished(city)

    read = _answers(person("xianan.dispatcher"), round_, str(round_.ticket(round_.county).id))

    for trace in (SECRET, NAME, PHONE, SHARED, round_.number):
        assert trace not in read


def test_what_is_escalated_keeps_its_citizen_below(city, walkers):
    """With a secret of its own: each workspace has other cases, and may read those."""
    round_ = Round(city)
    secret = "白鹭与青鸟"
    request = replace(MATTER, body=f"村口路灯坏了。{secret}")
    round_.register(round_.county, request=request)
    round_.accept(round_.county)
    round_.escalate(round_.county)
    drain()
    above, below = round_.ticket(round_.dispatcher), round_.ticket(round_.county)

    seen = walkers["city"].ask(READ, id=above.id)["data"]["ticket"]
    read = _answers(walkers["city"], round_, str(above.id))

    assert seen == {"body": None, "bodyShared": SHARED, "isOrigin": False, "caller": None}
    assert SHARED in read
    assert secret not in read
    assert walkers["county"].ask(READ, id=below.id)["data"]["ticket"]["body"] == request.body
