"""A case through the console, in a real browser: city dispatcher, county office, township."""

import re

from playwright.sync_api import Page, expect

PASSWORD = "yihao-demo-2026"
TITLE = "滨河路井盖破损"


def _log_in(page: Page, server: str, username: str, password: str = PASSWORD) -> None:
    page.goto(f"{server}/console/")
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("submit").click()


def _log_out(page: Page) -> None:
    page.get_by_test_id("person-menu").click()
    page.get_by_test_id("logout").click()
    expect(page.get_by_test_id("login-form")).to_be_visible()


def _open(page: Page, number: str) -> None:
    page.locator(f'[data-testid="inbox-row"][data-number="{number}"]').click()
    expect(page.get_by_test_id("ticket-number")).to_have_text(number)


def _act(page: Page, action: str) -> None:
    """Open an action's form; the caller fills it in."""
    page.get_by_test_id(f"action-{action}").click()
    expect(page.get_by_test_id(f"form-{action}")).to_be_visible()


def _submit(page: Page, action: str) -> None:
    form = page.get_by_test_id(f"form-{action}")
    form.get_by_test_id("submit").click()
    expect(form).to_be_hidden()


def _delegate(page: Page, name: str) -> None:
    _act(page, "DELEGATE")
    page.get_by_test_id("field-toUnitId").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.get_by_test_id("field-requirement").fill("请限期办理并反馈")
    _submit(page, "DELEGATE")


def _register(page: Page, server: str) -> str:
    page.get_by_test_id("nav-new").click()
    expect(page.get_by_test_id("register-form")).to_be_visible()
    page.get_by_test_id("field-kind").get_by_text("求助").click()
    page.get_by_test_id("field-title").fill(TITLE)
    page.get_by_test_id("field-body").fill("井盖破损，行人容易绊倒，请尽快更换。")
    page.get_by_test_id("field-callerName").fill("李四")
    page.get_by_test_id("field-callerPhone").fill("13800000002")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("ticket-title")).to_have_text(TITLE)
    return page.get_by_test_id("ticket-number").inner_text()


def test_case_goes_from_the_city_to_a_township(page: Page, server: str) -> None:
    _log_in(page, server, "city.dispatcher")
    expect(page.get_by_test_id("workspace-name")).to_have_text("咸宁市")
    number = _register(page, server)
    assert re.fullmatch(r"4212-\d{4}-\d{6}", number)
    expect(page.get_by_test_id("ticket")).to_contain_text("李**")
    expect(page.get_by_test_id("ticket")).not_to_contain_text("13800000002")
    _act(page, "ACCEPT")
    _submit(page, "ACCEPT")
    _delegate(page, "赤壁市")
    expect(page.get_by_test_id("handoff-1")).to_contain_text("赤壁市")
    expect(page.get_by_test_id("action-DELEGATE")).to_have_count(0)
    _log_out(page)

    _log_in(page, server, "chibi.dispatcher")
    expect(page.get_by_test_id("workspace-name")).to_have_text("赤壁市")
    _open(page, number)
    _act(page, "SIGN")
    _submit(page, "SIGN")
    _delegate(page, "蒲圻街道")
    for seq, unit in enumerate(("咸宁市", "赤壁市", "蒲圻街道")):
        expect(page.get_by_test_id(f"handoff-{seq}")).to_contain_text(unit)
    _log_out(page)

    _log_in(page, server, "chibi.puqi.handler")
    _open(page, number)
    expect(page.get_by_test_id("ticket-title")).to_have_text(TITLE)
    expect(page.get_by_test_id("ticket")).not_to_contain_text("李**")
    expect(page.get_by_test_id("action-SIGN")).to_be_visible()

    page.get_by_test_id("language-en").click()
    expect(page.get_by_test_id("action-SIGN")).to_have_text("Sign for")


def test_wrong_password_is_one_sentence(page: Page, server: str) -> None:
    _log_in(page, server, "city.dispatcher", "not-the-password")

    expect(page.get_by_test_id("login-form")).to_contain_text("用户名或密码")
    expect(page).to_have_url(re.compile("/console/login"))


def test_person_of_two_workspaces_chooses(page: Page, server: str) -> None:
    _log_in(page, server, "duo.dispatcher")

    expect(page.get_by_test_id("workspace-card")).to_have_count(2)
    page.get_by_test_id("workspace-card").filter(has_text="赤壁市").click()
    expect(page.get_by_test_id("workspace-name")).to_have_text("赤壁市")
