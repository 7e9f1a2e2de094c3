"""A few requests at different points of their way, so that no desk is empty at the first login."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from tickets.models import Channel, Kind, ReturnReason, Urgency
from tickets.services.registering import Request
from yihao.demo.desk import Desk, unit_id
from yihao.demo.people import SHOWN_COUNTY, divisions, walkthrough_people

CITY, COUNTY, TOWNSHIP, VILLAGE = walkthrough_people()
TOWNSHIP_UNIT = next(each for each in divisions("township") if each.parent_code == SHOWN_COUNTY)
NEIGHBOUR_UNIT = [each for each in divisions("township") if each.parent_code == SHOWN_COUNTY][1]
VILLAGE_UNIT = next(each for each in divisions("village") if each.parent_code == TOWNSHIP_UNIT.code)

desk = cache(Desk)


def add_tickets() -> int:
    """Play the stories that were not played yet; how many. The register knows them by id."""
    desk.cache_clear()
    played = 0
    for external_id, story in STORIES.items():
        if desk(story.by).knows(external_id):
            continue
        request = replace(
            story.request,
            external_id=external_id,
            area_id=unit_id(story.area) if story.area else None,
        )
        story.plot(desk(story.by).register(request))
        played += 1
    return played


def _wait(number: str) -> None:
    """Stays 待受理."""


def _accept(number: str) -> None:
    desk(CITY).accept(number)


def _to_county(number: str) -> None:
    _accept(number)
    desk(CITY).delegate(number, SHOWN_COUNTY, "请核实处理，按时反馈。")


def _to_township(number: str) -> None:
    _to_county(number)
    desk(COUNTY).sign(number)
    desk(COUNTY).delegate(number, TOWNSHIP_UNIT.code, "请现场核实，三日内反馈进展。")


def _to_village(number: str) -> None:
    _to_township(number)
    desk(TOWNSHIP).sign(number)
    desk(TOWNSHIP).delegate(number, VILLAGE_UNIT.code, "请入户了解情况。")
    desk(VILLAGE).sign(number)


def _reported(number: str) -> None:
    _to_village(number)
    desk(VILLAGE).report(
        number, "已入户核实，疏通排水沟四十米，积水退去。", "您反映的积水问题已疏通处理。"
    )


def _answered(number: str) -> None:
    _reported(number)
    for username in (TOWNSHIP, COUNTY, CITY):
        desk(username).approve(number)
        if username != CITY:
            desk(username).report(number, "下级单位已处理完毕，情况属实。", "问题已处理。")
    desk(CITY).reply(number, "您好，您反映的问题已由社区处理完毕，感谢您的监督。")


def _archived(number: str) -> None:
    _answered(number)
    desk(CITY).follow_up(number)
    desk(CITY).archive(number)


def _returned(number: str) -> None:
    _to_county(number)
    desk(COUNTY).hand_back(number, "该路段由市级管养，建议交市城管执法委办理。")


def _ruled(number: str) -> None:
    """Returned for the area, agreed to, and in the catalogue from then on."""
    _to_county(number)
    desk(COUNTY).sign(number)
    desk(COUNTY).delegate(number, TOWNSHIP_UNIT.code, "请现场核实，清理垃圾。")
    desk(TOWNSHIP).hand_back(number, "该处在道路东侧，属赤马港街道。", ReturnReason.WRONG_AREA)
    desk(COUNTY).uphold(number, "以道路中线为界，东侧属赤马港街道。", NEIGHBOUR_UNIT.code)
    desk(COUNTY).delegate(number, NEIGHBOUR_UNIT.code, "请清理并报送前后照片。")


def _department(number: str) -> None:
    _accept(number)
    desk(CITY).delegate(number, "421200-D05", "请依职责办理。")


def _village_born(number: str) -> None:
    desk(VILLAGE).accept(number)
    desk(VILLAGE).escalate(number, "涉及上游乡镇，村级无力处理。")
    desk(TOWNSHIP).sign(number)
    desk(TOWNSHIP).escalate(number, "需县级水利部门协调。")


@dataclass(frozen=True)
class Story:
    """A request, who takes it down, and how far it gets."""

    by: str
    request: Request
    plot: Callable[[str], None]
    area: str = ""


STORIES = {
    "demo-01": Story(
        CITY,
        Request(
            kind=Kind.CONSULTATION,
            category="150201",
            title="灵活就业人员如何缴纳养老保险",
            body="我没有固定单位，想以灵活就业身份参保，需要带哪些材料，到哪里办理？",
            caller_name="钱女士",
            caller_phone="13800000011",
        ),
        _wait,
    ),
    "demo-02": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="040203",
            title="小区夜间二次供水泵房噪声大",
            body="水泵夜里十一点后仍在运转，住在一楼的老人无法入睡，请协调处理。",
            caller_name="孙先生",
            caller_phone="13800000012",
            address="温泉某小区三栋",
        ),
        _accept,
        "421202",
    ),
    "demo-03": Story(
        CITY,
        Request(
            kind=Kind.COMPLAINT,
            category="0602",
            title="主干道路面坑槽影响通行",
            body="路口连续三个坑槽，电动车多次摔倒，请尽快修补。",
            caller_name="李先生",
            caller_phone="13800000013",
            urgency=Urgency.URGENT,
        ),
        _to_county,
        SHOWN_COUNTY,
    ),
    "demo-04": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="060205",
            title="村组道路雨后塌方车辆无法通过",
            body="连日下雨，进组道路外侧塌方约五米，校车只能绕行。",
            caller_name="赵先生",
            caller_phone="13800000014",
            urgency=Urgency.URGENT,
        ),
        _to_township,
        TOWNSHIP_UNIT.code,
    ),
    "demo-05": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="011003",
            title="老旧小区楼道照明损坏",
            body="四单元楼道灯全部不亮，物业撤走后无人维修。",
            caller_name="周女士",
            caller_phone="13800000015",
        ),
        _to_village,
        TOWNSHIP_UNIT.code,
    ),
    "demo-06": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="010204",
            title="排水沟堵塞雨天积水进屋",
            body="屋后排水沟淤塞，一下大雨水就漫进厨房。",
            caller_name="吴先生",
            caller_phone="13800000016",
        ),
        _reported,
        TOWNSHIP_UNIT.code,
    ),
    "demo-07": Story(
        CITY,
        Request(
            kind=Kind.SUGGESTION,
            category="0908",
            title="建议社区活动室延长开放时间",
            body="活动室下午五点关门，上班的人用不上，建议晚上也开放。",
            caller_name="郑女士",
            caller_phone="13800000017",
            channel=Channel.WECHAT,
        ),
        _answered,
        TOWNSHIP_UNIT.code,
    ),
    "demo-08": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="0901",
            title="孤寡老人申请安装扶手",
            body="八十岁老人独居，卫生间没有扶手，家属请求帮助安装。",
            caller_name="冯先生",
            caller_phone="13800000018",
        ),
        _archived,
        TOWNSHIP_UNIT.code,
    ),
    "demo-09": Story(
        CITY,
        Request(
            kind=Kind.COMPLAINT,
            category="040206",
            title="沿街餐馆油烟直排",
            body="餐馆油烟口正对居民窗户，多次沟通无果。",
            caller_name="蒋女士",
            caller_phone="13800000019",
        ),
        _returned,
        SHOWN_COUNTY,
    ),
    "demo-10": Story(
        CITY,
        Request(
            kind=Kind.REPORT,
            category="010202",
            title="夜间渣土车抛洒",
            body="每天凌晨渣土车不盖篷布，路面全是泥土。",
            caller_phone="13800000020",
            channel=Channel.APP,
        ),
        _department,
    ),
    "demo-11": Story(
        VILLAGE,
        Request(
            kind=Kind.HELP,
            category="101207",
            title="巡查发现上游漂浮垃圾",
            body="河道巡查发现上游漂来大量生活垃圾，请求上级协调清理。",
            channel=Channel.SELF_FOUND,
        ),
        _village_born,
        VILLAGE_UNIT.code,
    ),
    "demo-12": Story(
        CITY,
        Request(
            kind=Kind.HELP,
            category="010214",
            title="路边垃圾堆放多日无人清运",
            body="道路东侧垃圾池满溢，天热气味很大，两个街道都说不归自己管。",
            caller_name="沈女士",
            caller_phone="13800000021",
        ),
        _ruled,
        NEIGHBOUR_UNIT.code,
    ),
}
