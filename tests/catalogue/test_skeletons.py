"""答复提纲: what a reply begins with, by category, seeded and then the centre's own."""

from datetime import timedelta

import pytest

from catalogue.models import ReplySkeleton
from catalogue.selectors import skeleton_for, skeletons
from catalogue.services.skeletons import seed_skeletons, write_skeleton
from hierarchy.models import today
from kernel.errors import PermissionDenied
from taxonomy.defaults import category_rows
from tenancy.context import in_workspace
from tests.harness.databases import clone_database, drop_database, use_database


@pytest.fixture(scope="module")
def database(worker_database, django_db_blocker):
    """Skeletons come with a workspace and stay between tests: these write to a clone."""
    name = f"{worker_database}_skeletons"
    clone_database(name)
    use_database(name)
    with django_db_blocker.unblock():
        yield name
    use_database(worker_database)
    drop_database(name)


@pytest.fixture(autouse=True)
def emptied():
    """Nothing to empty: the clone is this module's own."""


def _here(city, slug="xianning"):
    return in_workspace(city.ref(slug))


def test_every_workspace_begins_with_some_of_its_own(city):
    codes = {row.code for row in category_rows()}
    for slug in ("xianning", "chibi"):
        with _here(city, slug):
            seeded = skeletons()
            assert len(seeded) >= 20
            assert {row.category for row in seeded} <= codes
            assert all("【" in row.text and "经查" in row.text for row in seeded)


def test_the_nearest_category_above_counts(city):
    with _here(city):
        assert skeleton_for("010216").category == "010216"
        assert skeleton_for("010206").category == "01"
        assert skeleton_for("120402").category == "1204"
        assert skeleton_for("020101") is None
        assert skeleton_for("") is None


def test_a_new_text_holds_from_a_day_on_here_alone(city):
    later = today() + timedelta(days=3)
    city.do(
        city.actor("city.manager"),
        write_skeleton,
        category="010216",
        text="您好！\n经查：【】",
        on=later,
    )

    with _here(city):
        assert skeleton_for("010216", on=later).text == "您好！\n经查：【】"
        assert skeleton_for("010216").text != "您好！\n经查：【】"
    with _here(city, "chibi"):
        assert skeleton_for("010216", on=later).text != "您好！\n经查：【】"


def test_said_again_nothing_changes_and_seeding_leaves_it(city):
    manager = city.actor("city.manager")
    first = city.do(manager, write_skeleton, category="0203", text="经查：【】")
    again = city.do(manager, write_skeleton, category="0203", text="经查：【】")
    with _here(city):
        before = list(ReplySkeleton.objects.order_by("id").values_list())
        seed_skeletons(city.ref("xianning"))
        assert list(ReplySkeleton.objects.order_by("id").values_list()) == before
    assert again.id == first.id


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"category": "99"}, "CATEGORY_UNKNOWN", "category"),
        ({"category": " "}, "CATEGORY_UNKNOWN", "category"),
        ({"text": " "}, "EMPTY", "text"),
        ({"text": "长" * 2001}, "TOO_LONG", "text"),
        ({"on": today() - timedelta(days=1)}, "DATE_IN_PAST", "on"),
    ],
)
def test_what_is_refused(city, refused, wrong, code, field):
    right = {"category": "0204", "text": "经查：【】"}
    with refused(code, field):
        city.do(city.actor("city.manager"), write_skeleton, **{**right, **wrong})


def test_a_change_cannot_overtake_one_already_planned(city, refused):
    manager, later = city.actor("city.manager"), today() + timedelta(days=3)
    city.do(manager, write_skeleton, category="0207", text="经查：一", on=later)
    with refused("DATE_BEFORE_LAST_CHANGE", "on"):
        city.do(manager, write_skeleton, category="0207", text="经查：二")


def test_only_the_centre_writes(city):
    with _here(city):
        before = list(ReplySkeleton.objects.order_by("id").values_list())
    for who in ("city.agent", "city.supervisor", "city.chengguan.handler"):
        with pytest.raises(PermissionDenied):
            city.do(city.actor(who), write_skeleton, category="0204", text="经查：【】")
    with _here(city):
        assert list(ReplySkeleton.objects.order_by("id").values_list()) == before
