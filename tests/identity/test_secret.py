"""A secret request: every rule of who may learn what, and of who may never."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from custody.models import CaseState
from identity.models import IdentityRelease, IdentityReleaseEnd, Reveal
from identity.services.granting import end_ticket_access, grant_ticket_access
from identity.services.marking import mark_secret
from kernel.clock import now
from kernel.errors import DomainError, PermissionDenied
from kernel.ids import uuid7
from people.models import User
from tenancy.context import in_public, in_workspace
from tests.api.tickets.asking import Person
from tests.harness.rounds import REQUEST
from tests.identity.asking import GRANT, OFFER, fresh_code, reveal, still
from tests.identity.stories import NAME, PHONE, TRACES, WORDS, SecretRound, complaint
from tickets.models import Kind, ReturnReason, Ticket
from tickets.services.assisting import add_assist
from tickets.services.giving import delegate_ticket
from tickets.services.registering import register_ticket
from tickets.services.returning import return_assignment
from trail.models import TrailEntry
from yihao.verification.verifying import verify_custody

READ = """query ($t: ID!) { ticket(ticketId: $t) { title body bodyShared address secret hasCaller
  caller { name phone } respondentUnit { code } respondentNamed
  timeline(first: 50) { nodes { note } } followUps { opinion } } }"""


@pytest.fixture
def secret(city: Any) -> SecretRound:
    return SecretRound(city).open()


@pytest.fixture
def manager(person: Any) -> Person:
    return person("city.manager")


def _seen(person: Person, ticket: Any) -> Any:
    return person.ask(READ, t=str(ticket))["data"]["ticket"]


# -- what is secret ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "said", "secret"),
    [
        (Kind.REPORT, {}, True),
        (Kind.REPORT, {"secret": False}, False),
        (Kind.COMPLAINT, {}, False),
        (Kind.COMPLAINT, {"respondent_named": True}, True),
        (Kind.HELP, {"secret": True}, True),
        (Kind.HELP, {}, False),
    ],
)
def test_reports_and_complaints_against_a_person_are_secret_unless_said(
    city, kind, said, secret
) -> None:
    round_ = SecretRound(city).open(kind=kind, **said)

    assert round_.ticket(round_.dispatcher).secret is secret
    assert round_.case().secret is secret


def test_the_flag_over_the_api_is_one_way(secret, walkers) -> None:
    own = secret.ticket(secret.dispatcher)

    refused = walkers["city"].try_("markSecret", ticketId=own.id, reason="再次")

    assert refused == ("ALREADY_SECRET", "ticketId")
    assert "MARK_SECRET" not in walkers["city"].ticket(own.id)["allowedActions"]
    with (
        in_workspace(secret.dispatcher.workspace),
        pytest.raises(Exception, match="permission denied"),
    ):
        Ticket.objects.filter(pk=own.id).update(secret=False)


# -- revealing --------------------------------------------------------------------------------


def test_revealing_takes_permission_reason_code_and_lasts_a_quarter_of_an_hour(
    secret, manager, person, city
) -> None:
    own = secret.ticket(secret.dispatcher).id
    with time_machine.travel(now(), tick=False) as clock:
        assert reveal(person("city.agent"), own) == "PERMISSION_DENIED"
        assert reveal(manager, own) == "EMPTY"
        assert reveal(manager, own, reason="联系举报人核实") == "SECOND_FACTOR_REQUIRED"
        assert reveal(manager, own, reason="核实", code="000000") == "SECOND_FACTOR_WRONG"
        assert still(manager, own) is None
        code = fresh_code("city.manager")

        shown = reveal(manager, own, reason="联系举报人核实", code=code)

        assert (shown["name"], shown["phone"], shown["tier"]) == (NAME, PHONE, "SECRET")
        assert PHONE[:3] in shown["body"]
        ends = now() + timedelta(minutes=15)
        assert datetime.fromisoformat(shown["expiresAt"]) == ends
        assert still(manager, own)["phone"] == PHONE
        assert reveal(manager, own, reason="再看", code=code) == "SECOND_FACTOR_WRONG"
        clock.shift(timedelta(minutes=15))
        assert still(manager, own) is None
    with in_workspace(city.ref("xianning")):
        told = TrailEntry.objects.filter(object_id=own, verb__startswith="identity.")
        verbs = list(told.order_by("id").values_list("verb", flat=True))
        [row] = Reveal.objects.filter(ticket=own)
    assert verbs == ["identity.reveal", "identity.look"]
    assert (row.tier, row.ground, row.reason) == ("secret", "centre", "联系举报人核实")
    assert row.expires_at - row.at == timedelta(minutes=15)


def test_without_a_second_factor_of_ones_own_nobody_reveals(city, person) -> None:
    """The dispatcher of a county has the permission and no code generator."""
    round_ = SecretRound(city)
    round_.register(round_.county, request=complaint(round_.village_unit))
    own = round_.ticket(round_.county).id

    answer = reveal(person("chibi.dispatcher"), own, reason="核实", code="123456")

    assert answer == "SECOND_FACTOR_MISSING"


def test_who_handles_it_never_sees_the_citizen_at_any_level(secret, walkers, city) -> None:
    other = city.unit("421281001")
    assert other.id == secret.township_unit.id
    secret.at_county()
    copy = secret.ticket(secret.county).id

    for level in ("county", "township", "village"):
        assert reveal(walkers[level], copy, reason="联系") == "PERMISSION_DENIED"
    assert walkers["county"].ask(OFFER, t=str(copy))["data"]["ticket"]["revealOffer"] is None


def test_a_contact_of_a_secret_request_cannot_be_released(secret, walkers, city) -> None:
    secret.accept()
    ticket = secret.in_hand(secret.dispatcher)
    helper = city.unit("421281")
    city.do(secret.dispatcher, add_assist, ticket_id=ticket.id, unit_ids=[helper.id])
    giving = secret.ticket(secret.county).assignment_id

    refused = walkers["city"].try_("releaseContact", assignmentId=giving)

    assert refused == ("CONTACT_WITHHELD", "assignmentId")


# -- texts ------------------------------------------------------------------------------------


def test_what_crosses_a_level_leads_to_nobody(secret, walkers) -> None:
    secret.accept()
    secret.delegate(
        secret.dispatcher,
        secret.county_unit,
        requirement=f"请联系{NAME}（{PHONE}），欧阳先生住9栋3单元",
        body_shared=f"{NAME}反映截留补贴{WORDS}，住9栋3单元",
    )
    secret.sign(secret.county)
    copy = _seen(walkers["county"], secret.ticket(secret.county).id)
    shown = walkers["county"].ask(
        "query ($t: ID!) { ticket(ticketId: $t) { assignments { requirement } } }",
        t=str(secret.ticket(secret.county).id),
    )

    told = f"{copy} {shown}"
    assert WORDS in copy["title"]
    assert WORDS in copy["bodyShared"]
    assert (copy["body"], copy["caller"], copy["address"], copy["hasCaller"]) == (
        None,
        None,
        "",
        False,
    )
    for trace in (*TRACES, "欧阳"):
        assert trace not in told


def test_at_the_accepting_centre_too_everything_is_masked_until_it_is_revealed(
    secret, walkers
) -> None:
    seen = _seen(walkers["city"], secret.ticket(secret.dispatcher).id)

    assert seen["caller"] is None
    assert seen["hasCaller"] is True
    assert WORDS in seen["body"]
    for trace in TRACES:
        assert trace not in f"{seen['body']}{seen['title']}{seen['bodyShared']}"


def test_inside_one_workspace_the_receiver_reads_its_own_part_only(city, person) -> None:
    """The county accepts and gives to its township: one ticket, two views of it."""
    round_ = SecretRound(city)
    other = city.unit("421281002")
    round_.register(round_.county, request=complaint(other))
    round_.accept(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    own = round_.ticket(round_.county).id

    inside = _seen(person("chibi.dispatcher"), own)
    outside = _seen(person(city.user_for(round_.township_unit.code), "chibi"), own)

    assert WORDS in inside["body"]
    assert inside["address"] == "幸福路5号9栋3单元"
    assert (outside["body"], outside["caller"], outside["address"]) == (None, None, "")
    assert WORDS in outside["bodyShared"]
    for trace in TRACES:
        assert trace not in str(outside)


def test_notes_never_hold_the_name_for_a_timeline_cannot_be_erased(secret, walkers) -> None:
    secret.accept()
    secret.delegate(secret.dispatcher, secret.county_unit, requirement=f"联系{NAME}")
    with in_workspace(secret.dispatcher.workspace):
        own = Ticket.objects.get(number=secret.number)
        notes = " ".join(own.events.values_list("note", flat=True))

    assert "联系[姓名]" in notes
    assert NAME not in notes


# -- the conflict bar in giving ---------------------------------------------------------------


def test_the_respondent_and_everything_below_it_cannot_be_given_it(city, walkers, refused) -> None:
    round_ = SecretRound(city)
    round_.open(round_.township_unit).at_county()
    ticket = round_.in_hand(round_.county)

    targets = [each["id"] for each in walkers["county"].ticket(ticket.id)["delegateTargets"]]
    assert str(round_.township_unit.id) not in targets
    assert len(targets) > 5
    with refused("RESPONDENT_BARRED", "toUnitId"):
        city.do(
            round_.county,
            delegate_ticket,
            ticket_id=ticket.id,
            to_unit_id=round_.township_unit.id,
        )
    for unit in (round_.township_unit, round_.village_unit):
        with refused("RESPONDENT_BARRED", "unitIds"):
            city.do(round_.county, add_assist, ticket_id=ticket.id, unit_ids=[unit.id])


def test_a_respondent_suggested_for_it_is_answered_for_as_absent(city, refused) -> None:
    round_ = SecretRound(city)
    round_.open(round_.township_unit)
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    giving = round_.giving(round_.county)

    messages = set()
    for unit_id in (round_.township_unit.id, round_.village_unit.id, uuid7()):
        with pytest.raises(DomainError) as refusal:
            city.do(
                round_.county,
                return_assignment,
                assignment_id=giving,
                reason=ReturnReason.WRONG_AREA,
                note="应由乡镇办理",
                suggested_unit_id=unit_id,
            )
        messages.add((str(refusal.value.code), refusal.value.field, refusal.value.message))

    assert messages == {("UNIT_UNKNOWN", "suggestedUnitId", "没有这个建议承办单位")}


def test_an_open_complaint_may_go_to_the_unit_one_against_an_officer_may_not(city, refused) -> None:
    open_ = SecretRound(city)
    open_.open(open_.county_unit, kind=Kind.COMPLAINT)
    open_.accept()
    open_.delegate(open_.dispatcher, open_.county_unit)
    assert open_.ticket(open_.county).respondent_unit_id == open_.county_unit.id

    named = SecretRound(city)
    named.open(named.county_unit, kind=Kind.COMPLAINT, respondent_named=True, secret=False)
    named.accept()
    ticket = named.in_hand(named.dispatcher)
    assert ticket.secret is False
    with refused("RESPONDENT_BARRED", "toUnitId"):
        city.do(
            named.dispatcher,
            delegate_ticket,
            ticket_id=ticket.id,
            to_unit_id=named.county_unit.id,
        )


@pytest.mark.parametrize("who", ["county", "township", "village", "duo"])
def test_nobody_takes_down_a_secret_complaint_about_whom_they_work_for(city, refused, who) -> None:
    round_ = SecretRound(city)
    actor = city.actor("duo.dispatcher") if who == "duo" else getattr(round_, who)

    with refused("RESPONDENT_BARRED", "respondentUnitId"):
        city.do(actor, register_ticket, request=complaint(round_.county_unit))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"respondent_unit_id": uuid7()}, "UNIT_UNKNOWN"),
        ({"respondent_unit_id": None, "respondent_named": True}, "UNIT_REQUIRED"),
    ],
)
def test_a_respondent_must_exist_and_be_named(city, refused, said, code) -> None:
    round_ = SecretRound(city)

    with refused(code, "respondentUnitId"):
        city.do(round_.dispatcher, register_ticket, request=complaint(round_.village_unit, **said))


# -- releasing to an investigator -------------------------------------------------------------


def _user(username: str) -> User:
    with in_public():
        return User.objects.get(username=username)


def _granted(round_: Any, username: Any, **more: Any) -> Ticket:
    told = {
        "until": now() + timedelta(days=3),
        "reason": "移交核查",
        "consent_note": f"{NAME}电话同意移交身份",
        **more,
    }
    return round_.city.do(
        round_.city.actor("city.manager"),
        grant_ticket_access,
        ticket_id=round_.ticket(round_.dispatcher).id,
        user_id=_user(username).pk if isinstance(username, str) else username,
        **told,
    )


def test_with_consent_one_named_investigator_sees_ticket_and_identity_for_a_time(
    secret, city, person, enrolled
) -> None:
    username = "city.chengguan.handler"
    investigator, own = person(username), secret.ticket(secret.dispatcher).id
    enrolled(username)
    assert investigator.ask(READ, t=str(own))["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    with time_machine.travel(now(), tick=False) as clock:
        _granted(secret, username, until=now() + timedelta(minutes=10))

        seen = _seen(investigator, own)
        assert (seen["body"], seen["caller"], seen["address"]) == (None, None, "")
        for trace in TRACES:
            assert trace not in str(seen)
        assert reveal(investigator, own) == "EMPTY"
        assert reveal(investigator, own, reason="核查") == "SECOND_FACTOR_REQUIRED"
        shown = reveal(investigator, own, reason="核查", code=fresh_code(username))
        assert (shown["name"], shown["phone"], shown["body"]) == (NAME, PHONE, None)
        assert still(investigator, own)["phone"] == PHONE
        for other in ("city.renshe.handler", "city.agent"):
            assert reveal(person(other), own, reason="核查") == "PERMISSION_DENIED"

        clock.shift(timedelta(minutes=10))

        assert reveal(investigator, own, reason="核查") == "PERMISSION_DENIED"
        answer = investigator.ask(READ, t=str(own))
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    with in_workspace(city.ref("xianning")):
        [row] = Reveal.objects.filter(ticket=own, ground="release")
        [release] = IdentityRelease.objects.filter(ticket=own)
        granted = TrailEntry.objects.filter(object_id=own, verb="identity.grant")
        assert granted.count() == 1
    assert (row.release_id, row.unit_id) == (release.id, city.unit("421200-D05").id)
    assert row.expires_at == release.until
    assert release.consent_note == "[姓名]电话同意移交身份"


def test_an_investigator_of_another_workspace_looks_through_their_own_copy(
    secret, city, person, enrolled
) -> None:
    enrolled("chibi.dispatcher")
    secret.at_county()
    copy = secret.ticket(secret.county).id
    _granted(secret, "chibi.dispatcher")

    shown = reveal(
        person("chibi.dispatcher"), copy, reason="核查", code=fresh_code("chibi.dispatcher")
    )

    assert (shown["name"], shown["phone"], shown["body"]) == (NAME, PHONE, None)
    with in_workspace(city.ref("chibi")):
        assert TrailEntry.objects.filter(verb="identity.reveal", object_id=copy).count() == 1
        assert Reveal.objects.count() == 0


def test_taken_back_it_ends_at_once_and_another_may_be_named(secret, city, person) -> None:
    own = secret.ticket(secret.dispatcher).id
    _granted(secret, "city.chengguan.handler")
    with pytest.raises(DomainError) as second:
        _granted(secret, "city.renshe.handler")
    assert (str(second.value.code), second.value.field) == ("RELEASE_EXISTS", "userId")

    city.do(city.actor("city.manager"), end_ticket_access, ticket_id=own, reason="换人")

    answer = person("city.chengguan.handler").ask(READ, t=str(own))
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    _granted(secret, "city.renshe.handler")
    assert _seen(person("city.renshe.handler"), own)["secret"] is True
    with in_workspace(city.ref("xianning")):
        assert IdentityReleaseEnd.objects.filter(release__ticket=own).count() == 1


@pytest.mark.parametrize(
    ("who", "code", "field"),
    [
        ("chibi.puqi.1.handler", "RESPONDENT_BARRED", "userId"),
        ("xianan.dispatcher", "INVESTIGATOR_NOT_INVOLVED", "userId"),
        ("nobody", "INVESTIGATOR_UNKNOWN", "userId"),
    ],
)
def test_whoever_must_not_learn_of_it_cannot_be_named(secret, refused, who, code, field) -> None:
    with refused(code, field):
        _granted(secret, uuid7() if who == "nobody" else who)


def test_staff_below_the_respondent_cannot_be_named_either(city, refused) -> None:
    round_ = SecretRound(city)
    round_.open(round_.township_unit)

    with refused("RESPONDENT_BARRED", "userId"):
        _granted(round_, city.user_for(round_.village_unit.code))


@pytest.mark.parametrize("until", [timedelta(0), timedelta(days=-1), timedelta(days=31)])
def test_a_release_ends_within_thirty_days(secret, refused, until) -> None:
    with refused("UNTIL_OUT_OF_RANGE", "until"):
        _granted(secret, "city.renshe.handler", until=now() + until)


@pytest.mark.parametrize("empty", ["reason", "consent_note"])
def test_reason_and_consent_are_on_record(secret, refused, empty) -> None:
    field = {"reason": "reason", "consent_note": "consentNote"}[empty]
    with refused("EMPTY", field):
        _granted(secret, "city.renshe.handler", **{empty: "  "})


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.chengguan.handler"])
def test_only_the_accepting_centre_grants(secret, city, unchanged, who) -> None:
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(
            city.actor(who),
            grant_ticket_access,
            ticket_id=secret.ticket(secret.dispatcher).id,
            user_id=_user("city.renshe.handler").pk,
            until=now() + timedelta(days=1),
            reason="核查",
            consent_note="同意",
        )


def test_an_ordinary_request_needs_no_such_release(round_, city, refused) -> None:
    round_.register()

    with refused("NOT_SECRET", "ticketId"):
        _granted(round_, "city.renshe.handler")


def test_over_http_the_grant_answers_the_ticket(secret, walkers) -> None:
    own = secret.ticket(secret.dispatcher).id

    answer = walkers["city"].ask(
        GRANT,
        t=str(own),
        u=str(_user("city.renshe.handler").pk),
        until=(now() + timedelta(days=1)).isoformat(),
        r="移交核查",
        n="电话同意",
    )

    assert answer["data"]["grantTicketAccess"] == {"ticket": {"id": str(own)}, "errors": []}


# -- made secret later ------------------------------------------------------------------------


def test_made_secret_later_it_is_screened_in_every_workspace(round_, city, walkers) -> None:
    from dataclasses import replace

    round_.register(
        request=replace(
            REQUEST,
            title=f"路灯{WORDS}",
            body=f"住9栋3单元，{WORDS}",
            caller_name=NAME,
            caller_phone=PHONE,
            address="9栋3单元门口",
        )
    )
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    copy = round_.ticket(round_.county).id
    assert reveal(walkers["county"], copy)["phone"] == PHONE
    assert "9栋3单元" in str(_seen(walkers["county"], copy))

    own = round_.ticket(round_.dispatcher).id
    walkers["city"].do("markSecret", ticketId=own, reason="诉求人要求保密")

    seen = _seen(walkers["county"], copy)
    assert (seen["secret"], seen["address"]) == (True, "")
    assert "9栋3单元" not in str(seen)
    assert reveal(walkers["county"], copy) == "PERMISSION_DENIED"
    assert still(walkers["county"], copy) is None
    with in_workspace(city.ref("xianning")):
        assert CaseState.objects.get(case__number=round_.number).secret is True
    assert verify_custody().breaches == []


def test_it_is_not_made_secret_while_the_respondent_has_it(round_, city, refused) -> None:
    round_.to_village()
    own = round_.ticket(round_.dispatcher).id

    for unit in (round_.village_unit, round_.township_unit, round_.county_unit):
        with refused("RESPONDENT_HOLDS", "respondentUnitId"):
            city.do(
                round_.dispatcher,
                mark_secret,
                ticket_id=own,
                reason="保密",
                respondent_unit_id=unit.id,
            )


def test_what_happened_is_whole(secret) -> None:
    secret.at_county()

    assert verify_custody().breaches == []


# -- the trail --------------------------------------------------------------------------------


def test_every_reading_of_a_secret_request_is_in_the_trail(secret, walkers, city) -> None:
    own = secret.ticket(secret.dispatcher)
    listed = "query ($w: TicketFilter) { tickets(first: 5, where: $w) { nodes { id } } }"
    walkers["city"].ask(listed, w={"search": secret.number})
    walkers["city"].ticket(own.id)
    for name in ("case", "custody"):
        walkers["city"].ask(
            f"query ($n: String!) {{ {name}(number: $n) {{ number }} }}", n=secret.number
        )
    walkers["city"].ask("{ cases(first: 50) { nodes { number } } }")

    with in_workspace(city.ref("xianning")):
        read = TrailEntry.objects.filter(object_id__in=[own.id, own.case_id]).order_by("id")
        verbs = list(read.values_list("verb", "actor_id"))
    person = secret.dispatcher.user_id
    said = ["ticket.listed", "ticket.read", "case.read", "case.read", "case.listed"]
    assert verbs == [(verb, person) for verb in said]


# -- mergers ----------------------------------------------------------------------------------


def test_a_merger_does_not_lift_the_bar(own_database) -> None:
    """合村并居: the staff of the unit complained of move to another, which is now barred too."""
    from hierarchy.models import UnitSuccession
    from people.selectors import actor_for
    from tests.harness.city import City
    from tickets.access import tickets_visible_to
    from tickets.secrecy import is_barred

    city = City()
    round_ = SecretRound(city).open()
    before = round_.village_unit
    with in_public():
        after = type(before).objects.filter(parent=before.parent_id, kind="village")
        after = after.exclude(pk=before.pk).order_by("code")[1]
        user = User.objects.get(username="city.renshe.handler")
        UnitSuccession.objects.create(
            unit=before, successor=city.unit("421200-D08"), day=now().date(), reason="合并"
        )
        moved = actor_for(user, city.ref("xianning"))
    assert moved is not None
    assert before.id in moved.belongs_under
    own = round_.ticket(round_.dispatcher)
    with in_workspace(city.ref("xianning")):
        assert is_barred(own, city.unit("421200-D08")) is True
        assert is_barred(own, after) is False
        assert not tickets_visible_to(moved).filter(pk=own.pk).exists()
