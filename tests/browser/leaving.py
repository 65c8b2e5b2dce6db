"""How people leave: one small function for each way to sign out."""

from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page

from tests.browser import service_sessions
from tests.browser.acts import Act, look_into_menu
from tests.browser.others import NOWHERE, soffi_alone
from tests.browser.stack import Stack
from tests.browser.steps import open_menu


def sign_out(page: Page, stack: Stack) -> None:
    """Confirm the sign-out that no service asked for."""
    page.goto(f"{stack.addresses.provider}/end_session")
    page.get_by_role("main").get_by_role("button", name="Me déconnecter").click()


def leave(service: str) -> Act:
    """Sign out by the menu of a service."""

    def act(page: Page, stack: Stack) -> None:
        look_into_menu(service)(page, stack)
        page.get_by_role("banner").get_by_role("button", name="Me déconnecter").click()

    return act


def leave_with(**changes: str | None) -> Act:
    """Sign out of SOFFi, which asks the provider for something else than it does."""

    def act(page: Page, stack: Stack) -> None:
        page.goto(stack.addresses.soffi)
        token = page.get_by_role("banner").locator("[name=csrf_token]").get_attribute("value")
        asked = page.context.request.post(
            f"{stack.addresses.soffi}/deconnexion",
            form={"csrf_token": token or ""},
            max_redirects=0,
        )
        url = urlsplit(asked.headers["location"])
        told = {name: values[0] for name, values in parse_qs(url.query).items()} | changes
        query = urlencode({name: value for name, value in told.items() if value is not None})
        page.goto(url._replace(query=query).geturl())

    return act


def leave_alone(page: Page, stack: Stack) -> None:
    """Sign out of a SOFFi that cannot reach the provider."""
    service_sessions.change_all(stack, "soffi", issuer=NOWHERE)
    page.goto(soffi_alone(stack))
    open_menu(page)
    page.get_by_role("banner").get_by_role("button", name="Me déconnecter").click()
