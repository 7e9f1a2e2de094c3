"""答复提纲: every blank is marked, and every point of the request has its line."""

import pytest

from checkups.skeletons import OUTLINES, fill_skeleton


@pytest.mark.parametrize("kind", OUTLINES)
def test_of_every_kind(kind):
    text = fill_skeleton(
        title="路灯不亮", request="路灯不亮，请修。", kind=kind, unit="赤壁市城管局"
    )

    assert text.startswith("您好！")
    assert "【" in text
    assert "【事项】" not in text
    assert "【单位】" not in text


def test_each_point_has_its_line():
    text = fill_skeleton(
        title="小区问题",
        request="1、电梯困人；2、物业费没有公示。",
        kind="help",
        unit="官塘驿镇",
        outline="您好！您反映的“【事项】”收悉，【单位】已办理。\n感谢您的监督。",
    )

    assert text.split("\n") == [
        "您好！您反映的“小区问题”收悉，官塘驿镇已办理。",
        "一、关于“电梯困人”：【办理结果或不能办理的原因】。",
        "二、关于“物业费没有公示”：【办理结果或不能办理的原因】。",
        "感谢您的监督。",
    ]
