"""The words tickets are described in, as choices."""

from django.db import models

from taxonomy.words import Kind as Kind


class Urgency(models.TextChoices):
    ORDINARY = "ordinary", "一般"
    URGENT = "urgent", "紧急"
    EMERGENCY = "emergency", "突发"
    MAJOR = "major", "重特大"


class Channel(models.TextChoices):
    """Where a request came in (来源渠道)."""

    PHONE = "phone", "电话"
    PORTAL = "portal", "门户网站"
    APP = "app", "手机应用"
    WECHAT = "wechat", "微信"
    WEIBO = "weibo", "微博"
    QQ = "qq", "QQ"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    MAYOR_MAILBOX = "mayor_mailbox", "市长信箱"
    COUNTY_MAILBOX = "county_mailbox", "县长信箱"
    BOARD = "board", "网络留言板"
    WALK_IN = "walk_in", "来访"
    SELF_FOUND = "self_found", "自采上报"
    IMPORT = "import", "批量导入"
    OTHER = "other", "其他"


class ReturnReason(models.TextChoices):
    """Why a unit hands a ticket back (退单理由)."""

    WRONG_AREA = "wrong_area", "属地不符"
    WRONG_FUNCTION = "wrong_function", "职能不符"
    UNCLEAR_TITLE = "unclear_title", "权属不清"
    OVERLAPPING_FUNCTIONS = "overlapping_functions", "职能交叉"
    BEYOND_DUTY = "beyond_duty", "超出职责"
    DUPLICATE = "duplicate", "重复"
    INCOMPLETE = "incomplete", "信息不全"


class Direction(models.TextChoices):
    """Which way a giving goes."""

    DOWN = "down", "交办"
    UP = "up", "上报"


class Role(models.TextChoices):
    """What a receiver was given the matter for: to handle it, or to help."""

    LEAD = "lead", "主办"
    ASSIST = "assist", "协办"


class Way(models.TextChoices):
    """The ways of handling a request (办理方式): 咸政办函〔2019〕59号, 三（二）."""

    DIRECT = "direct", "直接答复"
    CONFERENCE = "conference", "三方通话"
    ASSIGNMENT = "assignment", "交办转办"
    EXPRESS = "express", "直通车"
    HAND_OVER = "hand_over", "转紧急救助"


class EndReason(models.TextChoices):
    """Why a request was ended without a result (终结理由)."""

    UNREASONABLE = "unreasonable", "诉求不合理"
    LEGALLY_FINISHED = "legally_finished", "已依法终结"
    REPEATED = "repeated", "重复提出同一诉求"
    UNTRUE = "untrue", "反映情况不属实"
    CITIZEN_UNREACHABLE = "citizen_unreachable", "诉求人失联无法继续办理"
