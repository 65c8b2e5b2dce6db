"""How a person comes to see each page: one small function for each way."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

from idp.demo.people import PASSWORD
from idp.domain.announcements.actions import Draft
from tests.fixtures.browser import name_of
from tests.fixtures.sign_in_page import sign_in
from tests.fixtures.stage import AnyBrowser, AnyHouse
from tests.scenes import service_sessions, states
from tests.scenes.others import soffi_ahead

Act = Callable[[AnyBrowser, AnyHouse], object]
State = Callable[[AnyHouse], AbstractContextManager[None]]

ANNOUNCEMENTS = (
    Draft(title="Maintenance", text="EFP Connect sera fermé dimanche de 6 h à 8 h."),
    Draft(text="Le code de sécurité se lit mieux depuis aujourd’hui."),
    Draft(text="Des courriels frauduleux circulent.", severity="warning"),
)


def go(site: str, path: str) -> Act:
    """Type an address."""
    return lambda browser, house: browser.open(getattr(house.addresses, site) + path)


def during(act: Act, state: State) -> Act:
    """Do something while a state of the house lasts."""

    def act_meanwhile(browser: AnyBrowser, house: AnyHouse) -> None:
        with state(house):
            act(browser, house)

    return act_meanwhile


def enter(email: str, password: str = PASSWORD, code: str | None = None) -> Act:
    """Fill the sign-in page that is shown, and send it."""
    return lambda browser, house: sign_in(browser, house, email, password, code)


def arrive(site: str, email: str, path: str = "/accueil") -> Act:
    """Sign in on the way to a page of a site, and come to it."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        url = getattr(house.addresses, site) + path
        browser.open(url)
        sign_in(browser, house, email)
        assert browser.page.url == url

    return act


def after(first: Act, second: Act) -> Act:
    """Do the second, once the first is done."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        first(browser, house)
        second(browser, house)

    return act


def ask_again(service: str) -> Act:
    """Open the home page of a service, which asks for the person's rights again."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        service_sessions.forget_rights(house, service)
        browser.open(f"{getattr(house.addresses, service)}/accueil")

    return act


def hear(service: str, **access: Any) -> Act:
    """Open the home page of a service that holds other words of `access` than were said."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        service_sessions.tell_access(house, service, **access)
        browser.open(f"{getattr(house.addresses, service)}/accueil")

    return act


def come_back(service: str, times: int = 1, **answer: str) -> Act:
    """Come back from the provider with this answer to a sign-in that has begun."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        origin = getattr(house.addresses, service)
        browser.open(f"{origin}/accueil")
        for _ in range(times):
            state = browser.page.query["state"]
            told = {"iss": house.addresses.provider, "state": state, **answer}
            browser.open(f"{origin}/connexion/retour?{urlencode(told)}")

    return act


def look_into_menu(site: str, path: str = "/") -> Act:
    """Open the profile menu of a page."""
    return after(go(site, path), lambda browser, _house: browser.unfold("Mon compte"))


def read_announcements(browser: AnyBrowser, house: AnyHouse) -> None:
    """Open the sign-in page while something of each kind is announced."""
    with states.announced(house, *ANNOUNCEMENTS):
        browser.open(f"{house.addresses.provider}/connexion")


def read_message(browser: AnyBrowser, house: AnyHouse) -> None:
    """Open the newest message of the demonstration."""
    house.deliver()
    page = browser.open(f"{house.addresses.provider}/demo/messages")
    [newest, *_] = page.soup.select("main a[href]")
    browser.follow(name_of(newest))


def go_beside(other: Callable[[AnyHouse], str], path: str) -> Act:
    """Type an address of a site that was told something else."""
    return lambda browser, house: browser.open(other(house) + path)


def enter_late(browser: AnyBrowser, house: AnyHouse) -> None:
    """Sign in to a SOFFi whose clock is fast."""
    browser.open(f"{soffi_ahead(house)}/accueil")
    sign_in(browser, house, "ra@demo.test")
