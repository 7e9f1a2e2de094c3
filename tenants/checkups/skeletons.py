"""答复提纲: a reply with blanks, and one paragraph for each point of the request."""

from checkups.rules.points import points_of
from checkups.rules.texts import shortened

# By kind of request; a category's own outline, where the catalogue has one, goes before these.
OUTLINES = {
    "consultation": "您好！您咨询的“【事项】”收悉。\n"
    "根据【政策名称、文号】，【答复内容；怎么办理、在哪里办理、带什么材料】。\n感谢您的来电。",
    "suggestion": "您好！您提出的“【事项】”收悉。\n"
    "经研究，【采纳、部分采纳或不采纳，及理由】。【打算怎么做、何时完成】。\n感谢您的建议。",
    "help": "您好！您反映的“【事项】”收悉。\n经核实，【核实情况】。"
    "【单位】已于【日期】【采取的措施】，目前【处理结果；未办好的写明原因和完成时间】。\n"
    "感谢您的监督。",
    "complaint": "您好！您投诉的“【事项】”收悉。\n经调查，【属实、部分属实或不属实，及依据】。"
    "【单位】已于【日期】【采取的措施】，目前【处理结果】。\n感谢您的监督。",
    "report": "您好！您反映的问题收悉。\n经调查，【调查结论及依据】。【处理结果】。\n"
    "感谢您的监督。",
}
NUMBERS = "一二三四五六七八九十"


def fill_skeleton(*, title: str, request: str, kind: str, unit: str, outline: str = "") -> str:
    """A reply for this request to be completed: every blank is in 【】.

    `outline` is a category's own. 【事项】 and 【单位】 are filled in; a request of several points
    gets a numbered line for each before the closing line.
    """
    text = outline or OUTLINES.get(kind, OUTLINES["help"])
    *opening, closing = text.replace("【事项】", title).replace("【单位】", unit).split("\n")
    return "\n".join([*opening, *_lines(request), closing])


def _lines(request: str) -> list[str]:
    found = [
        request[point.start : point.end].strip(" ，,。；;、：:\n") for point in points_of(request)
    ]
    if len(found) < 2:
        return []
    return [
        f"{number}、关于“{shortened(text)}”：【办理结果或不能办理的原因】。"
        for number, text in zip(NUMBERS, found, strict=False)
    ]
