"""Screening of free text before others read it: what is recognised for certain is blanked.

Two measures. `screen_text` is for ordinary requests that go to whoever handles them: numbers of
persons and the names one knows go, the place where something is broken stays. `screen` is for
secret tickets and for what is published: everything that leads to a home or a person goes. Both
rest on shapes and known names alone, so each replacement can be explained.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kernel.personal_numbers import GAP, PersonalNumber, folded, personal_numbers
from privacy.personal_text import PersonalText, reveal


class Personal(StrEnum):
    """What was recognised; the value is what is written in its place."""

    IDENTITY_CARD = PersonalNumber.IDENTITY_CARD.value
    PHONE = PersonalNumber.PHONE.value
    NAME = "[姓名]"
    PLATE = "[车牌]"
    DOOR = "[门牌]"
    ACCOUNT = "[账号]"


# What a handler needs to find the place or the car; identifies the citizen only by inference.
PLACES = frozenset({Personal.PLATE, Personal.DOOR})


@dataclass(frozen=True)
class Replacement:
    """One thing that was taken out, and where it stood in the text before."""

    what: Personal
    start: int
    found: PersonalText


@dataclass(frozen=True)
class Screened:
    """The text that may be read by others, and what is missing from it, in order."""

    text: str
    replaced: tuple[Replacement, ...]


def screen(
    text: str,
    *,
    known_names: Collection[str] = (),
    known_phones: Collection[str] = (),
    leave: Collection[Personal] = (),
) -> Screened:
    """Take out numbers, plates, doors, accounts and names; say what was taken.

    `known_names` go in every form they are said in (张三, 张 三, 张先生, 老张); a name that nobody
    told goes only where the text introduces it (我叫…, 姓名：…).
    """
    plain = folded(text)
    spans = _disjoint(
        (start, end, what)
        for start, end, what in _recognised(plain, known_names, known_phones)
        if what not in leave
    )
    pieces, replaced, end = [], [], 0
    for start, stop, what in spans:
        pieces += [text[end:start], what.value]
        replaced.append(Replacement(what, start, PersonalText(text[start:stop])))
        end = stop
    return Screened("".join([*pieces, text[end:]]), tuple(replaced))


def screen_text(
    text: str, *, known_names: Collection[str] = (), known_phones: Collection[str] = ()
) -> str:
    """The text as a unit may read it that has to go there: doors and plates stay."""
    return screen(text, known_names=known_names, known_phones=known_phones, leave=PLACES).text


Span = tuple[int, int, Personal]


def _recognised(plain: str, names: Collection[str], phones: Collection[str]) -> Iterator[Span]:
    """Everything recognised, the surest first."""
    for start, end, number in personal_numbers(plain):
        yield start, end, Personal(number.value)
    for phone in phones:
        yield from _found(_phone_shape(phone), plain, Personal.PHONE)
    for name in names:
        yield from _found(_name_shape(name), plain, Personal.NAME)
    for shape, what in _SHAPES:
        yield from _found(shape, plain, what)


def _found(shape: re.Pattern[str] | None, plain: str, what: Personal) -> Iterator[Span]:
    for found in shape.finditer(plain) if shape else ():
        group = "it" if "it" in found.re.groupindex else 0
        yield *found.span(group), what


def _disjoint(spans: Iterator[Span]) -> list[Span]:
    """In order of the text; where two overlap, the earlier recognised one stays."""
    kept: list[Span] = []
    for start, end, what in spans:
        if start < end and all(end <= left or right <= start for left, right, _ in kept):
            kept.append((start, end, what))
    return sorted(kept)


# -- shapes -----------------------------------------------------------------------------------

_HAN = "\u4e00-\u9fff"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_COUNTING = "0-9一二三四五六七八九十百两"
_PART = "栋|幢|单元|号楼|楼|室|层|组|号|户|弄|座"
_STEP = rf"第?[{_COUNTING}A-Za-z]{{1,5}}(?:{_PART})"
_COMPOUND = (
    "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|长孙|宇文|夏侯|端木|南宫|独孤|轩辕"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路"
    "岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋"
    "植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖"
    "符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺"
)
_TITLES = "先生|女士|小姐|师傅|老师|同志|大爷|大妈|大娘|大叔|大哥|大姐|阿姨|叔叔|嫂子|某某|某"
_INTRODUCED = (
    r"(?:我叫|我名叫|我的名字[叫是]|本人叫|名叫|本人姓名|姓\s{0,2}名|联\s{0,2}系\s{0,2}人"
    r"|投诉人|举报人|诉求人|反映人|来电人|当事人)"
)
_GAPS = r"\s{0,3}"

_SHAPES: tuple[tuple[re.Pattern[str], Personal], ...] = (
    (
        re.compile(
            rf"[{_PROVINCES}]{_GAPS}[A-HJ-Z][·.]?{GAP}"
            rf"(?:[0-9A-HJ-NP-Z]{GAP}){{4,5}}[0-9A-HJ-NP-Z挂学警港澳领](?![0-9A-Za-z])",
            re.IGNORECASE,
        ),
        Personal.PLATE,
    ),
    # Several steps of an address, or one that can mean nothing else; 5月1号 and 12号文件 stay.
    (
        re.compile(rf"{_STEP}(?:[-\s]?{_STEP}){{1,5}}(?:[-\s]?[0-9]{{2,5}}(?![0-9]))?"),
        Personal.DOOR,
    ),
    (
        re.compile(rf"第?[{_COUNTING}A-Za-z]{{1,5}}(?:栋|幢|单元|号楼)(?:[0-9]{{2,5}}(?![0-9]))?"),
        Personal.DOOR,
    ),
    # Building, stairs and flat as people shorten them: 3-2-1801.
    (re.compile(r"(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}室?(?![0-9-])"), Personal.DOOR),
    (re.compile(r"(?<![0-9])[0-9]{3,4}(?:室|房)(?!间)"), Personal.DOOR),
    (
        re.compile(
            rf"(?:[路街巷道弄里村湾塆庄园区镇]|大道|胡同)(?P<it>第?[{_COUNTING}]{{1,5}}(?:号|组|户)"
            r"(?:附[0-9一二三四五六七八九十]{1,3}号)?)(?!文|线)"
        ),
        Personal.DOOR,
    ),
    (re.compile(r"(?<![0-9A-Za-z])第?(?P<it>[0-9]{1,2}组)(?![织成合建])"), Personal.DOOR),
    (
        re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        Personal.ACCOUNT,
    ),
    (
        re.compile(
            r"(?:微\s?信|vx|wechat|qq)(?:号码|号|账号|是|为|id)?[:：\s]{0,3}"
            r"(?P<it>[A-Za-z0-9][-_A-Za-z0-9]{4,19})",
            re.IGNORECASE,
        ),
        Personal.ACCOUNT,
    ),
    (
        re.compile(
            rf"{_INTRODUCED}[:：是为叫\s]{{0,3}}"
            rf"(?P<it>(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SURNAMES}]{_GAPS}[{_HAN}]{{1,2}})"
        ),
        Personal.NAME,
    ),
    (re.compile(rf"(?:我|本人)姓(?P<it>{_COMPOUND}|[{_HAN}])"), Personal.NAME),
)


def _name_shape(name: str) -> re.Pattern[str] | None:
    """Every way a known name is said: in full, with a title, by the given name alone."""
    plain = "".join(folded(reveal(name)).split())
    if not plain:
        return None
    ways = [_GAPS.join(map(re.escape, plain))]
    surname, given = _parts(plain)
    if surname:
        ways.append(rf"{re.escape(surname)}{_GAPS}(?:{_TITLES})")
        ways.append(rf"[老小]{re.escape(surname)}(?![{_HAN}]{{0,1}}(?:村|镇|乡|湾))")
    if len(given) > 1:
        ways.append(_GAPS.join(map(re.escape, given)))
    return re.compile("|".join(ways), re.IGNORECASE)


def _parts(name: str) -> tuple[str, str]:
    """Surname and given name of a Chinese name; a name of another kind has neither."""
    if not re.fullmatch(rf"[{_HAN}]{{1,4}}", name):
        return "", ""
    for title in sorted(_TITLES.split("|"), key=len, reverse=True):
        if name.endswith(title) and len(name) > len(title):
            return name.removesuffix(title), ""  # all that is known is 张女士
    compound = re.match(_COMPOUND, name)
    length = compound.end() if compound and len(name) > 2 else 1
    return name[:length], name[length:]


def _phone_shape(phone: str) -> re.Pattern[str] | None:
    """A known number however it is grouped, with or without its area code."""
    digits = re.sub(r"[^0-9]", "", folded(reveal(phone)).split("转")[0])
    if len(digits) < 6:
        return None
    local = digits[-7:] if len(digits) <= 11 and digits.startswith("0") else digits
    ways = sorted({digits, local}, key=len, reverse=True)
    told = "|".join(GAP.join(each) for each in ways)
    return re.compile(rf"(?<![0-9])(?:{told})(?![0-9])")
