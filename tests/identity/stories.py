"""A complaint that must stay secret: who complains, about whom, and what must never be seen."""

from dataclasses import replace
from typing import Any

from tests.harness.rounds import REQUEST, Round
from tickets.models import Kind

NAME, PHONE = "欧阳明月", "13977776666"
WORDS = "白鹭与青鸟"
# Nothing of this may be read by anybody who must not know the complainant.
TRACES = (NAME, "明月", PHONE, "1397777", "鄂L77A66", "9栋3单元")


def complaint(respondent: Any, **more: Any) -> Any:
    """举报 against a unit, full of what leads to the citizen."""
    said = {
        "kind": Kind.REPORT,
        "title": f"{NAME}反映村干部截留补贴{WORDS}",
        "body": f"我叫{NAME}，住幸福路5号9栋3单元，电话 139 7777 6666，车牌鄂L77A66。{WORDS}",
        "caller_name": NAME,
        "caller_phone": PHONE,
        "address": "幸福路5号9栋3单元",
        "respondent_unit_id": respondent.id,
    }
    return replace(REQUEST, **{**said, **more})


class SecretRound(Round):
    """A secret complaint of 咸宁 about the first village of the way, carried by its county."""

    def open(self, respondent: Any = None, **more: Any) -> "SecretRound":
        self.register(request=complaint(respondent or self.village_unit, **more))
        return self

    def at_county(self) -> "SecretRound":
        self.accept()
        self.delegate(self.dispatcher, self.county_unit)
        self.sign(self.county)
        return self
