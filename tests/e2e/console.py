"""What a person does in the console, by the marks the pages carry for tests."""

import re

from playwright.sync_api import Page, expect

PASSWORD = "yihao-demo-2026"
TITLE = "滨河路井盖破损"


def log_in(page: Page, server: str, username: str, password: str = PASSWORD) -> None:
    page.goto(f"{server}/console/")
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("submit").click()


def log_out(page: Page) -> None:
    page.get_by_test_id("person-menu").click()
    page.get_by_test_id("logout").click()
    expect(page.get_by_test_id("login-form")).to_be_visible()


def open_ticket(page: Page, number: str) -> None:
    page.locator(f'[data-testid="inbox-row"][data-number="{number}"]').click()
    expect(page.get_by_test_id("ticket-number")).to_have_text(number)


def act(page: Page, action: str) -> None:
    """Open an action's form; the caller fills it in."""
    page.get_by_test_id(f"action-{action}").click()
    expect(page.get_by_test_id(f"form-{action}")).to_be_visible()


def submit(page: Page, action: str) -> None:
    form = page.get_by_test_id(f"form-{action}")
    form.get_by_test_id("submit").click()
    expect(form).to_be_hidden()


def delegate(page: Page, name: str) -> None:
    act(page, "DELEGATE")
    page.get_by_test_id("field-toUnitId").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.get_by_test_id("field-requirement").fill("请限期办理并反馈")
    submit(page, "DELEGATE")


def register(page: Page) -> str:
    page.get_by_test_id("nav-new").click()
    expect(page.get_by_test_id("register-form")).to_be_visible()
    page.get_by_test_id("field-kind").get_by_text("求助").click()
    page.get_by_test_id("field-title").fill(TITLE)
    page.get_by_test_id("field-body").fill("井盖破损，行人容易绊倒，请尽快更换。")
    page.get_by_test_id("field-callerName").fill("李四")
    page.get_by_test_id("field-callerPhone").fill("13800000002")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("ticket-title")).to_have_text(TITLE)
    number = page.get_by_test_id("ticket-number").inner_text()
    assert re.fullmatch(r"4212-\d{4}-\d{6}", number)
    return number


def choose(page: Page, action: str, *choices: str) -> None:
    """Choose by the words of the form; where a form says them twice, the first is meant."""
    form = page.get_by_test_id(f"form-{action}")
    for choice in choices:
        form.get_by_text(choice, exact=True).first.click()


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.get_by_test_id(f"field-{name}").fill(text)
