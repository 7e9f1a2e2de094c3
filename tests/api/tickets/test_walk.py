"""The whole way of a case over HTTP, step by step."""

from datetime import timedelta
from itertools import pairwise

from kernel.clock import LOCAL, now
from tests.api.tickets.asking import Person, ticket_mutations

REQUEST = {
    "kind": "HELP",
    "title": "路灯不亮",
    "body": "村口三盏路灯坏了半个月，联系电话 13800000001。",
    "callerName": "张三",
    "callerPhone": "13800000001",
    "address": "官塘驿镇",
    "urgency": "ORDINARY",
    "channel": "PHONE",
}
INBOX = """query ($number: String!) {
  tickets(first: 2, where: {box: INBOX, search: $number}) { nodes { id } } }"""
BY_ASSIGNMENT = {
    *("signAssignment", "returnAssignment", "adjudicateReturn"),
    *("reportAssignment", "reviewReport"),
}
REPORT = {"report": "已更换灯具", "replyDraft": "路灯已修复"}


class Walk:
    """One case; every act is one HTTP request, and its outcome is compared at once."""

    def __init__(self, walkers: dict[str, Person], city) -> None:
        self.walkers = walkers
        self.names = {
            city.unit("421200").code: "city",
            city.unit("421281").code: "county",
            **dict(
                zip(
                    [unit.code for unit in city.walkthrough_units()],
                    ["township", "village"],
                    strict=True,
                )
            ),
        }
        self.ids: dict[str, str] = {}
        self.used: set[str] = set()
        self.version = 0
        self.number = ""

    def at(self, who: str) -> dict:
        """The ticket as that level finds it in its inbox."""
        person = self.walkers[who]
        if who not in self.ids:
            answer = person.ask(INBOX, number=self.number)
            (found,) = answer["data"]["tickets"]["nodes"]
            self.ids[who] = found["id"]
        return person.ticket(self.ids[who])

    def act(self, who: str, name: str, holder: str | None, state: str, **arguments) -> dict:
        """Do it; afterwards `holder` has the case in `state`, one version on."""
        args = dict(arguments)
        if name != "registerTicket":
            ticket = self.at(who)
            key = "assignmentId" if name in BY_ASSIGNMENT else "ticketId"
            args[key] = ticket["actionAssignmentId"] if key == "assignmentId" else ticket["id"]
            args["expectedVersion"] = self.version
        after = self.walkers[who].do(name, idempotencyKey=f"{name}-{self.version}", **args)
        self.used.add(name)
        self.ids[who], self.number = after["id"], after["number"]
        self.version += 1
        assert after["version"] == self.version
        assert self.custody(who) == (holder, state, self.version)
        return after

    def custody(self, who: str) -> tuple[str | None, str, int]:
        answer = self.walkers[who].ask(
            "query ($id: ID!) { ticket(ticketId: $id) {"
            " custody { state version holder { code } } } }",
            id=self.ids[who],
        )
        custody = answer["data"]["ticket"]["custody"]
        holder = custody["holder"] and self.names[custody["holder"]["code"]]
        return holder, custody["state"], custody["version"]


def test_the_whole_way_down_and_back(walkers, city):
    walk = Walk(walkers, city)
    unit = {name: str(city.unit(code).id) for code, name in walk.names.items()}
    due = (now() + timedelta(days=1)).astimezone(LOCAL).replace(microsecond=0)

    walk.act("city", "registerTicket", "city", "REGISTERED", **REQUEST)
    walk.act("city", "acceptTicket", "city", "ACCEPTED")
    walk.act(
        "city",
        "delegateTicket",
        "county",
        "RECEIVED",
        toUnitId=unit["county"],
        requirement="三日内反馈",
        dueAt=due.isoformat(),
    )
    walk.act("county", "signAssignment", "county", "HANDLING")
    walk.act("county", "delegateTicket", "township", "RECEIVED", toUnitId=unit["township"])
    walk.act(
        "township",
        "returnAssignment",
        "county",
        "ADJUDICATING",
        reason="WRONG_AREA",
        note="不在本辖区",
        suggestedUnitId=unit["village"],
    )
    walk.act("county", "adjudicateReturn", "township", "HANDLING", upheld=False, note="由你办理")
    walk.act("township", "reportAssignment", "county", "REVIEWING", **REPORT)
    walk.act("county", "reviewReport", "township", "HANDLING", accepted=False, note="请补充")
    walk.act("township", "reportAssignment", "county", "REVIEWING", **REPORT)
    walk.act("county", "reviewReport", "county", "HANDLING", accepted=True)
    walk.act("county", "reportAssignment", "city", "REVIEWING", **REPORT)
    walk.act("city", "reviewReport", "city", "REPLYING", accepted=True)
    walk.act("city", "replyToCaller", "city", "FOLLOWING_UP", text="路灯已修复")
    walk.act(
        "city",
        "recordFollowUp",
        "city",
        "FOLLOWING_UP",
        reached=True,
        resolved=True,
        satisfaction="SATISFIED",
        opinion="很快",
    )
    walk.act("city", "archiveTicket", None, "ARCHIVED")

    assert walk.used <= set(ticket_mutations())


def test_escalation(walkers, city):
    walk = Walk(walkers, city)
    levels = ["village", "township", "county", "city"]

    walk.act("village", "registerTicket", "village", "REGISTERED", **REQUEST)
    walk.act("village", "acceptTicket", "village", "ACCEPTED")
    for below, above in pairwise(levels):
        walk.act(below, "escalateTicket", above, "RECEIVED", reason="超出职权")
        walk.act(above, "signAssignment", above, "HANDLING")
    for above, below in pairwise(reversed(levels)):
        walk.act(above, "reportAssignment", below, "REVIEWING", **REPORT)
        walk.act(
            below,
            "reviewReport",
            below,
            "REPLYING" if below == "village" else "HANDLING",
            accepted=True,
        )


def test_a_document_can_be_sent_twice(walkers, unchanged):
    """The same key answers the same ticket, over HTTP too."""
    first = walkers["city"].do("registerTicket", idempotencyKey="sent-twice", **REQUEST)
    with unchanged():
        again = walkers["city"].do("registerTicket", idempotencyKey="sent-twice", **REQUEST)

    assert again == first
    other = {**REQUEST, "title": "井盖丢失"}
    with unchanged():
        refused = walkers["city"].try_("registerTicket", idempotencyKey="sent-twice", **other)
    assert refused == ("IDEMPOTENCY_MISMATCH", "idempotencyKey")
