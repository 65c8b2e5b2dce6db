"""How a person comes to see each page: one small function for each way."""

from collections.abc import Callable

from playwright.sync_api import Page
from sqlalchemy import Executable

from idp.demo.people import PASSWORD
from idp.domain.announcements.actions import Draft
from tests.browser.stack import Stack
from tests.browser.steps import BUTTON, open_menu, sign_in

Act = Callable[[Page, Stack], object]

ANNOUNCEMENT = "EFP Connect sera fermé dimanche de 6 h à 8 h."


def go(site: str, path: str) -> Act:
    """Type an address."""
    return lambda page, stack: page.goto(getattr(stack.addresses, site) + path)


def enter(email: str, password: str = PASSWORD, code: str | None = None) -> Act:
    """Fill the sign-in page that is shown, and send it."""
    return lambda page, stack: sign_in(page, stack, email, password, code)


def send_nothing(page: Page, _stack: Stack) -> None:
    """Send the sign-in form as it is, by a browser that checks nothing itself."""
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name=BUTTON).click()


def wait_too_long(page: Page, stack: Stack) -> None:
    """Sign in after too many failures."""
    stack.fail_until_throttled("trop@demo.test")
    sign_in(page, stack, "trop@demo.test")


def lose_cookies(page: Page, stack: Stack) -> None:
    """Send the sign-in form when the browser keeps no cookie."""
    page.context.clear_cookies()
    sign_in(page, stack, "ra@demo.test")


def enter_without(change: Executable, back: Executable) -> Act:
    """Sign in as a colleague while the database says that something is missing."""

    def act(page: Page, stack: Stack) -> None:
        with stack.changed(change, back):
            sign_in(page, stack, "collaborateur@demo.test")

    return act


def read_announcement(page: Page, stack: Stack) -> None:
    """Open the sign-in page while something is announced."""
    with stack.announced(Draft(title="Maintenance", text=ANNOUNCEMENT)):
        page.goto(f"{stack.addresses.provider}/connexion")


def look_into_menu(page: Page, stack: Stack) -> None:
    """Open the profile menu of SOFFi's landing page."""
    page.goto(f"{stack.addresses.soffi}/")
    open_menu(page)


def read_message(page: Page, stack: Stack) -> None:
    """Open the newest message of the demonstration."""
    stack.wait_until_delivered()
    page.goto(f"{stack.addresses.provider}/demo/messages")
    page.get_by_role("main").get_by_role("link").first.click()


def sign_out(page: Page, stack: Stack) -> None:
    """Confirm the sign-out that no service asked for."""
    page.goto(f"{stack.addresses.provider}/end_session")
    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()
