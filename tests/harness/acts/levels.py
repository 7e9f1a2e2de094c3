"""The way down the levels and back: accept, give, sign, return, report, reply, follow up."""

from api.tickets.enums import Action
from followups.models import Satisfaction
from followups.services.recording import Answers, record_follow_up
from people.actor import Actor
from replies.services.replying import reply_to_caller
from tests.harness.act import GIVEN, RECEIVED, TICKET, Act, Said, Way
from tests.harness.rounds import Round
from tickets.models import ReturnReason
from tickets.services.archiving import archive_ticket
from tickets.services.giving import delegate_ticket, escalate_ticket
from tickets.services.registering import accept_ticket
from tickets.services.reporting import report_assignment, review_report
from tickets.services.returning import adjudicate_return, return_assignment
from tickets.services.signing import sign_assignment
from tickets.states import State, Verb

S = State


def _returned_to(round_: Round, upheld: bool | None = None) -> Round:
    """The township hands back to the county, which may have decided already."""
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    if upheld is not None:
        round_.adjudicate(round_.county, upheld=upheld)
    return round_


def _reported_to(round_: Round) -> Round:
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.sign(round_.township)
    round_.report(round_.township)
    return round_


def _registered(round_: Round) -> Actor:
    round_.register()
    return round_.dispatcher


def _accepted(round_: Round) -> Actor:
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=True)
    return round_.dispatcher


def _delegated_within(round_: Round) -> Actor:
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    return round_.county


def _delegated_across(round_: Round) -> Actor:
    return round_.to_county().dispatcher


def _received(round_: Round) -> Actor:
    return round_.to_county().county


def _handling(round_: Round) -> Actor:
    return _returned_to(round_, upheld=True).county


def _returned(round_: Round) -> Actor:
    _returned_to(round_, upheld=True).hand_back(round_.county)
    return round_.county


def _adjudicating(round_: Round) -> Actor:
    return _returned_to(round_).county


def _reviewing(round_: Round) -> Actor:
    return _reported_to(round_).county


def _reported(round_: Round) -> Actor:
    _reported_to(round_).review(round_.county)
    round_.report(round_.county)
    return round_.county


def _replying(round_: Round) -> Actor:
    _reported(round_)
    round_.review(round_.dispatcher)
    return round_.dispatcher


def _following_up(round_: Round) -> Actor:
    _replying(round_)
    round_.reply()
    return round_.dispatcher


def _followed_up(round_: Round) -> Actor:
    _following_up(round_)
    round_.follow_up()
    return round_.dispatcher


def _archived(round_: Round) -> Actor:
    _followed_up(round_)
    round_.archive()
    return round_.county


# The county stands where it can, because it both receives and gives.
WAYS: dict[str, Way] = {
    "registered": Way(S.REGISTERED, _registered, at_origin=True),
    "accepted": Way(S.ACCEPTED, _accepted, at_origin=True),
    "delegated within": Way(S.DELEGATED, _delegated_within),
    "delegated across": Way(S.DELEGATED, _delegated_across, at_origin=True),
    "received": Way(S.RECEIVED, _received),
    "handling": Way(S.HANDLING, _handling),
    "returned": Way(S.RETURNED, _returned),
    "adjudicating": Way(S.ADJUDICATING, _adjudicating),
    "reported": Way(S.REPORTED, _reported),
    "reviewing": Way(S.REVIEWING, _reviewing),
    "replying": Way(S.REPLYING, _replying, at_origin=True),
    "following up": Way(S.FOLLOWING_UP, _following_up, at_origin=True),
    "followed up": Way(S.FOLLOWING_UP, _followed_up, at_origin=True),
    "archived": Way(S.ARCHIVED, _archived),
}


SOLVED = Answers(reached=True, resolved=True, satisfaction=Satisfaction.SATISFIED)
UNSOLVED = Answers(reached=True, resolved=False, satisfaction=Satisfaction.DISSATISFIED)

ACTS: dict[Verb, Act] = {
    Verb.ACCEPT: Act(accept_ticket, TICKET, {}),
    Verb.DELEGATE: Act(delegate_ticket, TICKET, {}),
    Verb.ESCALATE: Act(escalate_ticket, TICKET, {"reason": "超出职权"}),
    Verb.SIGN: Act(sign_assignment, RECEIVED, {}),
    Verb.RETURN: Act(
        return_assignment, RECEIVED, {"reason": ReturnReason.WRONG_AREA, "note": "不在本辖区"}
    ),
    Verb.UPHOLD_RETURN: Act(adjudicate_return, GIVEN, {"upheld": True, "note": "属实"}),
    Verb.REJECT_RETURN: Act(adjudicate_return, GIVEN, {"upheld": False, "note": "仍由你办"}),
    Verb.REPORT: Act(
        report_assignment, RECEIVED, {"report": "已更换灯具", "reply_draft": "路灯已修复"}
    ),
    Verb.ACCEPT_REPORT: Act(review_report, GIVEN, {"accepted": True}),
    Verb.REWORK: Act(review_report, GIVEN, {"accepted": False, "note": "请补充照片"}),
    Verb.REPLY: Act(reply_to_caller, TICKET, {"text": "路灯已修复"}),
    Verb.FOLLOW_UP: Act(record_follow_up, TICKET, {"answers": SOLVED}),
    Verb.FOLLOW_UP_REWORK: Act(record_follow_up, TICKET, {"answers": UNSOLVED}),
    Verb.ARCHIVE: Act(archive_ticket, TICKET, {}),
}

ANSWERS = {"reached": True, "resolved": True, "satisfaction": "SATISFIED"}
SAID: dict[Action, Said] = {
    Action.ACCEPT: Said("acceptTicket", TICKET),
    Action.DELEGATE: Said("delegateTicket", TICKET, ({"requirement": "三日内反馈"},)),
    Action.ESCALATE: Said("escalateTicket", TICKET, ({"reason": "超出职权"},)),
    Action.SIGN: Said("signAssignment", RECEIVED),
    Action.RETURN: Said(
        "returnAssignment", RECEIVED, ({"reason": "WRONG_AREA", "note": "不在辖区"},)
    ),
    Action.ADJUDICATE: Said(
        "adjudicateReturn",
        GIVEN,
        ({"upheld": True, "note": "属实"}, {"upheld": False, "note": "由你办理"}),
    ),
    Action.REPORT: Said("reportAssignment", RECEIVED, ({"report": "已换", "replyDraft": "已修"},)),
    Action.REVIEW: Said(
        "reviewReport", GIVEN, ({"accepted": True}, {"accepted": False, "note": "请补充"})
    ),
    Action.REPLY: Said("replyToCaller", TICKET, ({"text": "已修复"},)),
    Action.FOLLOW_UP: Said("recordFollowUp", TICKET, (ANSWERS, {**ANSWERS, "resolved": False})),
    Action.ARCHIVE: Said("archiveTicket", TICKET),
}
