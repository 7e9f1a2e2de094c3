"""审签: what a unit's policy names leaves it only with the leader's approval, word for word."""

from datetime import timedelta
from io import BytesIO

import pytest

from attachments.models import Attachment
from attachments.services.uploading import upload_attachment
from checkups.selectors import findings_of
from hierarchy.models import today
from kernel.clock import now
from kernel.errors import PermissionDenied
from people.models import User
from signoffs.models import Act, SignOff
from signoffs.selectors import to_sign
from signoffs.services.policies import end_substitution, name_substitute, set_sign_off_policy
from signoffs.services.signing_off import decide_sign_off, submit_for_sign_off
from tenancy.context import in_public, in_workspace
from tickets.models import ReturnReason, Ticket, Urgency
from tickets.offers import allowed_verbs
from tickets.states import Verb
from yihao.verification.verifying import verify_custody

RETURN = {"reason": ReturnReason.WRONG_AREA, "note": "不在本辖区"}
REPORT = {"report": "7月3日已修复", "reply_draft": "路灯已修复"}


@pytest.fixture
def leader(city, round_):
    found = city.actor(city.user_for(round_.township_unit.code, "leader"), "chibi")
    city.do(found, set_sign_off_policy, unit_id=round_.township_unit.id)
    yield found
    city.do(found, set_sign_off_policy, unit_id=round_.township_unit.id, acts=[])


@pytest.fixture
def at_township(round_, leader):
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    return round_


def _submit(round_, act=Act.RETURN, arguments=None, actor=None):
    actor = actor or round_.township
    return round_.city.do(
        actor,
        submit_for_sign_off,
        act=act,
        assignment_id=round_.giving(actor),
        arguments=arguments or RETURN,
    )


def _waiting(leader):
    with in_workspace(leader.workspace):
        return to_sign(leader).order_by("-asked_at")[0]


def test_the_handler_cannot_return_alone(at_township, refused):
    with refused("SIGN_OFF_REQUIRED"):
        at_township.hand_back(at_township.township)
    with in_workspace(at_township.township.workspace):
        ticket = at_township.in_hand(at_township.township)
        offered = allowed_verbs(at_township.township, ticket)
    assert Verb.RETURN not in offered
    assert Verb.SUBMIT_SIGN_OFF in offered


def test_approved_it_leaves_the_unit_as_it_was_written(at_township, leader, look):
    _submit(at_township)
    assert look.holder()[:2] == ("received", "township")

    at_township.city.do(leader, decide_sign_off, sign_off_id=_waiting(leader).id, approved=True)

    assert look.holder()[:2] == ("adjudicating", "county")
    with in_workspace(leader.workspace):
        row = SignOff.objects.get(ticket__number=at_township.number)
        assert (row.state, row.asked_by_name, row.decided_by_name) == (
            "approved",
            at_township.township.name,
            leader.name,
        )
        given = Ticket.objects.get(number=at_township.number).assignments.get()
        assert (given.return_reason, given.return_note) == ("wrong_area", "不在本辖区")
    assert verify_custody().breaches == []


def test_sent_back_it_stays_and_says_why(at_township, leader, refused, look):
    _submit(at_township)
    with refused("SIGN_OFF_PENDING"):
        _submit(at_township)
    waiting = _waiting(leader)
    with refused("EMPTY", "opinion"):
        at_township.city.do(leader, decide_sign_off, sign_off_id=waiting.id, approved=False)

    at_township.city.do(
        leader, decide_sign_off, sign_off_id=waiting.id, approved=False, opinion="属本辖区，请办理"
    )

    assert look.holder()[:2] == ("received", "township")
    with refused("SIGN_OFF_DECIDED"):
        at_township.city.do(leader, decide_sign_off, sign_off_id=waiting.id, approved=True)


def test_the_leader_needs_nobody(at_township, leader, look):
    at_township.hand_back(leader)
    assert look.holder()[:2] == ("adjudicating", "county")


def test_waiting_never_stops_the_clock(at_township, leader):
    before = at_township.case().due_at
    _submit(at_township)
    assert at_township.case().due_at == before


def test_what_moved_on_cannot_be_approved_any_more(at_township, leader, refused, look):
    _submit(at_township)
    waiting = _waiting(leader)
    at_township.hand_back(leader)
    with refused("WRONG_STATE"):
        at_township.city.do(leader, decide_sign_off, sign_off_id=waiting.id, approved=True)
    assert look.holder()[:2] == ("adjudicating", "county")


def test_a_report_needs_it_only_where_the_matter_is_major(at_township, leader, refused):
    at_township.sign(at_township.township)
    at_township.report(at_township.township)
    assert at_township.case().state == "reviewing"
    assert Urgency.MAJOR == "major"


def test_a_substitute_signs_while_the_leader_is_away(at_township, leader, city, look):
    with in_public():
        handler = User.objects.get(username=city.user_for(at_township.township_unit.code))
    named = city.do(
        leader,
        name_substitute,
        unit_id=at_township.township_unit.id,
        user_id=handler.id,
        first_day=today(),
        last_day=today() + timedelta(days=3),
    )
    _submit(at_township)
    city.do(
        at_township.township,
        decide_sign_off,
        sign_off_id=_waiting(at_township.township).id,
        approved=True,
    )
    assert look.holder()[:2] == ("adjudicating", "county")
    city.do(leader, end_substitution, substitution_id=named.id)
    with in_workspace(leader.workspace):
        assert not to_sign(at_township.township).exists()


def test_a_substitute_named_twice_is_one_and_ends_at_once(at_township, leader, city, unchanged):
    with in_public():
        handler = User.objects.get(username=city.user_for(at_township.township_unit.code))
    named = {
        "unit_id": at_township.township_unit.id,
        "user_id": handler.id,
        "first_day": today(),
        "last_day": today() + timedelta(days=9),
    }
    first = city.do(leader, name_substitute, **named)
    with unchanged():
        assert city.do(leader, name_substitute, **named).id == first.id
    city.do(leader, end_substitution, substitution_id=first.id)
    with unchanged():
        again = city.do(leader, end_substitution, substitution_id=first.id)

    assert again.ended_at is not None
    renewed = city.do(leader, name_substitute, **named)
    assert renewed.id != first.id
    # Nobody stands in for this leader in the tests that come after.
    city.do(leader, end_substitution, substitution_id=renewed.id)


@pytest.mark.parametrize("who", ["xianan.dispatcher", "city.agent", "chibi.dispatcher"])
def test_nobody_else_signs(at_township, leader, city, unchanged, who):
    _submit(at_township)
    waiting = _waiting(leader)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), decide_sign_off, sign_off_id=waiting.id, approved=True)
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(at_township.township, decide_sign_off, sign_off_id=waiting.id, approved=True)


def test_who_may_set_what_needs_the_leader(city, round_, unchanged):
    for who in ("chibi.dispatcher", "xianan.dispatcher"):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(city.actor(who), set_sign_off_policy, unit_id=round_.township_unit.id)


def test_a_unit_without_a_leader_has_nobody_to_ask(round_, refused):
    round_.to_village()
    with refused("NOBODY_TO_SIGN"):
        _submit(round_, actor=round_.village)


def test_evidence_comes_along_with_a_report_that_is_signed_off(
    at_township, leader, tmp_path, settings
):
    round_, city = at_township, at_township.city
    settings.STORAGES["attachments"]["OPTIONS"]["location"] = str(tmp_path)
    round_.sign(round_.township)
    paper = city.do(
        round_.township,
        upload_attachment,
        file=BytesIO(b"%PDF-1.7"),
        name="验收单.pdf",
        purpose="evidence",
    )
    arguments = {**REPORT, "attachment_ids": [paper.id], "contacted_at": now()}
    city.do(
        leader, set_sign_off_policy, unit_id=round_.township_unit.id, acts=[Act.RETURN, Act.REPORT]
    )
    _submit(round_, Act.REPORT, arguments)

    city.do(leader, decide_sign_off, sign_off_id=_waiting(leader).id, approved=True)

    with in_workspace(leader.workspace):
        giving = Ticket.objects.get(number=round_.number).assignments.get()
        assert giving.contacted_at == arguments["contacted_at"]
        assert Attachment.objects.get(pk=paper.id).assignment_id == giving.id
        assert [each.code for each in findings_of([giving.id])[giving.id]] == []
    assert verify_custody().breaches == []


def test_personal_data_is_not_laid_before_the_leader(at_township, leader, refused):
    at_township.sign(at_township.township)

    with refused("PERSONAL_DATA_IN_REPLY", "replyDraft"):
        _submit(at_township, Act.REPORT, {**REPORT, "reply_draft": "请打13800000002。"})
