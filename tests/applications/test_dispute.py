"""争议: a refused return goes one level up, once; the ruling binds."""

import pytest

from applications.models import Dispute
from applications.selectors import disputes_for
from applications.services.disputing import decide_dispute, dispute_adjudication
from catalogue.models import Precedent
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from yihao.verification.verifying import verify_custody


@pytest.fixture
def refused_return(round_):
    """The county refused the township's return; the township does not accept it."""
    round_.to_county().sign(round_.county)
    round_.delegate(round_.county, round_.township_unit)
    round_.hand_back(round_.township)
    round_.adjudicate(round_.county, upheld=False)
    return round_


def _dispute(round_, actor=None):
    actor = actor or round_.township
    return round_.city.do(
        actor,
        dispute_adjudication,
        assignment_id=round_.giving(actor),
        reason="该路段属市管，有移交文件",
        legal_basis="移交协议第3条",
    )


def _waiting(actor):
    with in_workspace(actor.workspace):
        return disputes_for(actor).filter(state="pending").order_by("-raised_at").first()


def _decide(round_, *, upheld, by=None, **more):
    by = by or round_.dispatcher
    return round_.city.do(
        by, decide_dispute, dispute_id=_waiting(by).id, upheld=upheld, note="经核", **more
    )


def test_upheld_the_giver_has_it_again_and_remembers(refused_return, look):
    _dispute(refused_return)
    assert look.holder()[:2] == ("handling", "township")
    ruled = _decide(refused_return, upheld=True)

    assert ruled.state == "upheld"
    assert look.holder()[:2] == ("handling", "county")
    assert look.links()[-1] == ("return", "township", "county")
    assert look.places()["township"] == "returned"
    with in_workspace(refused_return.county.workspace):
        own = Dispute.objects.get(number=refused_return.number)
        assert (own.state, own.note) == ("upheld", "经核")
        precedent = Precedent.objects.filter(number=refused_return.number).latest("decided_at")
        assert precedent.not_competent_id == refused_return.township_unit.id
    assert verify_custody().breaches == []


def test_rejected_the_unit_goes_on_and_may_not_ask_again(refused_return, look, refused):
    _dispute(refused_return)
    _decide(refused_return, upheld=False)

    assert look.holder()[:2] == ("handling", "township")
    with refused("DISPUTE_PENDING"):
        _dispute(refused_return)
    with refused("RETURN_BINDING"):
        refused_return.hand_back(refused_return.township)
    refused_return.report(refused_return.township)
    assert verify_custody().breaches == []


def test_nothing_to_dispute_without_a_refused_return(round_, refused):
    round_.to_county().sign(round_.county)
    with refused("NOTHING_TO_DISPUTE"):
        _dispute(round_, round_.county)


def test_what_was_reported_meanwhile_stays_reported(refused_return, refused, look):
    _dispute(refused_return)
    refused_return.report(refused_return.township)
    with refused("WRONG_STATE"):
        _decide(refused_return, upheld=True)
    assert look.holder()[:2] == ("reviewing", "county")


def test_at_the_top_somebody_else_of_the_centre_rules(round_, city, refused):
    round_.to_county().hand_back(round_.county)
    round_.adjudicate(round_.dispatcher, upheld=False)
    _dispute(round_, round_.county)

    with refused("DISPUTE_OWN_RULING"):
        _decide(round_, upheld=True)
    ruled = _decide(round_, upheld=True, by=city.actor("city.manager"))
    assert ruled.state == "upheld"
    assert round_.case().state == "accepted"
    assert verify_custody().breaches == []


def test_only_the_level_above_rules(refused_return, city, unchanged):
    _dispute(refused_return)
    dispute_id = _waiting(refused_return.dispatcher).id
    for stranger in (
        refused_return.county,
        refused_return.township,
        city.actor("city.agent"),
        city.actor("xianan.dispatcher"),
    ):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(stranger, decide_dispute, dispute_id=dispute_id, upheld=True, note="是")
