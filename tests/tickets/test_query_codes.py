"""查询码: enough to ask about one request, and nothing that is kept gives it away."""

import pytest

from custody.selectors import origin_of
from privacy.keys import Purpose, key_ring
from tenancy.context import in_public, in_workspace
from tests.harness.rounds import Round
from tickets.query_codes import code_hash, is_code, new_code


def test_six_digits_each_time_others():
    codes = {new_code() for _ in range(200)}

    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 190


def test_the_right_code_of_the_right_number(city):
    with in_workspace(city.ref("chibi")):
        kept = [code_hash("4212-2026-000001", "012345"), code_hash("4212-2026-000001", "999999")]

        assert is_code("4212-2026-000001", "012345", kept)
        assert is_code("4212-2026-000001", " 999 999 ", kept)
        for number, code in [
            ("4212-2026-000001", "012346"),
            ("4212-2026-000002", "012345"),
            ("4212-2026-00000", "1012345"),
            ("4212-2026-000001", ""),
            ("4212-2026-000001", "01234"),
            ("4212-2026-000001", "0123450"),
            ("4212-2026-000001", "01234x"),
            ("4212-2026-000001", "０１２３４５"),
        ]:
            assert not is_code(number, code, kept), (number, code)
        assert not is_code("4212-2026-000001", "012345", [])
        assert not is_code("4212-2026-000001", "000000", [""])


def test_a_code_outlives_the_rotation_of_keys(city):
    with in_workspace(city.ref("chibi")):
        kept = code_hash("4212-2026-000001", "012345")
        key_ring().rotate("chibi", Purpose.INDEX)

        assert is_code("4212-2026-000001", "012345", [kept])
        assert code_hash("4212-2026-000001", "012345") != kept


def test_workspaces_keep_it_differently(city):
    found = set()
    for slug in ("chibi", "xianan"):
        with in_workspace(city.ref(slug)):
            found.add(code_hash("4212-2026-000001", "012345"))

    assert len(found) == 2


@pytest.mark.parametrize(("who", "slug"), [("dispatcher", "xianning"), ("village", "chibi")])
def test_a_number_leads_to_where_it_was_accepted(city, who, slug):
    round_ = Round(city)
    round_.register(getattr(round_, who))

    with in_public():
        assert origin_of(round_.number) == city.ref(slug)
        assert origin_of(round_.number + "0") is None
