"""Roles as data: who holds what on the unit they belong to. Read this to know who may do what.

Source: 咸政办函〔2019〕59号, 三（三）人员管理及职责 and the work flow in 三（二）. A grant is for
the unit of the membership alone, never for the units below it.
"""

from django.db import models


class Role(models.TextChoices):
    MANAGER = "manager", "热线中心管理人员"
    DISPATCHER = "dispatcher", "调度员"
    AGENT = "agent", "话务员"
    LEADER = "leader", "分管领导"
    HANDLER = "handler", "承办员"
    SUPERVISOR = "supervisor", "督办联动单位人员"
    EVALUATOR = "evaluator", "第三方评价人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    LEADING_GROUP = "leading_group", "热线工作领导小组"
    AUTHORITY = "authority", "热线主管部门"
    OUTSOURCER = "outsourcer", "外包单位管理人员"


def _grants(*codenames: str) -> frozenset[str]:
    return frozenset(codenames)


ROLES: dict[Role, frozenset[str]] = {
    # 负责催办、数据分析、简报制发、工作考核、综合协调; stands in for the dispatcher.
    Role.MANAGER: _grants(
        *("read", "register", "dispatch", "handle", "review", "reply"),
        *("follow_up", "supervise", "sign_off", "reveal"),
    ),
    # 负责语音和网络系统业务转办、调处、回访. A county's office also signs and reports.
    Role.DISPATCHER: _grants(
        "read", "register", "dispatch", "handle", "review", "reply", "follow_up", "reveal"
    ),
    # 负责来电的接听、登记和按知识库标准答案即时答复.
    Role.AGENT: _grants("read", "register"),
    Role.LEADER: _grants("read", "dispatch", "handle", "review", "sign_off", "reveal"),
    # 负责解答和回复群众诉求; gives on within the unit's own area; 自采上报 by village staff.
    Role.HANDLER: _grants("read", "register", "dispatch", "handle", "review", "reply", "reveal"),
    Role.SUPERVISOR: _grants("read", "supervise"),
    # Sees samples only, each by an expiring grant of its own.
    Role.EVALUATOR: _grants(),
    Role.ADMINISTRATOR: _grants("administer"),
    Role.LEADING_GROUP: _grants("read", "supervise"),
    Role.AUTHORITY: _grants("read", "supervise"),
    # Rosters, quality and masked samples of own seats: none of it through tickets.
    Role.OUTSOURCER: _grants(),
}

# Staffed by a company: its people must never dispatch, review or decide (委托第三方机构).
OUTSOURCED = frozenset({Role.AGENT, Role.OUTSOURCER, Role.EVALUATOR})
DECIDING = frozenset(
    {"dispatch", "handle", "review", "reply", "follow_up", "supervise", "sign_off", "administer"}
)


def decides(role: Role) -> bool:
    """Whether the role holds anything that an outsourced one must not."""
    return bool(ROLES[role] & DECIDING)
