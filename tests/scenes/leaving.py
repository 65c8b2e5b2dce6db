"""How people leave: one small function for each way to sign out."""

from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fixtures.stage import AnyBrowser, AnyHouse
from tests.scenes import service_sessions
from tests.scenes.acts import Act
from tests.scenes.others import NOWHERE, soffi_alone

OUT = "Me déconnecter"


def sign_out(browser: AnyBrowser, house: AnyHouse) -> None:
    """Confirm the sign-out that no service asked for."""
    browser.open(f"{house.addresses.provider}/end_session")
    browser.submit()


def leave(service: str) -> Act:
    """Sign out by the menu of a service."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        browser.open(getattr(house.addresses, service))
        browser.submit(OUT)

    return act


def leave_with(**changes: str | None) -> Act:
    """Sign out of SOFFi, which asks the provider for something else than it does."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        token = browser.open(house.addresses.soffi).value_of("csrf_token")
        form = urlencode({"csrf_token": token}).encode()
        asked = browser.send("POST", f"{house.addresses.soffi}/deconnexion", form)
        url = urlsplit(asked.location)
        told = {name: values[0] for name, values in parse_qs(url.query).items()} | changes
        query = urlencode({name: value for name, value in told.items() if value is not None})
        browser.open(url._replace(query=query).geturl())

    return act


def leave_alone(browser: AnyBrowser, house: AnyHouse) -> None:
    """Sign out of a SOFFi that cannot reach the provider."""
    service_sessions.change_all(house, "soffi", issuer=NOWHERE)
    browser.open(soffi_alone(house))
    browser.submit(OUT)
