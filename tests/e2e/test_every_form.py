"""Every form of a ticket, in two browsers: the city's dispatcher and the county's."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.console import act, choose, delegate, fill, log_in, open_ticket, register, submit


class Desk:
    """One person's browser."""

    def __init__(self, page: Page, server: str, username: str) -> None:
        self.page = page
        log_in(page, server, username)

    def take_up(self, number: str) -> None:
        """Come back to one's inbox, as after a pause, and open what waits there."""
        self.page.get_by_test_id("nav-inbox").click()
        self.page.reload()
        open_ticket(self.page, number)

    def do(self, action: str, *choices: str, state: str, **texts: str) -> None:
        """Choose and write in the form of an action, send it, and see the state it leads to."""
        act(self.page, action)
        choose(self.page, action, *choices)
        fill(self.page, **texts)
        submit(self.page, action)
        expect(self.page.get_by_test_id("ticket")).to_have_attribute("data-state", state)


REPORT = {"report": "井盖已更换，现场已清理。", "replyDraft": "您反映的井盖已更换。"}
KINDS = ("REGISTER", "DELEGATE", "RETURN", "ADJUDICATE", "REPORT", "REWORK", "REPORT")


def test_every_form_once(new_page: Callable[[], Page], server: str) -> None:
    city = Desk(new_page(), server, "city.dispatcher")
    number = register(city.page)
    city.do("ACCEPT", state="ACCEPTED")
    delegate(city.page, "赤壁市")

    county = Desk(new_page(), server, "chibi.dispatcher")
    county.take_up(number)
    county.do("SIGN", state="HANDLING")
    county.do("RETURN", "属地不符", state="RETURNED", note="不在本辖区")

    city.take_up(number)
    city.do("ADJUDICATE", "不同意退单，由原单位继续办理", state="DELEGATED", note="经核实在你辖区")
    county.take_up(number)
    expect(county.page.get_by_test_id("action-RETURN")).to_have_count(0)
    county.do("REPORT", state="REPORTED", **REPORT)

    city.take_up(number)
    city.do("REVIEW", "发回重办", state="DELEGATED", note="请补充照片")
    county.take_up(number)
    county.do("REPORT", state="REPORTED", **REPORT)

    city.take_up(number)
    city.do("REVIEW", "通过", state="REPLYING")
    city.do("REPLY", state="FOLLOWING_UP", text="您反映的井盖已更换，感谢监督。")
    city.do("FOLLOW_UP", "已联系上", "已解决", "满意", state="FOLLOWING_UP", opinion="很快")
    city.do("ARCHIVE", state="ARCHIVED")

    for seq, kind in enumerate(KINDS):
        handoff = city.page.get_by_test_id(f"handoff-{seq}")
        expect(handoff).to_have_attribute("data-kind", kind)
    expect(city.page.locator('[data-testid^="action-"]')).to_have_count(0)


def test_a_case_that_moved_on_is_shown_anew(new_page: Callable[[], Page], server: str) -> None:
    """Two people decide on the same version: the second reads one sentence, and can go on."""
    first = Desk(new_page(), server, "city.dispatcher")
    number = register(first.page)
    second = Desk(new_page(), server, "city.manager")
    second.take_up(number)
    act(second.page, "ACCEPT")
    first.do("ACCEPT", state="ACCEPTED")

    form = second.page.get_by_test_id("form-ACCEPT")
    form.get_by_test_id("submit").click()

    expect(form.get_by_test_id("form-alert")).to_contain_text("工单刚被他人处理")
    form.get_by_test_id("refresh").click()
    expect(second.page.get_by_test_id("ticket")).to_have_attribute("data-state", "ACCEPTED")


def test_an_escalation_from_the_village(new_page: Callable[[], Page], server: str) -> None:
    village = Desk(new_page(), server, "chibi.puqi.1.handler")
    number = register(village.page)
    village.do("ACCEPT", state="ACCEPTED")
    expect(village.page.get_by_test_id("action-DELEGATE")).to_have_count(0)
    village.do("ESCALATE", state="DELEGATED", reason="超出村级职权")

    township = Desk(new_page(), server, "chibi.puqi.handler")
    township.take_up(number)
    expect(township.page.get_by_test_id("handoff-1")).to_have_attribute("data-kind", "ESCALATE")
    expect(township.page.get_by_test_id("handoff-1")).to_have_attribute("data-level", "3")
