"""Paths of workspaces: the pinyin of a place as its people say it."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenancy.slugs import (
    MAX_BYTES,
    READINGS_FILE,
    RESERVED,
    SlugRefused,
    check_slug,
    latin,
    schema_of,
    search_pinyin,
    slug_for,
    stem_of,
)

DEMO = ["咸宁市", "咸安区", "嘉鱼县", "通城县", "崇阳县", "通山县", "赤壁市"]
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=7)
PLACE = st.builds(str.__add__, HAN, st.sampled_from(["市", "区", "县", "自治县", "旗", "新区", ""]))
CODE = st.integers(110000, 659999).map(str)


def test_demo_city_has_its_promised_paths():
    assert [slug_for(name, code="421200", taken=()) for name in DEMO] == (
        ["xianning", "xianan", "jiayu", "tongcheng", "chongyang", "tongshan", "chibi"]
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("重庆市", "chongqing"),
        ("六安市", "luan"),
        ("台州市", "taizhou"),
        ("丽水市", "lishui"),
        ("蚌埠市", "bengbu"),
        ("亳州市", "bozhou"),
        ("漯河市", "luohe"),
        ("厦门市", "xiamen"),
        ("长沙市", "changsha"),
        ("长治市", "changzhi"),
        ("长子县", "zhangzi"),
        ("成都市", "chengdu"),
        ("泌阳县", "biyang"),
        ("洪洞县", "hongtong"),
        ("乐亭县", "laoting"),
        ("乐清市", "yueqing"),
        ("乐山市", "leshan"),
        ("大埔县", "dabu"),
        ("大城县", "daicheng"),
        ("黄陂区", "huangpi"),
        ("铅山县", "yanshan"),
        ("番禺区", "panyu"),
        ("荥阳市", "xingyang"),
        ("荥经县", "yingjing"),
        ("蔚县", "yuxian"),
        ("单县", "shanxian"),
        ("吕梁市", "lvliang"),
    ],
)
def test_special_readings(name, slug):
    assert slug_for(name, code="123456", taken=()) == slug


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("赤壁市", "赤壁"),
        ("长阳土家族自治县", "长阳"),
        ("恩施土家族苗族自治州", "恩施"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("隆林各族自治县", "隆林"),
        ("东乡族自治县", "东乡"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("神农架林区", "神农架"),
        ("阿里地区", "阿里"),
        ("浦东新区", "浦东"),
        ("郊区", "郊区"),
        ("唐县", "唐县"),
    ],
)
def test_stem_drops_what_kind_of_place_it_is(name, stem):
    assert stem_of(name) == stem


def test_second_of_two_equal_readings_bears_its_code():
    assert slug_for("桐城市", code="340881", taken={"tongcheng"}) == "tongcheng-340881"
    assert schema_of("tongcheng-340881") == "tongcheng_340881"
    with pytest.raises(SlugRefused):
        slug_for("桐城市", code="340881", taken={"tongcheng", "tongcheng-340881"})


@pytest.mark.parametrize(
    "slug",
    [
        *("public", "pg-temp", "pg-x", "information-schema", "custody", "", "9lives", "a--b", "-a"),
        *("UPPER", "a b", 'a"b', "ü", "x" * (MAX_BYTES + 1)),
    ],
)
def test_refused(slug):
    with pytest.raises(SlugRefused):
        check_slug(slug)


def test_reserved_name_is_told_apart_by_its_code():
    assert slug_for("Test", code="421299", taken=()) == "test-421299"


@given(name=PLACE, code=CODE, others=st.lists(PLACE, max_size=5))
def test_any_place_gets_a_safe_path_of_its_own(name, code, others):
    taken = {slug_for(other, code="999999", taken=()) for other in others}

    slug = slug_for(name, code=code, taken=taken)

    check_slug(slug)
    assert slug not in taken
    assert re.fullmatch(r"[a-z][a-z0-9]*(-\d{6})?", slug)
    assert len(slug.encode()) <= MAX_BYTES
    assert schema_of(slug) not in RESERVED
    assert slug_for(name, code=code, taken=taken) == slug


def test_readings_file_has_one_syllable_for_each_character():
    with READINGS_FILE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len({row["name"] for row in rows}) == len(rows)
    assert [row for row in rows if len(row["name"]) != len(row["reading"].split())] == []


def test_pinyin_for_search_has_full_reading_and_initials():
    assert search_pinyin("官塘驿镇") == "guantangyizhen gtyz"
    assert search_pinyin("长山村") == "changshancun csc"
    assert latin("蒲圻街道") == "puqijiedao"
