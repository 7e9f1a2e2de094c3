"""The points of a request, and which of them nobody answered.

A point is an item of a list, a question, or what stands behind 另外, 还有, 同时, 并; all else is
the one matter the request is about. A point counts as answered when the texts share words of its
own with it; what other points say too does not count.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from kernel.personal_numbers import folded

_ITEM = re.compile(
    r"(?:(?<=^)|(?<=[\s，。；;：:,、]))"
    r"(?:[（(]\s?(?P<a>[0-9]{1,2}|[一二三四五六七八九十])\s?[）)][、.．]?"
    r"|(?P<b>[0-9]{1,2})[、.．)）](?![0-9])"
    r"|(?P<c>[一二三四五六七八九十])(?:是|[、.．])"
    r"|第(?P<d>[一二三四五六七八九十])[，,、点是]?"
    r"|其(?P<e>[一二三四五六七八九])[，,、：:是]?"
    r"|(?P<f>[①②③④⑤⑥⑦⑧⑨]))"
)
_ALSO = re.compile(
    r"(?:另外|此外|还有|同时|再就是|再者|顺便|以及(?=要求|请)|并且|另(?=[，,]|请|有|外)"
    r"|(?<=[，,。；;])并(?=[^不非未无])|(?<=[，,。；;])还(?=要求|请|想|希望|需))"
)
_STOP = re.compile(r"[。！？；!?;\n]+")
_ASKS = re.compile(
    r"[？?]|请问|什么时候|何时|为什么|为何|怎么|如何|能不能|能否|是否|可不可以|多少|哪里|哪些|几时|吗$"
)
# Asked of nobody: 难道没人管吗, 天理何在.
_RHETORIC = re.compile(
    r"难道|何在|凭什么|合理吗|还有没有|谁来管|天理|良心|不是吗|对吗|行吗|好吗|是不是太"
)
_DEMANDS = re.compile(r"请|要求|希望|建议|督促|盼")
# What goes on behind 同时 or 还有 is a matter of its own only if something is asked or amiss.
_AMISS = re.compile(
    r"[请求盼望]|要求|希望|建议|督促|应该?|[不没坏堵漏差乱脏臭断倒破旧慢贵少缺]|损|违|欠|占|吵|扰|危险"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+|[0-9]+")
# Said in every request; it tells no point from another.
_COMMON = re.compile(
    r"什么时候|什么原因|请问|为什么|为何|何时|几时|怎么样?|如何|能不能|能否|是否|可不可以|可以|多少|哪里|哪些"
    r"|希望|要求|请求|建议|反映|诉求|尽快|及时|督促|安排|有关|相关|部门|政府|单位|领导|处理|解决|调查|核实"
    r"|没有|我们|我家|我的|他们|你们|现在|目前|已经|一直|这个|那个|一个|几个|问题|情况|时间|的话|另外|此外"
    r"|还有|同时|而且|但是|因为|所以|如果|应该|需要|进行|谢谢|您好|你好|[的了吗呢吧啊也就都很再又把被在]"
)
_ALIKE = (
    ("噪声", "噪音"),
    ("公共厕所", "公厕"),
    ("厕所", "公厕"),
    ("养老金", "养老"),
    ("赔钱", "赔偿"),
    ("马路", "道路"),
    ("漏雨", "渗漏"),
)
# A request of one matter is told of in other words, too: then single characters count.
_TOPIC = 0.15
# From which share of its words on a point is an earlier one said again.
_SAME = 0.5


class Point(NamedTuple):
    """One demand: where it stands in the request."""

    start: int
    end: int


def points_of(request: str) -> list[Point]:
    """Split a request into its points, in order."""
    plain = folded(request)
    listed = _listed(plain)
    if listed:
        return listed
    pieces = [piece for start, end in _by(plain, _STOP) for piece in _also(plain, start, end)]
    matter = [piece for piece in pieces if not piece.apart]
    found = [Point(piece.start, piece.end) for piece in pieces if piece.apart]
    if matter:
        found.insert(0, Point(matter[0].start, _end_of_matter(matter)))
    return sorted(found)


def unanswered(request: str, answers: str) -> list[Point]:
    """Points with which the answers share nothing of their own."""
    found = _without_repeats(request, points_of(request))
    if len(found) < 2:
        return [] if _is_on_topic(request, answers) else found
    words = [_words(_text_of(request, point, found)) for point in found]
    told = _words(answers, whole=True)
    open_ = []
    for index, own in enumerate(words):
        others = set[str]().union(*words[:index], *words[index + 1 :])
        telling = (own - others) or own
        if len(telling) > 1 and not telling & told:
            open_.append(found[index])
    return open_


def _without_repeats(request: str, found: list[Point]) -> list[Point]:
    """Points that say something, each once: people ask the same again in other sentences."""
    kept: list[Point] = []
    seen: list[set[str]] = []
    for point in found:
        words = _words(_text_of(request, point, found))
        again = any(len(words & other) > _SAME * len(words) for other in seen)
        if len(words) > 1 and not again:
            kept.append(point)
            seen.append(words)
    return kept


def _is_on_topic(request: str, answers: str) -> bool:
    own = _words(request)
    if not own or own & _words(answers, whole=True):
        return True
    marks = set("".join(own))
    return len(marks & set(folded(answers))) >= _TOPIC * len(marks)


class _Piece(NamedTuple):
    start: int
    end: int
    apart: bool


def _listed(plain: str) -> list[Point]:
    """The items of a list that counts 1, 2, …; nothing if there is no such list."""
    marks = list(_ITEM.finditer(plain))
    counted = [_number(mark) for mark in marks]
    if len(marks) < 2 or counted != list(range(1, len(marks) + 1)):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(plain)]
    return [Point(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _number(mark: re.Match[str]) -> int:
    told = next(group for group in mark.groups() if group)
    if told.isascii():
        return int(told)
    return ("一二三四五六七八九十".find(told) + 1) or ("①②③④⑤⑥⑦⑧⑨".find(told) + 1)


def _by(plain: str, stop: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between the stops; a question keeps its mark."""
    spans, start = [], 0
    for found in stop.finditer(plain):
        spans.append((start, found.end()))
        start = found.end()
    spans.append((start, len(plain)))
    return [(start, end) for start, end in spans if plain[start:end].strip(" 。；;\n！!")]


def _also(plain: str, start: int, end: int) -> list[_Piece]:
    """A sentence, cut where it goes on to something else."""
    cuts = [start, *(start + found.start() for found in _ALSO.finditer(plain[start:end])), end]
    pieces = []
    for left, right in pairwise(cuts):
        text = plain[left:right]
        if text.strip(" ，,。；;"):
            goes_on = left != start or bool(_ALSO.match(text))
            further = goes_on and bool(_AMISS.search(text) or _DEMANDS.search(plain[start:left]))
            asks = bool(_ASKS.search(text)) and not _RHETORIC.search(text)
            pieces.append(_Piece(left, right, further or asks))
    return pieces


def _end_of_matter(matter: list[_Piece]) -> int:
    return max(piece.end for piece in matter)


def _text_of(request: str, point: Point, found: list[Point]) -> str:
    """A point's own text: the matter may lie around other points."""
    inner = [other for other in found if other != point and point.start < other.start < point.end]
    text, at = "", point.start
    for other in inner:
        text += request[at : other.start] + "。"
        at = max(at, other.end)
    return text + request[at : point.end]


def _words(text: str, *, whole: bool = False) -> set[str]:
    """Pairs of characters that carry meaning."""
    plain = folded(text)
    for said, same in _ALIKE:
        plain = plain.replace(said, same)
    if not whole:
        plain = _COMMON.sub(" ", plain)
    pairs: set[str] = set()
    for run in _HAN.findall(plain):
        if run.isascii():
            pairs.add(run)
        else:
            pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    return pairs
