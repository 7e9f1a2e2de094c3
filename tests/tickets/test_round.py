"""One case goes city → county → township → village and back; one born in a village goes up."""

from itertools import pairwise

from custody.models import Handoff
from custody.states import HandoffKind as H
from custody.states import State as S  # noqa: N817
from tenancy.context import in_workspace
from yihao.verification.verifying import verify_custody


def _kinds(round_):
    with in_workspace(round_.dispatcher.workspace):
        return [
            (link.seq, link.kind, link.from_unit_id, link.to_unit_id)
            for link in Handoff.objects.filter(case_id=round_.case().case_id).order_by("seq")
        ]


def test_full_circle_down_and_back(round_):
    round_.to_village().back_to_city()
    round_.reply()
    round_.follow_up()
    archived = round_.archive()

    case = round_.case()
    assert (case.state, case.holder_unit_id, case.version) == (S.ARCHIVED, None, 17)
    assert (case.resolved, case.satisfied) == (True, True)
    assert archived.archived_at is not None
    city, county = round_.city.unit("421200").id, round_.county_unit.id
    town, village = round_.township_unit.id, round_.village_unit.id
    assert _kinds(round_) == [
        (0, H.REGISTER, None, city),
        (1, H.DELEGATE, city, county),
        (2, H.DELEGATE, county, town),
        (3, H.DELEGATE, town, village),
        (4, H.REPORT, village, town),
        (5, H.REPORT, town, county),
        (6, H.REPORT, county, city),
    ]
    assert verify_custody().breaches == []


def test_village_born_case_goes_up_to_the_city_and_back(round_):
    round_.register(round_.village)
    round_.accept(round_.village)
    levels = [round_.village, round_.township, round_.county, round_.dispatcher]
    for below, above in pairwise(levels):
        round_.escalate(below)
        round_.sign(above)
    assert (round_.case().level, round_.case().state) == (1, S.HANDLING)

    for above, below in pairwise(reversed(levels)):
        round_.report(above)
        round_.review(below)
    round_.reply(round_.village)
    round_.follow_up(round_.county)
    round_.archive(round_.county)

    assert round_.case().state == S.ARCHIVED
    assert verify_custody().breaches == []


def test_handoff_carries_the_matter_never_the_citizen(round_):
    round_.to_county()

    copy = round_.ticket(round_.county)
    assert (copy.body, copy.caller_id, copy.is_origin) == ("", None, False)
    assert copy.body_shared == "村口三盏路灯坏了半个月，联系电话 [电话]。"


def test_limits_nest(round_):
    round_.to_village()

    city, county = round_.ticket(round_.dispatcher), round_.ticket(round_.county)
    with in_workspace(round_.county.workspace):
        given = list(county.assignments.order_by("handoff_seq").values_list("due_at", flat=True))
    limits = [city.due_at, county.due_at, *given]
    assert limits == sorted(limits, reverse=True)
    assert len(set(limits)) == 4


def test_archived_rows_refuse_every_change(round_):
    round_.to_village().back_to_city()
    round_.reply()
    round_.follow_up()
    ticket = round_.archive()

    from custody.oversight import reading
    from custody.session import _custody_transaction
    from tickets.models import Ticket

    with _custody_transaction(), reading(round_.dispatcher.workspace):
        assert Ticket.objects.filter(pk=ticket.pk).update(title="改") == 0
