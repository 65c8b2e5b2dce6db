"""How people send a form that leads nowhere: one small function for each way."""

from playwright.sync_api import Page

from tests.browser import states
from tests.browser.acts import Act
from tests.browser.stack import Stack
from tests.browser.steps import BUTTON, fill_in, sign_in

# A form that no page of ours has: what a stale page, a crafted one or a broken program sends.
STRAY_FORM = """([path, kind]) => {
  const form = Object.assign(document.createElement("form"), {method: "post", action: path});
  form.enctype = kind;
  document.body.append(form);
  form.submit();
}"""


def send_nothing(page: Page, _stack: Stack) -> None:
    """Send the sign-in form as it is, by a browser that checks nothing itself."""
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name=BUTTON).click()


def forget_the_code(page: Page, stack: Stack) -> None:
    """Fill all of the sign-in form but the code."""
    fill_in(page, stack, "ra@demo.test")
    page.get_by_label("Code de sécurité").fill("")
    send_nothing(page, stack)


def send_twice(page: Page, stack: Stack) -> None:
    """Send the sign-in form a second time, when the first sending has led nowhere."""
    fill_in(page, stack, "ra@demo.test", "faux")
    form = page.locator("main form")
    fields = form.evaluate("form => Object.fromEntries(new FormData(form))")
    page.context.request.post(page.url, form=fields)
    page.get_by_role("button", name=BUTTON).click()


def wait_too_long(page: Page, stack: Stack) -> None:
    """Sign in after too many failures."""
    states.fail_until_throttled(stack, "trop@demo.test")
    sign_in(page, stack, "trop@demo.test")


def lose_cookies(page: Page, stack: Stack) -> None:
    """Send the sign-in form when the browser keeps no cookie."""
    page.context.clear_cookies()
    sign_in(page, stack, "ra@demo.test")


def sign_in_on_a_stale_page(page: Page, stack: Stack) -> None:
    """Send the sign-in form when another tab has changed who this browser is."""
    fill_in(page, stack, "ra@demo.test")
    page.locator("main [name=csrf_token]").evaluate("field => { field.value = 'perime' }")
    page.get_by_role("button", name=BUTTON).click()


def send_stray_form(site: str, path: str, kind: str = "application/x-www-form-urlencoded") -> Act:
    """Send a form that is none of our pages'."""

    def act(page: Page, stack: Stack) -> None:
        page.goto(f"{getattr(stack.addresses, site)}/")
        with page.expect_navigation():
            page.evaluate(STRAY_FORM, [path, kind])

    return act
