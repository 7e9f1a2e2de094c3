"""Personal data never passes, however it is spelled; what an answer needs does."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkups.findings import FindingCode, ReportFacts, Severity
from checkups.inspecting import inspect_report
from checkups.rules.personal import blanked, personal_data
from privacy.screening import Personal

SPOKEN = ("〇零洞", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
GAPS = ["", "", "", " ", "  ", "-", "—", "·", ".", "，", "、", "　", "\u200b", "\u00a0", " - "]
AROUND = [
    ("您好！路灯已于11月3日修好，如有疑问请联系", "，感谢您的监督。"),
    ("经办人电话", ""),
    ("", "是物业的号码"),
    ("（", "）"),
    ("其二", "。"),
    ("编号2026-11-25 ", " 已登记"),
]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕欧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂建华国志文玉红梅兰春生海燕"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def _spelled(draw, digits, *, spoken=True):
    """The digits as somebody may write them: mixed widths, spoken numerals, marks between."""
    ways = [lambda mark: mark, lambda mark: chr(ord(mark) + 0xFEE0)]
    if spoken:
        ways.append(lambda mark: draw(st.sampled_from(SPOKEN[int(mark)])))
    one_way = draw(st.sampled_from([*ways, None]))
    pieces = []
    for mark in digits:
        way = one_way or draw(st.sampled_from(ways))
        pieces.append(way(mark) if mark.isdigit() else mark)
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(digits), max_size=len(digits)))
    return "".join(piece + gap for piece, gap in zip(pieces, [*gaps[:-1], ""], strict=True))


@st.composite
def mobiles(draw):
    digits = draw(st.from_regex(r"\A1[3-9][0-9]{9}\Z"))
    before = draw(st.sampled_from(["", "", "+86", "0086 ", "86-"]))
    return before + _spelled(draw, digits), Personal.PHONE


@st.composite
def landlines(draw):
    digits = draw(st.from_regex(r"\A0715[2-8][0-9]{6}\Z|\A02[0-9][2-8][0-9]{7}\Z"))
    return _spelled(draw, digits), Personal.PHONE


@st.composite
def cards(draw):
    area = draw(st.from_regex(r"\A[1-6][1-9][0-9]{4}\Z"))
    born = draw(st.dates(min_value=date(1930, 1, 1), max_value=date(2020, 12, 31)))
    serial = draw(st.from_regex(r"\A[0-9]{3}\Z"))
    body = f"{area}{born:%Y%m%d}{serial}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(mark) * weight for mark, weight in zip(body, weights, strict=True))
    check = "10X98765432"[total % 11]
    last = draw(st.sampled_from([check, check.lower()]))
    return _spelled(draw, body + last), Personal.IDENTITY_CARD


@st.composite
def plates(draw):
    letter = draw(st.sampled_from("ABCDEFGHJKLMNPQRS"))
    rest = draw(
        st.from_regex(r"\A[0-9]{5}\Z|\A[A-HJ-NP-Z][0-9]{4}\Z|\A[DF][0-9]{5}\Z|\A[0-9]{4}挂\Z")
    )
    plate = f"{draw(st.sampled_from(PROVINCES))}{letter}{rest}"
    if draw(st.booleans()):
        plate = plate.lower()
    if draw(st.booleans()):
        plate = "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in plate)
    gaps = draw(st.lists(st.sampled_from(["", "", " ", "·", "-"]), min_size=9, max_size=9))
    return "".join(a + b for a, b in zip(plate, gaps, strict=False)).rstrip(" ·-"), Personal.PLATE


def _stopped(text, **known):
    facts = ReportFacts(
        request="路灯不亮。", report="11月3日修复，照片附后。", reply_draft=text, **known
    )
    return [each for each in inspect_report(facts) if each.severity is Severity.STOP]


@pytest.mark.parametrize("kind", [mobiles, landlines, cards, plates])
def test_no_spelling_of_a_number_passes(kind):
    @settings(max_examples=400)
    @given(kind(), st.sampled_from(AROUND))
    def check(written, around):
        text, what = written
        reply = text.join(around)
        findings = _stopped(reply)
        assert findings, reply
        assert {each.code for each in findings} == {FindingCode.PERSONAL_DATA}
        spans = personal_data(reply)
        # Nothing of it is left when what was found is taken out.
        left = blanked(reply, spans, start=0, end=len(reply))
        assert text not in left
        assert personal_data(left) == []
        assert what in {span.what for span in spans}

    check()


@given(
    st.sampled_from(SURNAMES),
    st.text(GIVEN, min_size=1, max_size=2),
    st.lists(st.sampled_from(["", "", " ", "　", "·", "\u200b", "  "]), min_size=3, max_size=3),
    st.sampled_from(
        ["{}您好！路灯已修好。", "经与{}联系，路灯已修好。", "路灯已修好，{}已确认", "{}"]
    ),
)
def test_the_callers_name_never_passes(surname, given_name, gaps, sentence):
    name = surname + given_name
    written = "".join(mark + gap for mark, gap in zip(name, gaps, strict=False)).strip()

    findings = _stopped(sentence.format(written), names=(name,))

    assert [each.code for each in findings] == [FindingCode.PERSONAL_DATA]
    assert name not in findings[0].quote


@given(
    st.from_regex(r"\A[2-8][0-9]{6}\Z"),
    st.lists(st.sampled_from(["", " ", "-"]), min_size=7, max_size=7),
)
def test_the_callers_own_number_never_passes_even_without_its_area(number, gaps):
    written = "".join(mark + gap for mark, gap in zip(number, gaps, strict=True)).strip(" -")

    assert _stopped(f"已回复{written}。", phones=(f"0715-{number}",))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("邻居周志国先生已道歉。", Personal.NAME),
        ("经与业主李建平女士沟通，已清走。", Personal.NAME),
        ("联系人：王五", Personal.NAME),
        ("当事人刘小红，已被批评教育。", Personal.NAME),
        ("欢迎到3栋2单元501室领取。", Personal.DOOR),
        ("翠竹园12号楼1802住户已整改。", Personal.DOOR),
        ("三栋二单元五零一室已整改。", Personal.DOOR),
        ("住3-2-1801的住户", Personal.DOOR),
        ("七组12号已接通自来水。", Personal.DOOR),
        ("家住温泉街道书台街88号的居民", Personal.DOOR),
        ("车牌号L7K215", Personal.PLATE),
        ("卡号6222021234567890128已到账", Personal.ACCOUNT),
        ("微信号：zhang_san88", Personal.ACCOUNT),
        ("邮箱 z.s@qq.com", Personal.ACCOUNT),
        ("身份证号420103700101123", Personal.IDENTITY_CARD),
    ],
)
def test_what_else_is_found(text, what):
    assert what in {span.what for span in personal_data(text)}


@pytest.mark.parametrize(
    "text",
    [
        "黄女士您好！",
        "感谢张先生的监督。",
        "方便张先生出行。",
        "请拨打12345、12315、95598或110。",
        "您的工单4212-2026-000123已办结。",
        "依据鄂人社发〔2025〕36号文件和咸政办函〔2019〕59号。",
        "赔偿13800.55元，共计1380000元，面积1234.5平方米。",
        "2026-11-03 10:30—17:00，2026年11月3日至12月31日。",
        "请到市政务服务中心3号楼302室办理。",
        "泉门村三组村口的路灯，12号楼前的下水道，2单元的电梯。",
        "路灯编号L1024，水表读数00123456。",
        "业主委员会、村民小组、群众安全、居民高度关注。",
        "物业主管部门已约谈。",
        "曾某、王某某已被批评教育。",
        "修剪香樟46株，更换灯头3只，电压220伏。",
        "关注“咸宁发布”公众号（微信号：xianningfabu）。",
        "第一、第二、第三项分别于一月、二月、三月完成，一二三组、四五六组均已通水。",
        "",
    ],
)
def test_what_an_answer_needs_passes(text):
    assert personal_data(text, names=("黄丽萍", "张三", "张女士", "李")) == []


def test_one_finding_for_each_sentence_and_the_place_is_that_of_the_data():
    reply = "您好！请联系13800000001或0715-8888888。已修好。\n车主鄂L12345已挪车。"

    first, second = _stopped(reply)

    assert (first.quote, second.quote) == ("请联系[电话]或[电话]。", "车主[车牌]已挪车。")
    assert reply[first.start : first.end] == "13800000001"
    assert reply[second.start : second.end] == "鄂L12345"
    assert "电话" in first.advice


def test_marks_that_do_not_show_do_not_move_the_place():
    reply = "请联系138\u200b0000\u200b0001。"

    (finding,) = _stopped(reply)

    assert reply[finding.start : finding.end] == "138\u200b0000\u200b0001"
