"""Personal data in the text for the citizen: numbers, plates, flats, names, in many spellings.

Stricter than the screening of requests (privacy.screening), on whose shapes it builds: a citizen's
text needs none of this, and one that is wrongly stopped is only worded anew. What an answer does
need passes: the polite 黄女士, short public numbers, the room of an office, numbers of documents.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from kernel.personal_numbers import folded
from privacy.personal_text import reveal
from privacy.screening import Personal, screen

# Marks that people put between the digits of a number, at most three in a row.
_GAP = r"[\s\-\u2010-\u2015\u2212_·.•・,，、/()（）~～|]{0,3}"
_SPOKEN = {
    mark: str(digit)
    for digit, marks in enumerate(
        ("〇零洞○", "一幺壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
    )
    for mark in marks
}

# 其二: the numeral belongs to the word before it, not to the number that follows.
_COUNTED = re.compile(r"(?<=其)\d")


class Span(NamedTuple):
    """Where it stands in the text, and what it is."""

    start: int
    end: int
    what: Personal


def personal_data(
    text: str, *, names: Collection[str] = (), phones: Collection[str] = ()
) -> list[Span]:
    """Everything in a text for a citizen that names a person or a home, in order.

    `names` and `phones` are those known of the case; a name that is but a surname and a title is
    no secret.
    """
    plain, places = _visible(text)
    spoken = _COUNTED.sub("#", "".join(_SPOKEN.get(mark, mark) for mark in plain))
    found: set[Span] = set()
    for each in (plain, spoken):
        found.update(_numbers(each, phones))
        found.update(_doors(each))
        found.update(_matches(_PLATES, each.upper() if len(each.upper()) == len(each) else each))
    found.update(_screened(plain))
    found.update(_names(plain, names))
    whole = (Span(places[start], places[end - 1] + 1, what) for start, end, what in found)
    return _widest(whole)


def blanked(text: str, spans: list[Span], *, start: int, end: int) -> str:
    """A stretch of the text with the data in it replaced by what it is."""
    pieces, at = [], start
    for span in spans:
        if span.end <= start or end <= span.start:
            continue
        pieces += [text[at : span.start], span.what.value]
        at = span.end
    return "".join([*pieces, text[at:end]])


def _visible(text: str) -> tuple[str, list[int]]:
    """The text without marks that do not show, full-width made plain; and where each stood."""
    kept = [(at, mark) for at, mark in enumerate(text) if unicodedata.category(mark) != "Cf"]
    plain = folded("".join(mark for _, mark in kept))
    return plain, [at for at, _ in kept]


def _matches(shapes: Collection[tuple[re.Pattern[str], Personal]], text: str) -> Iterator[Span]:
    for shape, what in shapes:
        for found in shape.finditer(text):
            group = "it" if "it" in shape.groupindex else 0
            yield Span(*found.span(group), what)


def _widest(spans: Iterator[Span]) -> list[Span]:
    """In order of the text; of those that overlap the longest stays, of equals the surest."""
    kept: list[Span] = []
    for span in sorted(spans, key=_rank):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _rank(span: Span) -> tuple[int, int, int]:
    return (span.start - span.end, span.start, list(Personal).index(span.what))


# -- numbers ----------------------------------------------------------------------------------


def _spaced(*marks: str) -> str:
    return _GAP.join(marks)


_NOT_A_NUMBER = r"(?!\d)"
_MOBILE = re.compile(
    rf"(?<!\d)(?:\+?(?:00)?8{_GAP}6{_GAP})?{_spaced('1', '[3-9]', *[chr(92) + 'd'] * 9)}"
    + _NOT_A_NUMBER
)
_LANDLINE = re.compile(
    rf"(?<![\d.])(?:{_spaced('0', '1', '0')}|{_spaced('0', '2', chr(92) + 'd')}"
    rf"|{_spaced('0', '[3-9]', chr(92) + 'd', chr(92) + 'd')}){_GAP}[2-9]"
    rf"(?:{_GAP}\d){{6,7}}{_NOT_A_NUMBER}"
)
_LOCAL = re.compile(
    r"(?:电话|手机|座机|致电|拨打|联系方式|号码|热线|回拨)[^\d。；\n]{0,6}"
    r"(?P<it>[2-8](?:[\s\-]?\d){6,7})(?![\s\-]?\d|\s?[元万户个名米年月号.])"
)
_CARD_18 = re.compile(
    rf"(?<![0-9A-Za-z]){_spaced('[1-9]', *[chr(92) + 'd'] * 5)}{_GAP}(?:1{_GAP}[89]|2{_GAP}0)"
    rf"{_GAP}{_spaced(*[chr(92) + 'd'] * 2)}{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
    rf"{_GAP}(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
    rf"{_GAP}{_spaced(*[chr(92) + 'd'] * 3, '[0-9Xx×]')}(?![0-9A-Za-z])"
)
_CARD_15 = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_BANK = re.compile(r"(?<![0-9A-Za-z])[3-6](?:[\s\-]?\d){15,18}(?![0-9A-Za-z])")
_NUMBERS = (
    (_CARD_18, Personal.IDENTITY_CARD),
    (_CARD_15, Personal.IDENTITY_CARD),
    (_MOBILE, Personal.PHONE),
    (_LANDLINE, Personal.PHONE),
    (_LOCAL, Personal.PHONE),
)


def _numbers(text: str, phones: Collection[str]) -> Iterator[Span]:
    yield from _matches(_NUMBERS, text)
    for found in _BANK.finditer(text):
        if _luhn(re.sub(r"\D", "", found.group())):
            yield Span(*found.span(), Personal.ACCOUNT)
    for phone in phones:
        digits = re.sub(r"\D", "", folded(reveal(phone)).split("转")[0])
        local = digits[-7:] if digits.startswith("0") else digits
        for known in {digits, local}:
            if len(known) >= 7:
                shape = re.compile(rf"(?<!\d){_spaced(*known)}(?!\d)")
                yield from _matches([(shape, Personal.PHONE)], text)


def _luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as on every bank card."""
    total = 0
    for place, mark in enumerate(reversed(digits)):
        value = int(mark) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# -- plates, accounts --------------------------------------------------------------------------

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATES = (
    (
        re.compile(
            rf"[{_PROVINCES}]{_GAP}[A-Z](?:{_GAP}[0-9A-Z]){{4,5}}"
            rf"(?:{_GAP}[0-9A-Z挂学警港澳领])?(?![0-9A-Z])"
        ),
        Personal.PLATE,
    ),
    (
        re.compile(
            r"车牌(?:号码|号)?[为是:：\s]{0,3}(?P<it>[A-Z](?:[·.\s\-]?[0-9A-Z]){5,6})(?![0-9A-Z])"
        ),
        Personal.PLATE,
    ),
)
_SCREENED = frozenset({Personal.IDENTITY_CARD, Personal.PHONE, Personal.PLATE, Personal.ACCOUNT})


def _screened(plain: str) -> Iterator[Span]:
    """What the screening of requests finds for certain."""
    for each in screen(plain).replaced:
        before = plain[max(0, each.start - 12) : each.start]
        if each.what in _SCREENED and not (each.what is Personal.ACCOUNT and "公众号" in before):
            yield Span(each.start, each.start + len(each.found), each.what)


# -- homes --------------------------------------------------------------------------------------

_COUNT = r"[0-9十百]"
_BUILDING = r"[0-9A-Za-z十]{1,4}(?:栋|幢|座|号楼)"
_STAIRS = rf"{_COUNT}{{1,3}}单元"
_FLAT = r"[0-9]{3,4}(?![0-9])(?:室|房|号)?(?![元米年万平份只个余多人户])"
_FLATS = (
    re.compile(
        rf"(?:{_BUILDING}\s?-?(?:{_STAIRS})?|{_STAIRS})\s?-?(?:{_COUNT}{{1,3}}(?:楼|层))?\s?-?{_FLAT}"
    ),
    re.compile(rf"{_BUILDING}\s?-?{_STAIRS}[^，。；]{{0,2}}{_COUNT}{{1,4}}(?:室|号)"),
)
_HOMES = (
    (re.compile(r"(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}室?(?![0-9-])"), Personal.DOOR),
    (re.compile(rf"{_COUNT}{{1,3}}组{_COUNT}{{1,4}}号(?![文线])"), Personal.DOOR),
    (
        re.compile(rf"门牌号?[为是:：\s]{{0,2}}(?P<it>[^，。；、]{{0,6}}?{_COUNT}{{1,5}}号?)"),
        Personal.DOOR,
    ),
    (
        re.compile(r"(?P<it>[0-9]{3,4}(?:室|房))(?=的?(?:住户|业主|居民|户主|租户|邻居))"),
        Personal.DOOR,
    ),
    (
        re.compile(
            r"(?:家住(?!户)|住址|住在|居住在|居住于|家庭地址)[:：为]{0,2}"
            rf"(?P<it>[^，。；\n]{{0,24}}?{_COUNT}{{1,5}}(?:号|室))"
        ),
        Personal.DOOR,
    ),
)
_OFFICE = re.compile(
    r"政务|服务中心|大厅|办公|窗口|政府|委员会|局|法院|派出所|村部|医院|学校|银行|公司|中心|大楼"
)
_BEFORE = 14


def _doors(text: str) -> Iterator[Span]:
    yield from _matches(_HOMES, text)
    for shape in _FLATS:
        for found in shape.finditer(text):
            start, end = found.span()
            around = text[max(0, start - _BEFORE) : start] + text[end : end + 2]
            if not _OFFICE.search(around):
                yield Span(start, end, Personal.DOOR)


# -- names --------------------------------------------------------------------------------------

_HAN = "\u4e00-\u9fff"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛韦申尤毕聂丛焦柳邢岳齐梅"
    "莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄"
    "柏柯阮桂闵柴车冉边辜饶刁瞿戚丘古米池滕晋苑邬臧畅荀褚廉娄"
)
_TITLE = "先生|女士|同志|师傅|大爷|大妈|大娘|婆婆|老人|小姐"
_TITLED = re.compile(rf"(?P<it>(?P<first>[{_SURNAMES}])(?P<given>[{_HAN}]{{1,2}}))(?={_TITLE})")
_INTRODUCES = (
    "诉求人|反映人|来电人|投诉人|举报人|当事人|联系人|户主|车主|店主|(?<!物)业主|村民|居民|市民|邻居|姓名"
    "|患者|经办人|负责人|承办人|工作人员|老板|司机|房东|租客|租户|家属|死者|伤者"
)
_SAYS = "反映|来电|表示|家里|家的|本人|已于|身份证|电话|联系|手机"
_INTRODUCED = re.compile(
    rf"(?:{_INTRODUCES})[:：“\"\s]{{0,3}}(?P<it>[{_SURNAMES}][{_HAN}]{{1,2}})"
    rf"(?=[，。、；：:,;（）()\s”\"]|$|{_TITLE}|{_SAYS})"
)
_LABELLED = re.compile(
    rf"(?:联系人|姓名|经办人|负责人|承办人|户主|车主)[:：]\s{{0,2}}"
    rf"(?P<it>[{_SURNAMES}][{_HAN}]{{1,2}})(?![{_HAN}])"
)
# Two characters that begin like a name and are none.
_WORDS = frozenset(Path(__file__).with_name("no_names.txt").read_text("utf-8").split())
_LEADS = re.compile(rf"(?:{_INTRODUCES}|[，。；：、\s“（(]|^|儿子|女儿|父亲|母亲|丈夫|妻子)$")


def _names(plain: str, known: Collection[str]) -> Iterator[Span]:
    for name in known:
        shape = _known_shape(name)
        if shape is not None:
            yield from _matches([(shape, Personal.NAME)], plain)
    for found in _TITLED.finditer(plain):
        if not _is_polite(plain, found):
            yield Span(*found.span("it"), Personal.NAME)
    for shape in (_INTRODUCED, _LABELLED):
        for found in shape.finditer(plain):
            if found["it"][:2] not in _WORDS and "某" not in found["it"]:
                yield Span(*found.span("it"), Personal.NAME)


def _known_shape(name: str) -> re.Pattern[str] | None:
    whole = "".join(folded(reveal(name)).split())
    if len(whole) < 2 or re.fullmatch(rf"[{_HAN}]{{1,2}}(?:{_TITLE}|某+)", whole):
        return None
    between = r"[\s·.•・\-_]{0,3}"
    return re.compile(between.join(map(re.escape, whole)), re.IGNORECASE)


def _is_polite(plain: str, found: re.Match[str]) -> bool:
    """感谢张先生: the title belongs to the surname before it, and 谢张 is no name."""
    given = found["given"]
    if found["it"][:2] in _WORDS or "某" in given:
        return True
    if given[-1] not in _SURNAMES:
        return False
    return len(given) == 1 or not _LEADS.search(
        plain[max(0, found.start("it") - 4) : found.start("it")]
    )
