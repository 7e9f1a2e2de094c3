"""裁定先例: a ruling is kept, shown the next time, and can become a row of the catalogue."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError

from catalogue.models import CatalogueRow, Precedent
from catalogue.selectors import advice_for, finding_of, precedents
from catalogue.services.precedents import (
    Ruling,
    record_precedent,
    write_precedent_into_catalogue,
)
from clocks.limits import Limit, Unit
from custody.session import notify
from kernel.clock import LOCAL
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.catalogue.conftest import MARKET, STREETS, WATER

AT = datetime(2026, 11, 20, 10, 0, tzinfo=LOCAL)


@pytest.fixture
def rule(city, round_):
    """A ruling of the city on 赤壁, recorded as custody does it."""

    def ruled(category=STREETS, *, area="421281", at=AT, note="经核实", **said):
        if not round_.number:
            round_.register()
        units = {
            f"{name}_id": city.unit(said.pop(name)).id
            for name in ("competent", "not_competent")
            if name in said
        }
        case, home = round_.case(), city.ref("xianning")
        ruling = Ruling(
            category=category,
            area_id=city.unit(area).id if area else None,
            from_unit_id=city.unit("421200").id,
            upheld=said.pop("upheld", True),
            note=note,
            case_id=case.case_id,
            number=round_.number,
            **units,
            **said,
        )
        with (
            notify(
                case_id=case.case_id,
                expected_version=case.version,
                actor_id=round_.dispatcher.user_id,
            ) as session,
            session.in_workspace(home),
        ):
            return record_precedent(ruling, at=at, by=round_.dispatcher.user_id)

    return ruled


@pytest.fixture
def shown(city):
    """What is shown the next time."""

    def showing(category=STREETS, *, area="421281", slug="xianning"):
        with in_workspace(city.ref(slug)):
            advice = advice_for(
                category=category,
                area_id=city.unit(area).id if area else None,
                giver_unit_id=city.unit("421200").id,
            )
            return [each.number for each in advice.precedents]

    return showing


def test_a_ruling_is_kept_and_says_what_was_found(city, rule, round_):
    kept = rule(
        competent="421281-D02",
        not_competent="421281",
        reason="职能不符",
        legal_basis="“三定”规定",
        note="由市政管养，请联系 13812345678",
    )
    with in_workspace(city.ref("xianning")):
        kept = precedents().get(pk=kept.pk)
        assert (kept.decision, kept.from_unit.code, kept.number) == (
            "upheld",
            "421200",
            round_.number,
        )
        assert finding_of(kept) == (
            "2026-11-20裁定：赤壁市无管辖权，赤壁市城市管理执法局有管辖权（退单理由：职能不符）"
        )
        assert "13812345678" not in kept.note
        assert kept.decided_by == round_.dispatcher.user_id


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"upheld": False, "competent": "421281"}, "赤壁市有管辖权"),
        ({"upheld": True, "not_competent": "421281"}, "赤壁市无管辖权"),
        ({"upheld": True}, "退单成立，未涉及管辖"),
        ({"upheld": False}, "退单不成立，未涉及管辖"),
    ],
)
def test_what_was_found(city, rule, said, finding):
    kept = rule(**said)
    with in_workspace(city.ref("xianning")):
        assert finding_of(kept) == f"2026-11-20裁定：{finding}"


def test_the_next_of_the_kind_there_is_shown_it_newest_first(city, rule, shown, round_):
    rule(not_competent="421281", at=AT)
    first = round_.number
    round_.number = ""
    rule(not_competent="421281", at=AT + timedelta(days=1))

    assert shown() == [round_.number, first]
    assert shown(WATER) == []
    assert shown(area="421202") == []
    assert shown(area="421281001") == [round_.number, first]
    assert shown(area="421200") == [round_.number, first]
    assert shown(area=None) == [round_.number, first]
    assert shown(slug="chibi") == []


def test_a_ruling_never_changes(city, rule):
    kept = rule(not_competent="421281")
    with in_workspace(city.ref("xianning")), pytest.raises(DatabaseError):
        Precedent.objects.filter(pk=kept.pk).update(note="别的")


def test_nobody_is_found_both(rule):
    with pytest.raises(IntegrityError):
        rule(competent="421281", not_competent="421281")


def test_written_into_the_catalogue_it_becomes_a_row(city, rule, round_):
    kept = rule(competent="421281-D02", not_competent="421281", legal_basis="“三定”规定")

    row = city.do(round_.dispatcher, write_precedent_into_catalogue, precedent_id=kept.id)
    again = city.do(round_.dispatcher, write_precedent_into_catalogue, precedent_id=kept.id)

    with in_workspace(city.ref("xianning")):
        row = CatalogueRow.objects.get(pk=row.pk)
        assert (row.category, row.area.code, row.level) == (STREETS, "421281", 0)
        assert (row.lead.code, row.legal_basis, row.precedent_id) == (
            "421281-D02",
            "“三定”规定",
            kept.id,
        )
        assert again.id == row.id
        assert [bool(each.rules.all()) for each in precedents()] == [True]


def test_the_row_it_replaces_gives_it_assists_standard_and_limit(city, rule, round_, write):
    before = write(
        STREETS,
        area="421281",
        lead="421281",
        assists=["421281-D02", "421281-D01"],
        standard="当天清运",
        legal_basis="《市容条例》",
        limit_value=Decimal(2),
        limit_unit=Unit.WORKING_DAY,
    )
    kept = rule(competent="421281-D02")

    row = city.do(round_.dispatcher, write_precedent_into_catalogue, precedent_id=kept.id)

    with in_workspace(city.ref("xianning")):
        row = CatalogueRow.objects.get(pk=row.pk)
        before.refresh_from_db()
        assert before.valid_to is not None
        assert [each.unit.code for each in row.assists.all()] == ["421281-D01"]
        assert (row.standard, row.legal_basis) == ("当天清运", "《市容条例》")
        assert row.limit() == Limit(Decimal(2), Unit.WORKING_DAY)


def test_a_ruling_that_names_nobody_cannot_be_written(city, rule, round_, refused):
    kept = rule(not_competent="421281")
    with refused("PRECEDENT_NAMES_NOBODY", "precedentId"):
        city.do(round_.dispatcher, write_precedent_into_catalogue, precedent_id=kept.id)


def test_nor_one_that_gives_a_departments_function_to_a_township(city, rule, round_, refused):
    kept = rule(MARKET, competent=city.walkthrough_units()[0].code)
    with refused("LEAD_TOO_LOW", "precedentId"):
        city.do(round_.dispatcher, write_precedent_into_catalogue, precedent_id=kept.id)


def test_nor_what_is_not_there(city, refused):
    for precedent_id in (uuid4(), None):
        with refused("PRECEDENT_UNKNOWN", "precedentId"):
            city.do(
                city.actor("city.dispatcher"),
                write_precedent_into_catalogue,
                precedent_id=precedent_id,
            )


@pytest.mark.parametrize("who", ["city.agent", "city.supervisor", "city.chengguan.handler"])
def test_only_the_centre_writes(city, rule, unchanged, who):
    kept = rule(competent="421281-D02")
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), write_precedent_into_catalogue, precedent_id=kept.id)


def test_another_workspace_does_not_see_it(city, rule):
    rule(not_competent="421281")
    for slug in ("chibi", "jiayu"):
        with in_workspace(city.ref(slug)), transaction.atomic():
            assert precedents().count() == 0
