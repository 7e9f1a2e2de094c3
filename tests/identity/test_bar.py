"""A village complained of in secret: its staff and its township find nothing, by any path.

Each path is tried with what is there and with what never was: both must answer alike, and no
answer may hold a trace of the request or of who made it.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from kernel.ids import uuid7
from outbox.delivering import drain
from tests.api.tickets.asking import (
    Person,
    document,
    everything,
    fields_of,
    get_named_type,
    given,
)
from tests.identity.stories import NAME, PHONE, TRACES, WORDS, SecretRound
from tickets.models import Assignment, Ticket

NOWHERE = "4212-2026-999999"
SEARCH = """query ($w: TicketFilter) { tickets(first: 20, where: $w) {
  totalCount nodes { id number title } } }"""
CASES = "query ($w: CaseFilter) { cases(first: 20, where: $w) { totalCount nodes { number } } }"
NOTICES = "{ notices(first: 50) { totalCount nodes { id number title } } }"


class Known:
    """What somebody may have heard of a request, or what never was."""

    def __init__(self, ticket_id: Any, giving: Any, number: str, words: str, name: str) -> None:
        self.ticket, self.giving = str(ticket_id), str(giving)
        self.number, self.words, self.name = number, words, name


def _mutation(name: str, **said: Any) -> Callable[[Person, Known], Any]:
    def try_(person: Person, known: Known) -> Any:
        args = fields_of("Mutation")[name].args
        told = {}
        for arg, argument in args.items():
            if arg == "ticketId":
                told[arg] = known.ticket
            elif arg == "assignmentId":
                told[arg] = known.giving
            elif arg in said:
                told[arg] = said[arg]
            elif str(argument.type).endswith("!"):
                told[arg] = given(argument.type)
        return person.ask(document("Mutation", name, "{ errors { code message } }"), **told)

    return try_


def _query(text: str, **variables: str) -> Callable[[Person, Known], Any]:
    """A query whose variables are taken from what is known."""

    def try_(person: Person, known: Known) -> Any:
        told = {name: getattr(known, value) for name, value in variables.items()}
        return person.ask(text, **told)

    return try_


def _list(**where: str) -> Callable[[Person, Known], Any]:
    def try_(person: Person, known: Known) -> Any:
        told = {name: getattr(known, value, value) for name, value in where.items()}
        return person.ask(SEARCH, w=told)

    return try_


def _whole(name: str) -> str:
    type_ = get_named_type(fields_of("Query")[name].type)
    return document("Query", name, f"{{ {everything(type_, 1)} }}")


PATHS: dict[str, Callable[[Person, Known], Any]] = {
    "list": _list(),
    "list of the inbox": _list(box="INBOX"),
    "list of what was given": _list(box="GIVEN"),
    "search by number": _list(search="number"),
    "search by words": _list(search="words"),
    "search by name": _list(search="name"),
    "ticket by id": _query(_whole("ticket"), ticketId="ticket"),
    "ticket by the id of its giving": _query(_whole("ticket"), ticketId="giving"),
    "timeline": _query(
        "query ($t: ID!) { ticket(ticketId: $t) { timeline(first: 9) { totalCount } } }",
        t="ticket",
    ),
    "delegate targets": _query(
        "query ($t: ID!) { ticket(ticketId: $t) { delegateTargets { id } } }", t="ticket"
    ),
    "attachments and documents": _query(
        "query ($t: ID!) { ticket(ticketId: $t) { attachments { id } documents { id } } }",
        t="ticket",
    ),
    "case by number": _query(_whole("case"), number="number"),
    "custody by number": _query(_whole("custody"), number="number"),
    "cases": lambda person, _known: person.ask(CASES),
    "cases by number": lambda person, known: person.ask(CASES, w={"number": known.number}),
    "notices": lambda person, _known: person.ask(NOTICES),
    "what was revealed": _query(
        "query ($t: ID) { revealedIdentity(ticketId: $t) { name } }", t="ticket"
    ),
    "what was revealed for a giving": _query(
        "query ($t: ID) { revealedIdentity(assignmentId: $t) { name } }", t="giving"
    ),
    "found by number": _query(
        "query ($n: String) { findTickets(first: 5, number: $n) { nodes { number } } }", n="number"
    ),
    "found by words": _query(
        "query ($n: String) { findTickets(first: 5, text: $n) { nodes { number } } }", n="words"
    ),
    "found by name": _query(
        "query ($n: String) { findTickets(first: 5, name: $n) { nodes { number } } }", n="name"
    ),
    "what a caller asked before": lambda person, _known: person.ask(
        "query ($p: String!) { callerHistory(first: 5, phone: $p) { totalCount } }", p=PHONE
    ),
    "duplicates of it": _query(
        "query ($t: ID) { duplicateCandidates(ticketId: $t) { score } }", t="ticket"
    ),
    "duplicates of a draft of the same words": _query(
        "query ($w: String) { duplicateCandidates(title: $w, body: $w) { score"
        " ticket { number } } }",
        w="words",
    ),
    "documents of it": _query(
        "query ($t: ID) { documents(first: 5, ticketId: $t) { nodes { id } } }", t="ticket"
    ),
    "reveal": _mutation("revealIdentity", reason="核查"),
    "release": _mutation("releaseContact"),
    "mark": _mutation("markSecret"),
    "investigation": _mutation("markInvestigation"),
    "grant": _mutation("grantTicketAccess"),
    "end a grant": _mutation("endTicketAccess"),
    **{
        f"verb {name}": _mutation(name)
        for name in (
            *("acceptTicket", "delegateTicket", "escalateTicket", "addAssist", "waiveAssist"),
            *("signAssignment", "returnAssignment", "adjudicateReturn", "reportAssignment"),
            *("reviewReport", "replyToCaller", "recordFollowUp", "archiveTicket"),
        )
    },
}


@pytest.fixture(scope="module")
def secret(city: Any) -> SecretRound:
    """A complaint about the township, in the county's hands, with helpers and notices."""
    round_ = SecretRound(city).open(city.walkthrough_units()[0]).at_county()
    drain()
    return round_


@pytest.fixture(scope="module")
def barred(city: Any, walkers: dict[str, Person], person: Any) -> dict[str, Person]:
    township = city.walkthrough_units()[0]
    return {
        "township": walkers["township"],
        "village": walkers["village"],
        "another village": person(_second_village(city, township), "chibi"),
    }


def _second_village(city: Any, township: Any) -> str:
    from people.models import Membership
    from tenancy.context import in_public

    with in_public():
        staffed = Membership.objects.filter(
            unit__parent=township, unit__kind="village", role="handler"
        )
        return staffed.order_by("unit__code").values_list("user__username", flat=True)[1]


def _of(secret: SecretRound, copy: str) -> Known:
    actor = secret.county if copy == "chibi" else secret.dispatcher
    ticket = secret.ticket(actor)
    return Known(ticket.id, secret.ticket(secret.county).assignment_id, secret.number, WORDS, NAME)


NOTHING = Known(uuid7(), uuid7(), NOWHERE, "黄鹂与翠柳", "公孙无名")


def test_enough_paths_are_tried() -> None:
    assert len(PATHS) >= 40
    tried = {name.removeprefix("verb ") for name in PATHS}
    assert {"list", "ticket by id", "case by number", "custody by number", "notices"} <= tried


@pytest.mark.parametrize("who", ["township", "village", "another village"])
@pytest.mark.parametrize("copy", ["chibi", "xianning"])
@pytest.mark.parametrize("path", PATHS)
def test_no_path_tells_the_respondent(secret, barred, unchanged, path, copy, who) -> None:
    known = _of(secret, copy)
    with unchanged():
        told, absent = PATHS[path](barred[who], known), PATHS[path](barred[who], NOTHING)

    assert _plain(told) == _plain(absent)
    for trace in (*TRACES, WORDS, secret.number, known.ticket, known.giving):
        assert trace not in str(told), (path, trace)


def _plain(answer: Any) -> Any:
    """An answer without where it went wrong, which repeats the question."""
    if isinstance(answer, dict):
        return {key: _plain(value) for key, value in answer.items() if key != "locations"}
    return [_plain(each) for each in answer] if isinstance(answer, list) else answer


def test_the_county_that_handles_it_does_see_it(secret, walkers) -> None:
    """The paths would find it: they are no paths into nothing."""
    known, county = _of(secret, "chibi"), walkers["county"]

    for path in ("list", "list of the inbox", "search by number", "search by words", "notices"):
        assert secret.number in str(PATHS[path](county, known)), path
    for path in ("ticket by id", "case by number", "custody by number", "cases by number"):
        assert secret.number in str(PATHS[path](county, known)), path


def test_the_city_department_complained_of_learns_nothing_in_the_accepting_workspace(
    city, person, walkers
) -> None:
    """The request lies in the very schema in which the respondent works."""
    round_ = SecretRound(city).open(city.unit("421200-D05"))
    own = round_.ticket(round_.dispatcher)
    known = Known(own.id, uuid7(), round_.number, WORDS, NAME)
    respondent = person("city.chengguan.handler")

    for path, try_ in PATHS.items():
        told, absent = try_(respondent, known), try_(respondent, NOTHING)
        assert _plain(told) == _plain(absent), path
        for trace in (*TRACES, WORDS, round_.number, known.ticket):
            assert trace not in str(told), (path, trace)
    assert round_.number in str(PATHS["list"](walkers["city"], known))


def test_somebody_who_also_works_for_the_respondent_sees_it_nowhere(city, person) -> None:
    """`duo` dispatches for the city and for 赤壁市: of a complaint about the latter, nowhere."""
    words = "红隼与白鹤"
    round_ = SecretRound(city).open(city.unit("421281"), title=words)
    known = Known(round_.ticket(round_.dispatcher).id, uuid7(), round_.number, words, NAME)
    duo = person("duo.dispatcher", "xianning")

    for path, try_ in PATHS.items():
        answer = str(try_(duo, known))
        assert round_.number not in answer, path
        assert words not in answer, path
    with city.at(city.actor("city.dispatcher")):
        assert Ticket.objects.filter(number=round_.number).exists()


def test_a_county_case_that_the_city_only_oversees_is_not_in_its_lists(city, walkers) -> None:
    round_ = SecretRound(city)
    from tests.identity.stories import complaint

    round_.register(round_.county, request=complaint(city.unit("421200-D08")))

    assert round_.number not in str(walkers["city"].ask(CASES))
    answer = PATHS["case by number"](
        walkers["city"], Known(uuid7(), uuid7(), round_.number, WORDS, NAME)
    )
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert round_.number in str(walkers["county"].ask(CASES))


def test_who_is_barred_is_no_participant_and_has_no_giving(secret, city) -> None:
    units = {secret.township_unit.id, secret.village_unit.id}
    for slug in ("xianning", "chibi"):
        with city.at(city.actor(f"{'city' if slug == 'xianning' else slug}.dispatcher")):
            found = Ticket.objects.get(number=secret.number)
            part: set[UUID] = set(found.participants.values_list("unit_id", flat=True))
            given_to = set(
                Assignment.objects.filter(ticket=found).values_list("to_unit", flat=True)
            )
        assert not units & (part | given_to)
