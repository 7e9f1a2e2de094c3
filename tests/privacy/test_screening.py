"""What leads to a person is blanked in free text, and every replacement can be explained."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.personal_numbers import blank_personal_numbers, is_personal_number
from privacy.screening import PLACES, Personal, screen, screen_text


@pytest.mark.parametrize(
    ("text", "screened"),
    [
        ("请回电13800000001，谢谢", "请回电[电话]，谢谢"),
        ("电话：138 0000 0001。", "电话：[电话]。"),
        ("电话+86-138-0000-0001", "电话[电话]"),
        ("１３８０００００００１", "[电话]"),
        ("１３８　００００　０００１", "[电话]"),
        ("1 3 8 0 0 0 0 0 0 0 1", "[电话]"),
        ("138-00-00-00-01", "[电话]"),
        ("幺三八零零零零零零零一", "[电话]"),
        ("一三九 一二三四 五六七八", "[电话]"),
        ("座机0715-8888888或07158888888", "座机[电话]或[电话]"),
        ("（0715）8888888", "（[电话]"),
        ("身份证42128119800101123X", "身份证[身份证号]"),
        ("身份证 421281 19800101 123x", "身份证 [身份证号]"),
        ("身份证４２１２８１１９８００１０１１２３Ｘ", "身份证[身份证号]"),
        ("身份证 421281198001011234 电话 13800000001", "身份证 [身份证号] 电话 [电话]"),
    ],
)
def test_numbers_go_in_either_measure(text: str, screened: str) -> None:
    assert screen_text(text) == screened
    assert screen(text).text == screened
    assert blank_personal_numbers(text) == screened


@pytest.mark.parametrize(
    "text",
    [
        "编号4212-2026-000123，2026年11月24日08:30报修",
        "拨打12345、110、119未果",
        "水表读数 00123456，欠费 1380.55 元",
        "订单 20261124083000123456",
        "用时 1.5678901234 秒，地址 139.196.121.23",
        "5月1号前答复，见12号文件，单号双号限行",
        "共三户，五户已搬；第三小组成员到场",
        "张家村村委会王主任说",
        "",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert screen_text(text) == text
    assert screen(text).text == text


@pytest.mark.parametrize(
    ("text", "screened"),
    [
        ("家住幸福路12号3栋2单元1801室，常停水", "家住幸福路[门牌]，常停水"),
        ("３栋２单元１８０１室", "[门牌]"),
        ("在3栋1801", "在[门牌]"),
        ("官塘驿村三组12号", "官塘驿村[门牌]"),
        ("官塘驿村3组", "官塘驿村[门牌]"),
        ("人民路88号附2号门口", "人民路[门牌]门口"),
        ("住3-2-1801", "住[门牌]"),
        ("车牌鄂L·12345", "车牌[车牌]"),
        ("鄂LD12345 和 鄂ＬＡ８８８８", "[车牌] 和 [车牌]"),
        ("微信号：zhang_san88，邮箱 z.s@qq.com", "微信号：[账号]，邮箱 [账号]"),
    ],
)
def test_the_thorough_measure_takes_what_leads_to_a_home(text: str, screened: str) -> None:
    assert screen(text).text == screened


def test_a_unit_that_must_go_there_keeps_place_and_car() -> None:
    text = "幸福路12号3栋门口鄂L12345违停，电话13800000001"

    assert screen_text(text) == "幸福路12号3栋门口鄂L12345违停，电话[电话]"
    assert screen(text, leave=PLACES).text == screen_text(text)


@pytest.mark.parametrize(
    ("name", "text", "screened"),
    [
        ("张三", "张三说，张 三、张　三都是他", "[姓名]说，[姓名]、[姓名]都是他"),
        (
            "张三",
            "张先生、张女士、老张、小张、张某反映",
            "[姓名]、[姓名]、[姓名]、[姓名]、[姓名]反映",
        ),
        ("张三", "张家村的老张湾路灯", "张家村的老张湾路灯"),
        ("欧阳修远", "欧阳修远即修远，欧阳先生", "[姓名]即[姓名]，[姓名]"),
        ("李小明", "小明家门口，明天再来", "[姓名]家门口，明天再来"),
        ("张女士", "张女士来电，张阿姨也说", "[姓名]来电，[姓名]也说"),
        ("John Smith", "john smith called", "[姓名] called"),
        ("", "没有姓名", "没有姓名"),
    ],
)
def test_known_names_go_in_every_form_they_are_said(name: str, text: str, screened: str) -> None:
    assert screen(text, known_names=[name]).text == screened
    assert screen_text(text, known_names=[name]) == screened


@pytest.mark.parametrize(
    ("text", "screened"),
    [
        ("我叫李四光，要求查处", "我叫[姓名]，要求查处"),
        ("举报人：欧阳修，反映如下", "举报人：[姓名]，反映如下"),
        ("本人姓李", "本人姓[姓名]"),
        ("联系人 王五 。", "联系人 [姓名] 。"),
    ],
)
def test_names_that_introduce_themselves_go(text: str, screened: str) -> None:
    assert screen(text).text == screened


@pytest.mark.parametrize(
    ("phone", "text", "screened"),
    [
        ("0715-8888888", "打8888888或 888 8888", "打[电话]或 [电话]"),
        ("8888888", "打 888-8888", "打 [电话]"),
        ("13800000001", "尾号0001", "尾号0001"),
    ],
)
def test_a_known_number_goes_however_it_is_grouped(phone: str, text: str, screened: str) -> None:
    assert screen(text, known_phones=[phone]).text == screened


def test_every_replacement_is_explained_and_hides_itself() -> None:
    screened = screen("张三，鄂L12345，13800000001", known_names=["张三"])

    assert screened.text == "[姓名]，[车牌]，[电话]"
    assert [(each.what, each.start, each.found.reveal()) for each in screened.replaced] == [
        (Personal.NAME, 0, "张三"),
        (Personal.PLATE, 3, "鄂L12345"),
        (Personal.PHONE, 11, "13800000001"),
    ]
    assert "张三" not in repr(screened)
    assert "13800000001" not in repr(screened)


ALPHABET = "张三李四我叫号室组栋路鄂L0123456789 -，。１２一二三"


@given(st.text(ALPHABET, max_size=60))
def test_the_text_is_what_was_not_replaced(text: str) -> None:
    """Put back what was taken out, and the text is whole again; screening twice changes nothing."""
    screened = screen(text, known_names=["张三"])

    rebuilt, rest, end = "", screened.text, 0
    for each in screened.replaced:
        kept = each.start - end
        assert rest[kept:].startswith(each.what.value)
        rebuilt += rest[:kept] + each.found.reveal()
        rest = rest[kept + len(each.what.value) :]
        end = each.start + len(each.found)
    assert rebuilt + rest == text


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.lists(st.sampled_from(["", " ", "-", "　"]), min_size=10, max_size=10),
    st.booleans(),
)
def test_no_writing_of_a_mobile_number_passes(phone: str, gaps: list[str], wide: bool) -> None:
    digits = [chr(ord(mark) + 0xFEE0) if wide else mark for mark in phone]
    text = "".join(a + b for a, b in zip(digits, [*gaps, ""], strict=True))

    assert screen_text(f"电话{text}。") == "电话[电话]。"


@given(st.uuids(version=4))
def test_identifiers_stay_whole(identifier: uuid.UUID) -> None:
    text = f"ticket {identifier} moved"

    assert blank_personal_numbers(text) == text


def test_an_identifier_that_looks_like_a_phone_stays() -> None:
    text = "0193a000-7000-7000-8000-a13800000001 called 13800000001"

    assert blank_personal_numbers(text) == "0193a000-7000-7000-8000-a13800000001 called [电话]"


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("13800000001", True),
        (" 0715-8888888 ", True),
        ("421281198001011234", True),
        ("0193a000-7000-7000-8000-a13800000001", False),
        ("4212-2026-000123", False),
        ("delegate", False),
    ],
)
def test_tells_a_personal_number(text: str, personal: bool) -> None:
    assert is_personal_number(text) is personal
