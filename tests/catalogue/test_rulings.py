"""裁定入目录: what a return taught is shown with the next such matter, and can become its row."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from catalogue.models import CatalogueRow, Precedent
from catalogue.selectors import finding_of, precedents, rules
from catalogue.services.rules import write_rule
from hierarchy.models import today
from hierarchy.selectors import children_of
from kernel.errors import PermissionDenied
from tenancy.context import in_public, in_workspace
from tests.catalogue.conftest import MARKET, STREETS
from tests.harness.rounds import REQUEST, Round
from tickets.advising import advice_on
from tickets.models import ReturnReason, Ticket
from tickets.services.returning import adjudicate_return, return_assignment
from yihao.verification.verifying import verify_custody


@pytest.fixture
def second(round_):
    """The county's second township: whose it really is."""
    with in_public():
        found = children_of(round_.county_unit.id).filter(kind="township").order_by("code")
        return next(unit for unit in found if unit.id != round_.township_unit.id)


@pytest.fixture
def returned(city, second):
    """The first township hands a matter of the second one's area back to the county."""

    def brought(
        category=STREETS, *, reason=ReturnReason.WRONG_AREA, area=True, basis="区划界线", **said
    ):
        round_ = Round(city)
        request = replace(REQUEST, category=category, area_id=second.id if area else None)
        round_.register(request=request)
        round_.accept()
        round_.delegate(round_.dispatcher, round_.county_unit)
        round_.sign(round_.county)
        round_.delegate(round_.county, round_.township_unit, **said)
        city.do(
            round_.township,
            return_assignment,
            assignment_id=round_.giving(round_.township),
            reason=reason,
            note="不在本辖区，联系人 13812345678",
            suggested_unit_id=second.id,
            legal_basis=basis,
        )
        return round_

    return brought


def _rule_on(city, round_, **said):
    return city.do(
        round_.county,
        adjudicate_return,
        **{"assignment_id": round_.giving(round_.county), "note": "经核实", **said},
    )


def _next(city, second):
    """Advice of the county on the next matter of the kind, there."""
    round_ = Round(city)
    round_.register(request=replace(REQUEST, category=STREETS, area_id=second.id))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.sign(round_.county)
    with in_workspace(round_.county.workspace):
        ticket = round_.in_hand(round_.county)
        return advice_on(round_.county, ticket.id).advice, round_


def _kept(city, slug="chibi"):
    with in_workspace(city.ref(slug)):
        return [
            (
                each.decision,
                each.competent.name if each.competent else None,
                each.not_competent.name if each.not_competent else None,
                each.reason,
                each.legal_basis,
            )
            for each in precedents().order_by("decided_at")
        ]


def test_upheld_the_next_dispatch_there_shows_the_precedent(city, returned, second):
    round_ = returned()
    first = round_.township_unit
    _rule_on(city, round_, upheld=True, competent_unit_id=second.id)

    advice, _ = _next(city, second)

    assert _kept(city) == [("upheld", second.name, first.name, "属地不符", "区划界线")]
    (shown,) = advice.precedents
    assert (shown.number, shown.from_unit.code, shown.note) == (round_.number, "421281", "经核实")
    assert finding_of(shown) == (
        f"{today()}裁定：{first.name}无管辖权，{second.name}有管辖权（退单理由：属地不符）"
    )
    assert advice.row is None
    assert _kept(city, "xianning") == []


def test_written_into_the_catalogue_the_next_dispatch_has_the_row(city, returned, second):
    round_ = returned()
    _rule_on(city, round_, upheld=True, competent_unit_id=second.id, write_to_catalogue=True)

    advice, following = _next(city, second)

    assert (advice.row.category, advice.row.area_id, advice.lead) == (STREETS, second.id, second)
    assert advice.next_unit == second
    assert advice.row.legal_basis == "区划界线"
    assert advice.row.precedent_id == advice.precedents[0].id
    assert advice.why.startswith(f"事项类别“环境卫生”一致；事发区域“{second.name}”一致")
    following.delegate(following.county, second)
    with in_public():
        assert verify_custody().breaches == []


def test_refused_the_receiver_is_competent(city, returned, second):
    round_ = returned()
    _rule_on(city, round_, upheld=False, write_to_catalogue=True)

    assert _kept(city) == [("rejected", round_.township_unit.name, None, "属地不符", "")]
    advice, _ = _next(city, second)
    assert advice.lead == round_.township_unit


@pytest.mark.parametrize("reason", [ReturnReason.DUPLICATE, ReturnReason.INCOMPLETE])
@pytest.mark.parametrize("upheld", [True, False])
def test_a_return_that_is_not_about_competence_finds_nobody(city, returned, reason, upheld):
    _rule_on(city, returned(reason=reason), upheld=upheld)

    decision = "upheld" if upheld else "rejected"
    assert [each[:4] for each in _kept(city)] == [(decision, None, None, reason.label)]


def test_the_city_rules_on_its_counties_in_its_own_catalogue(city, round_):
    round_.register(request=replace(REQUEST, category=STREETS))
    round_.accept()
    round_.delegate(round_.dispatcher, round_.county_unit)
    round_.hand_back(round_.county)
    chosen = city.unit("421200-D05")
    city.do(
        round_.dispatcher,
        adjudicate_return,
        assignment_id=round_.giving(round_.dispatcher),
        upheld=True,
        note="市管路段",
        competent_unit_id=chosen.id,
        write_to_catalogue=True,
    )

    assert _kept(city, "xianning") == [("upheld", "市城管执法委", "赤壁市", "属地不符", "")]
    assert _kept(city, "chibi") == []
    with in_workspace(city.ref("xianning")):
        assert [(row.category, row.lead.code) for row in rules()] == [(STREETS, "421200-D05")]


def test_of_a_secret_ticket_neither_number_nor_text_is_kept(city, returned, second, database):
    from tests.harness.databases import admin_cursor

    round_ = returned()
    with admin_cursor(database) as cursor:
        cursor.execute(
            "UPDATE chibi.tickets_ticket SET secret = true WHERE number = %s", [round_.number]
        )
    _rule_on(city, round_, upheld=True, competent_unit_id=second.id)

    with in_workspace(city.ref("chibi")):
        (kept,) = Precedent.objects.all()
    assert (kept.number, kept.case_id, kept.note, kept.legal_basis) == ("", None, "", "")
    assert kept.competent_id == second.id


def test_numbers_in_a_ruling_are_blanked(city, returned):
    _rule_on(city, returned(), upheld=True, note="请联系 13812345678")
    with in_workspace(city.ref("chibi")):
        (kept,) = Precedent.objects.all()
    assert "13812345678" not in kept.note
    assert kept.note.startswith("请联系")


def test_what_contradicts_itself_is_refused(city, returned, second, refused):
    round_ = returned()
    receiver = round_.township_unit.id
    with refused("COMPETENT_CONTRADICTS", "competentUnitId"):
        _rule_on(city, round_, upheld=True, competent_unit_id=receiver)
    with refused("COMPETENT_CONTRADICTS", "competentUnitId"):
        _rule_on(city, round_, upheld=False, competent_unit_id=second.id)
    with refused("UNIT_UNKNOWN", "competentUnitId"):
        _rule_on(city, round_, upheld=True, competent_unit_id=uuid4())
    _rule_on(city, round_, upheld=False, competent_unit_id=receiver)


def test_the_catalogue_takes_only_what_a_row_can_say(city, returned, refused, second):
    named = {"upheld": True, "write_to_catalogue": True}
    unnamed = returned()
    with refused("PRECEDENT_NAMES_NOBODY", "competentUnitId"):
        _rule_on(city, unnamed, **named)
    plain = returned("")
    with refused("CATEGORY_UNKNOWN", "writeToCatalogue"):
        _rule_on(city, plain, **named, competent_unit_id=second.id)
    departmental = returned(MARKET, override_reason="委托执法")
    with refused("LEAD_TOO_LOW", "competentUnitId"):
        _rule_on(city, departmental, **named, competent_unit_id=second.id)
    planned = returned()
    city.do(
        planned.county,
        write_rule,
        category=STREETS,
        area_unit_id=second.id,
        lead_unit_id=second.id,
        on=today() + timedelta(days=9),
    )
    with refused("DATE_BEFORE_LAST_CHANGE", "writeToCatalogue"):
        _rule_on(city, planned, **named, competent_unit_id=city.unit("421281-D02").id)


def test_a_township_rules_on_its_villages_but_not_in_the_countys_catalogue(city, round_, unchanged):
    round_.to_village()
    round_.hand_back(round_.village)
    said = {
        "assignment_id": round_.giving(round_.township),
        "upheld": False,
        "note": "属你村范围",
    }
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(round_.township, adjudicate_return, **said, write_to_catalogue=True)

    city.do(round_.township, adjudicate_return, **said)
    assert [each[:2] for each in _kept(city)] == [("rejected", round_.village_unit.name)]


def test_a_denial_keeps_no_precedent(city, returned, unchanged, second):
    round_ = returned()
    for actor in (round_.township, round_.dispatcher):
        with unchanged(), pytest.raises(PermissionDenied):
            city.do(
                actor,
                adjudicate_return,
                assignment_id=round_.giving(round_.county),
                upheld=True,
                note="属实",
                competent_unit_id=second.id,
                write_to_catalogue=True,
            )
    with in_workspace(city.ref("chibi")):
        assert Ticket.objects.filter(number=round_.number).exists()
        assert (CatalogueRow.objects.count(), Precedent.objects.count()) == (0, 0)
