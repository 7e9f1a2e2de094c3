"""Whether a text says that the matter is settled; and two texts that do not agree."""

import re
from typing import NamedTuple

_THING = "解决|完成|修复|整改|实施|到位|开工|办结|落实|根治|达标|恢复|接通|到账|兑现|竣工|完工|安装"
_OPEN = re.compile(
    rf"(?:尚未|仍未|还未|暂未|未能|未曾|还没有?|没有|没能|暂无法|无法|不能|暂不能|难以|未)[^，。；]{{0,4}}?(?:{_THING})"
    r"|仍未|暂未|仍在(?:整改|协调|施工)|(?:正在|还在)[^，。；]{0,4}(?:整改|协调|施工|推进)|暂无法|暂不(?:能|具备)|列入[^，。]{0,12}计划"
    r"|未达成|不具备"
)
_SETTLED = re.compile(
    rf"(?:已经?|已全部|均已|全部|现已|得到|妥善|圆满|彻底)[^，。；]{{0,14}}?(?:{_THING}|处理完毕|清理完毕|处理好)"
    r"|恢复正常|(?:整改|处理|修复|施工|安装|清理|办理)(?:完毕|完成)|复查(?:合格|达标)|妥善解决"
)


class Statement(NamedTuple):
    """The last thing a text says of the outcome."""

    settled: bool
    start: int
    end: int


def last_statement(text: str) -> Statement | None:
    """What a text says last of whether the matter is settled; None if it says nothing."""
    open_ = [Statement(settled=False, start=s, end=e) for s, e in _spans(_OPEN, text)]
    taken = [
        Statement(settled=True, start=s, end=e)
        for s, e in _spans(_SETTLED, text)
        if all(e <= other.start or other.end <= s for other in open_)
    ]
    return max([*open_, *taken], key=lambda each: each.start, default=None)


def says_open(text: str) -> bool:
    """Whether a text admits anywhere that something is not settled."""
    return _OPEN.search(text) is not None


def _spans(shape: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in shape.finditer(text)]
