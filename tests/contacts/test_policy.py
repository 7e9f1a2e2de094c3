"""The workspace's numbers: data, changed by its administrator from now on."""

from typing import Any

import pytest

from contacts.models import ContactPolicy
from contacts.policy import change_policy, current_policy
from kernel.errors import PermissionDenied
from tenancy.context import in_workspace
from tests.harness.city import City


def _numbers(city: City, slug: str) -> tuple[int, int]:
    with in_workspace(city.ref(slug)):
        policy = current_policy()
        return policy.chases_per_alert, policy.reopen_days


def test_the_newest_counts_and_the_old_ones_stay(city: City) -> None:
    administrator = city.actor("city.administrator")
    with in_workspace(city.ref("xianning")):
        before = ContactPolicy.objects.count()

    city.do(administrator, change_policy, chases_per_alert=5)
    city.do(administrator, change_policy, reopen_days=30)

    assert _numbers(city, "xianning") == (5, 30)
    assert _numbers(city, "chibi") == (3, 15)
    with in_workspace(city.ref("xianning")):
        assert ContactPolicy.objects.count() == before + 2
        newest = ContactPolicy.objects.order_by("-valid_from")[0]
    assert (newest.changed_by, newest.changed_by_name) == (
        administrator.user_id,
        administrator.name,
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"chases_per_alert": 0}, "chasesPerAlert"),
        ({"chases_per_alert": 101}, "chasesPerAlert"),
        ({"reopen_days": -1}, "reopenDays"),
        ({"reopen_days": 366}, "reopenDays"),
    ],
)
def test_a_number_out_of_range(city: City, refused: Any, told: dict, field: str) -> None:
    with refused("POLICY_OUT_OF_RANGE", field):
        city.do(city.actor("city.administrator"), change_policy, **told)


@pytest.mark.parametrize("who", ["city.dispatcher", "city.manager", "city.agent"])
def test_others_do_not_change_it(city: City, unchanged: Any, who: str) -> None:
    with unchanged(), pytest.raises(PermissionDenied):
        city.do(city.actor(who), change_policy, reopen_days=30)
