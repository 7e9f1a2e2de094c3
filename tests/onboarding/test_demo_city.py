"""The demo city: complete, repeatable, never in production."""

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from hierarchy.models import Kind, Unit
from people.models import Membership, User
from people.roles import Role
from people.selectors import actor_for, workspaces_of
from people.services.memberships import end_membership
from tenancy.models import Workspace
from yihao.demo.people import demo_people, walkthrough_people


def demo_city(*arguments):
    out = io.StringIO()
    call_command("demo_city", *arguments, stdout=out)
    return out.getvalue()


def test_structure(city):
    kinds = Counter(Unit.objects.values_list("kind", flat=True))
    assert [kinds[kind] for kind in (Kind.CITY, Kind.COUNTY, Kind.TOWNSHIP, Kind.VILLAGE)] == (
        [1, 6, 89, 1096]
    )
    assert (kinds[Kind.DEPARTMENT], kinds[Kind.UTILITY]) == (31 + 6 * 14, 4)
    assert list(Workspace.objects.order_by("division_code").values_list("slug", flat=True)) == (
        ["xianning", "xianan", "jiayu", "tongcheng", "chongyang", "tongshan", "chibi"]
    )
    assert not Unit.objects.filter(workspace=None).exists()


@pytest.mark.parametrize(
    ("username", "slug", "unit", "role"),
    [
        ("city.dispatcher", "xianning", "421200", Role.DISPATCHER),
        ("city.manager", "xianning", "421200", Role.MANAGER),
        ("city.agent", "xianning", "421200", Role.AGENT),
        ("city.chengguan.handler", "xianning", "421200-D05", Role.HANDLER),
        ("xianan.dispatcher", "xianan", "421202", Role.DISPATCHER),
        ("jiayu.dispatcher", "jiayu", "421221", Role.DISPATCHER),
        ("tongcheng.dispatcher", "tongcheng", "421222", Role.DISPATCHER),
        ("chongyang.dispatcher", "chongyang", "421223", Role.DISPATCHER),
        ("tongshan.dispatcher", "tongshan", "421224", Role.DISPATCHER),
        ("chibi.dispatcher", "chibi", "421281", Role.DISPATCHER),
        ("chibi.puqi.handler", "chibi", "421281001", Role.HANDLER),
        ("chibi.guantangyi.handler", "chibi", "421281108", Role.HANDLER),
    ],
)
def test_promised_accounts(city, username, slug, unit, role):
    user = User.objects.get(username=username)

    assert [each.slug for each in workspaces_of(user)] == [slug]
    assert actor_for(user, city.ref(slug)).grants.keys() == {city.unit(unit).id}
    assert Membership.objects.get(user=user).role == role


def test_every_township_of_the_shown_county_has_somebody_and_two_villages(city):
    for township in Unit.objects.filter(parent__code="421281", kind=Kind.TOWNSHIP):
        assert Membership.objects.filter(unit=township, role=Role.HANDLER).count() == 1
        villages = Unit.objects.filter(parent=township).order_by("code")
        staffed = Membership.objects.filter(unit__in=villages).values_list("unit__code", flat=True)
        assert sorted(staffed) == [village.code for village in villages[:2]]


def test_walkthrough_people_form_a_line_from_city_to_village(city):
    units = [Membership.objects.get(user__username=name).unit for name in walkthrough_people()]

    assert [unit.level for unit in units] == [1, 2, 3, 4]
    assert [unit.parent_id for unit in units[1:]] == [unit.id for unit in units[:-1]]


def test_one_person_works_in_two_workspaces(city):
    user = User.objects.get(username="duo.dispatcher")

    assert [each.slug for each in workspaces_of(user)] == ["xianning", "chibi"]


def test_everybody_is_there_once():
    people = demo_people()

    assert len({person.username for person in people}) == len(people) > 70
    assert all(person.name and len(person.name) <= 4 for person in people)


def test_running_again_adds_nothing_and_undoes_no_decision(own_database):
    ended = end_membership(membership_id=Membership.objects.get(user__username="city.agent").id)

    assert "units 0，人员 people 0，工单 tickets 0" in demo_city("--only-structure")
    assert Membership.objects.get(pk=ended.pk).valid_to is not None
    assert Membership.objects.filter(user__username="city.agent").count() == 1


def test_requests_are_told_once_and_hold_together(own_database):
    from yihao.verification.verifying import verify_custody

    assert "工单 tickets 12，派单目录 rules 55" in demo_city()
    assert "工单 tickets 0，派单目录 rules 0" in demo_city()
    assert verify_custody().breaches == []


def test_never_in_production(city, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="not for production"):
        demo_city()
