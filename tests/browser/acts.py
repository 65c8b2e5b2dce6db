"""How a person comes to see each page: one small function for each way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Page

from idp.demo.people import PASSWORD
from idp.domain.announcements.actions import Draft
from tests.browser import service_sessions, states
from tests.browser.others import soffi_ahead
from tests.browser.stack import Stack
from tests.browser.steps import open_menu, sign_in

Act = Callable[[Page, Stack], object]
State = Callable[[Stack], AbstractContextManager[None]]

ANNOUNCEMENTS = (
    Draft(title="Maintenance", text="EFP Connect sera fermé dimanche de 6 h à 8 h."),
    Draft(text="Le code de sécurité se lit mieux depuis aujourd’hui."),
    Draft(text="Des courriels frauduleux circulent.", severity="warning"),
)


def go(site: str, path: str) -> Act:
    """Type an address."""
    return lambda page, stack: page.goto(getattr(stack.addresses, site) + path)


def during(act: Act, state: State) -> Act:
    """Do something while a state of the stack lasts."""

    def act_meanwhile(page: Page, stack: Stack) -> None:
        with state(stack):
            act(page, stack)
            page.wait_for_load_state()

    return act_meanwhile


def enter(email: str, password: str = PASSWORD, code: str | None = None) -> Act:
    """Fill the sign-in page that is shown, and send it."""
    return lambda page, stack: sign_in(page, stack, email, password, code)


def arrive(site: str, email: str, path: str = "/accueil") -> Act:
    """Sign in on the way to a page of a site, and come to it."""

    def act(page: Page, stack: Stack) -> None:
        url = getattr(stack.addresses, site) + path
        page.goto(url)
        sign_in(page, stack, email)
        page.wait_for_url(url)

    return act


def after(first: Act, second: Act) -> Act:
    """Do the second, once the first is done."""

    def act(page: Page, stack: Stack) -> None:
        first(page, stack)
        second(page, stack)

    return act


def ask_again(service: str) -> Act:
    """Open the home page of a service, which asks for the person's rights again."""

    def act(page: Page, stack: Stack) -> None:
        service_sessions.forget_rights(stack, service)
        page.goto(f"{getattr(stack.addresses, service)}/accueil")

    return act


def hear(service: str, **access: Any) -> Act:
    """Open the home page of a service that holds other words of `access` than were said."""

    def act(page: Page, stack: Stack) -> None:
        service_sessions.tell_access(stack, service, **access)
        page.goto(f"{getattr(stack.addresses, service)}/accueil")

    return act


def come_back(service: str, times: int = 1, **answer: str) -> Act:
    """Come back from the provider with this answer to a sign-in that has begun."""

    def act(page: Page, stack: Stack) -> None:
        origin = getattr(stack.addresses, service)
        page.goto(f"{origin}/accueil")
        for _ in range(times):
            [state] = parse_qs(urlsplit(page.url).query)["state"]
            told = {"iss": stack.addresses.provider, "state": state, **answer}
            page.goto(f"{origin}/connexion/retour?{urlencode(told)}")

    return act


def look_into_menu(site: str, path: str = "/") -> Act:
    """Open the profile menu of a page."""

    def act(page: Page, stack: Stack) -> None:
        page.goto(getattr(stack.addresses, site) + path)
        open_menu(page)

    return act


def read_announcements(page: Page, stack: Stack) -> None:
    """Open the sign-in page while something of each kind is announced."""
    with states.announced(stack, *ANNOUNCEMENTS):
        page.goto(f"{stack.addresses.provider}/connexion")


def read_message(page: Page, stack: Stack) -> None:
    """Open the newest message of the demonstration."""
    stack.wait_until_delivered()
    page.goto(f"{stack.addresses.provider}/demo/messages")
    page.get_by_role("main").get_by_role("link").first.click()


def go_beside(other: Callable[[Stack], str], path: str) -> Act:
    """Type an address of a site that was told something else."""
    return lambda page, stack: page.goto(other(stack) + path)


def enter_late(page: Page, stack: Stack) -> None:
    """Sign in to a SOFFi whose clock is fast."""
    page.goto(f"{soffi_ahead(stack)}/accueil")
    sign_in(page, stack, "ra@demo.test")
