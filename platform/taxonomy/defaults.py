"""What a city begins with (咸政办函〔2019〕59号, 二（一）; R2.1, R2.2). Data: a city changes it."""

import csv
from pathlib import Path
from typing import Any, NamedTuple

from taxonomy.words import Kind, LineMode, Outcome

TABLE = Path(__file__).with_name("categories.csv")


class Row(NamedTuple):
    """A category as the table lists it."""

    code: str
    name: str
    parent: str


def category_rows() -> list[Row]:
    """The common petition taxonomy, parents before children."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(row["code"], row["name"], row["parent"]) for row in csv.DictReader(file)]


# Powers that law gives to departments of a county or city: planning, quality, markets, licences,
# social insurance, police, discipline. What lies below these codes is a 职能部门事项.
DEPARTMENTAL = (
    *("0103", "0105", "0108", "0302", "0403", "05", "0601", "0604", "0702", "0703", "0705"),
    *("0801", "0805", "1104", "1105", "1204", "1205", "1206", "1303", "1304", "1305", "1306"),
    *("1309", "1310", "1311", "1402", "1403", "1405", "1410", "1501", "1502", "1506", "1508"),
    "1509",
)


def is_departmental(code: str) -> bool:
    return code.startswith(DEPARTMENTAL)


Values = dict[str, Any]

KINDS: dict[str, Values] = {
    Kind.CONSULTATION: {"name": "咨询", "rating_suffices": True},
    Kind.SUGGESTION: {"name": "建议", "needs_outcome": True},
    Kind.HELP: {"name": "求助"},
    Kind.COMPLAINT: {"name": "投诉"},
    Kind.REPORT: {"name": "举报", "secret_by_default": True},
}

ACCEPTED: dict[str, str] = {
    "accept_1": "政策、办事程序和公共服务信息的咨询",
    "accept_2": "日常生活中的突发问题和非紧急求助",
    "accept_3": "对行政管理、公共服务、城乡建设和经济发展的投诉、举报、意见和建议",
    "accept_4": "对机关工作人员效率、态度、作风的投诉",
    "accept_5": "其他应由政府部门和公共服务单位提供服务的事项",
}

REFUSED: dict[str, Values] = {
    "refuse_1": {
        "name": "涉及人身、财产安全，应当通过110、119、120等紧急渠道求助的事项",
        "hand_over": True,
        "explanation": "您说的情况危及人身或财产安全，须由紧急救助平台立即处置。"
        "我们现在就为您转接，请不要挂机，并保持电话畅通。",
        "guidance": "治安、人身危险：110；火灾、抢险救援：119；急病、伤员：120。",
    },
    "refuse_2": {
        "name": "行政职权范围以外的民事纠纷",
        "explanation": "您反映的是民事主体之间的纠纷，"
        "行政机关依法无权裁断，热线不能受理，请您谅解。",
        "guidance": "可向所在村（社区）人民调解委员会申请调解，向人民法院起诉，"
        "或拨打12348向律师咨询。",
    },
    "refuse_3": {
        "name": "依法应当或已进入诉讼、仲裁、行政复议、信访复查复核等法定程序的事项",
        "explanation": "您反映的事项依法应当通过（或已经进入）法定程序处理，热线不能代替或干预，"
        "请您谅解。",
        "guidance": "请向受理该案的人民法院、仲裁机构、行政复议机关或信访复查复核机关查询和提出，"
        "也可拨打12348咨询程序。",
    },
    "refuse_4": {
        "name": "涉及党群、人大、政协、法院、检察院、军队和武警职能的事项",
        "explanation": "您反映的事项不属于政府部门职责，热线没有权限办理，请您谅解。",
        "guidance": "请直接向相应机关反映：诉讼服务12368，检察服务12309，"
        "其他机关可通过其公开电话或来信来访联系。",
    },
    "refuse_5": {
        "name": "涉及国家秘密、商业秘密、个人隐私的事项",
        "explanation": "您询问的内容依法不得公开或提供，热线不能受理，请您谅解。",
        "guidance": "本人信息请持有效证件到主管单位窗口查询；依法可申请公开的，"
        "请向主管机关提出政府信息公开申请。",
    },
}

# In the order in which they are asked; the first that fits decides.
EXCEPTIONS: dict[str, Values] = {
    "emergency_line": {
        "name": "属110、119、120职责范围的，立即移交，不作不予受理",
        "line_mode": LineMode.EMERGENCY,
        "outcome": Outcome.HAND_OVER,
    },
    "merged_line": {
        "name": "属已直接合并热线的单位职责的，不论属于哪一类，均予受理",
        "line_mode": LineMode.MERGED,
        "outcome": Outcome.ACCEPT,
    },
    "interconnected_line": {
        "name": "属互联互通热线的单位职责的，不论属于哪一类，均转接该热线并跟踪结果",
        "line_mode": LineMode.INTERCONNECTED,
        "outcome": Outcome.TRANSFER,
    },
    "consumer_dispute": {
        "name": "消费纠纷虽属民事纠纷，仍予受理",
        "of_class": "refuse_2",
        "categories": ["110403"],
        "outcome": Outcome.ACCEPT,
    },
}

CALL_RESULTS: dict[str, Values] = {
    "silent": {"name": "无声", "spoken": False},
    "harassing": {"name": "骚扰", "spoken": False, "note_required": True},
    "misdialled": {"name": "拨错", "spoken": False},
    "hung_up": {"name": "挂断", "spoken": False},
    "test": {"name": "测试来电", "spoken": False},
    "praise": {"name": "表扬", "spoken": True, "note_required": True},
    "thanks": {"name": "致谢", "spoken": True},
    "progress": {"name": "查询办理进度", "spoken": True},
    "transferred": {"name": "转接其他热线", "spoken": True, "note_required": True},
    "chat": {"name": "倾诉闲聊", "spoken": True},
    "other": {"name": "其他", "spoken": True, "note_required": True},
}
