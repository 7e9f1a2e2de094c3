"""A case through the console, in a real browser: city dispatcher, county office, township."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.console import TITLE, act, delegate, log_in, log_out, open_ticket, register, submit

CHAIN = (("咸宁市", "REGISTER"), ("赤壁市", "DELEGATE"), ("蒲圻街道", "DELEGATE"))


def test_case_goes_from_the_city_to_a_township(page: Page, server: str) -> None:
    log_in(page, server, "city.dispatcher")
    expect(page.get_by_test_id("workspace-name")).to_have_text("咸宁市")
    number = register(page)
    expect(page.get_by_test_id("ticket")).to_contain_text("李**")
    expect(page.get_by_test_id("ticket")).not_to_contain_text("13800000002")
    act(page, "ACCEPT")
    submit(page, "ACCEPT")
    delegate(page, "赤壁市")
    expect(page.get_by_test_id("handoff-1")).to_contain_text("赤壁市")
    expect(page.get_by_test_id("action-DELEGATE")).to_have_count(0)
    log_out(page)

    log_in(page, server, "chibi.dispatcher")
    expect(page.get_by_test_id("workspace-name")).to_have_text("赤壁市")
    open_ticket(page, number)
    act(page, "SIGN")
    submit(page, "SIGN")
    delegate(page, "蒲圻街道")
    lanes = page.get_by_test_id("custody-lanes")
    for level in ("市级", "县级", "乡镇级", "村级"):
        expect(lanes.get_by_text(level, exact=True)).to_be_visible()
    for seq, (unit, kind) in enumerate(CHAIN):
        handoff = page.get_by_test_id(f"handoff-{seq}")
        expect(handoff).to_contain_text(unit)
        expect(handoff).to_have_attribute("data-kind", kind)
        expect(handoff).to_have_attribute("data-level", str(seq + 1))
    expect(page.get_by_test_id("handoff-2")).to_have_attribute("data-current", "true")
    expect(page.get_by_test_id("handoff-3")).to_have_count(0)
    log_out(page)

    log_in(page, server, "chibi.puqi.handler")
    open_ticket(page, number)
    expect(page.get_by_test_id("ticket-title")).to_have_text(TITLE)
    expect(page.get_by_test_id("ticket")).not_to_contain_text("李**")
    expect(page.get_by_test_id("action-SIGN")).to_be_visible()

    page.get_by_test_id("language-en").click()
    expect(page.get_by_test_id("action-SIGN")).to_have_text("Sign for")


def test_wrong_password_is_one_sentence(page: Page, server: str) -> None:
    log_in(page, server, "city.dispatcher", "not-the-password")

    expect(page.get_by_test_id("login-form")).to_contain_text("用户名或密码")
    expect(page).to_have_url(re.compile("/console/login"))


def test_person_of_two_workspaces_chooses(page: Page, server: str) -> None:
    log_in(page, server, "duo.dispatcher")

    expect(page.get_by_test_id("workspace-card")).to_have_count(2)
    page.get_by_test_id("workspace-card").filter(has_text="赤壁市").click()
    expect(page.get_by_test_id("workspace-name")).to_have_text("赤壁市")
