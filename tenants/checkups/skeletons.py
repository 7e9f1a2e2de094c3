"""答复提纲: a reply with blanks, one paragraph for each point of the request."""

from datetime import datetime

from checkups.rules.points import points_of
from checkups.rules.texts import shortened
from kernel.clock import LOCAL

# By kind of request; a category's own outline, where the catalogue has one, goes before these.
OUTLINES = {
    "consultation": "您好！您咨询的“{title}”收悉，现答复如下：\n{points}\n感谢您的来电。",
    "suggestion": "您好！您提出的“{title}”收悉，经研究，【采纳、部分采纳或不采纳，及理由】。\n"
    "{points}\n感谢您的建议。",
    "help": "您好！您反映的“{title}”收悉。经核实，【核实情况】。\n{points}\n感谢您的监督。",
    "complaint": "您好！您投诉的“{title}”收悉。经调查，【属实、部分属实或不属实，及依据】。\n"
    "{points}\n感谢您的监督。",
    "report": "您好！您反映的问题收悉。经调查，【调查结论及依据】。\n{points}\n感谢您的监督。",
}
ANSWERS = {
    "consultation": "根据【政策名称、文号】，【答复内容；如何办理、在哪里办理、带什么材料】。",
    "suggestion": "【打算怎么做、何时完成；不采纳的写明原因】。",
}
ANSWER = "{unit}已于【日期】【采取的措施】，目前【处理结果；尚未办好的写明原因和完成时间】。"
NUMBERS = "一二三四五六七八九十"


def fill_skeleton(
    *, title: str, request: str, kind: str, unit: str, at: datetime, outline: str = ""
) -> str:
    """A reply for this request to be completed: every blank is in 【】.

    `outline` is a category's own: `{title}`, `{points}`, `{unit}` and `{date}` are filled in, all
    else stays as it is written.
    """
    answer = ANSWERS.get(kind, ANSWER).replace("{unit}", unit)
    filled = outline or OUTLINES.get(kind, OUTLINES["help"])
    for name, text in {
        "title": title,
        "unit": unit,
        "date": f"{at.astimezone(LOCAL):%Y年%-m月%-d日}",
        "points": _points(request, answer),
    }.items():
        filled = filled.replace(f"{{{name}}}", text)
    return filled


def _points(request: str, answer: str) -> str:
    found = [
        request[point.start : point.end].strip(" ，,。；;、：:\n") for point in points_of(request)
    ]
    if len(found) < 2:
        return answer
    return "\n".join(
        f"{number}、关于“{shortened(text)}”：{answer}"
        for number, text in zip(NUMBERS, found, strict=False)
    )
