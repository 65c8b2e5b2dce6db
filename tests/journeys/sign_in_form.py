"""The provider's sign-in form on its way: shown, filled in, sent once or more."""

from urllib.parse import urlencode

from tests.fixtures.browser import Answer, Browser
from tests.fixtures.browser.cookies import Cookie
from tests.fixtures.browser.forms import read_fields
from tests.fixtures.house import House
from tests.fixtures.sign_in_page import BUTTON, fill_in

EMAIL = "ra@demo.test"
WELCOME = "Informations de mon ESF"


class Form:
    """A sign-in form filled in, which can be sent more than once, as it stood."""

    def __init__(self, house: House, browser: Browser, email: str = EMAIL) -> None:
        page = browser.page
        self.browser = browser
        self.address = f"{page.origin}{page.form()['action']}"
        self.cookie = cookie_of(browser)
        self.fields = dict(read_fields(page.form(BUTTON), None, fill_in(browser, house, email)))

    def send(self, **changes: str) -> Answer:
        """Send it, with the cookie of the page that it was filled in on."""
        self.browser.cookies.put(self.cookie)
        body = urlencode({**self.fields, **changes}).encode()
        return self.browser.send("POST", self.address, body)


def cookie_of(browser: Browser) -> Cookie:
    """The provider's cookie."""
    found = browser.cookies.find("efp_sid")
    assert found is not None
    return found


def arrive(house: House, site: str = "soffi") -> Browser:
    """A browser that shows the sign-in page, on the way to a site."""
    browser = house.browser(site)
    browser.open("/accueil")
    assert browser.page.heading.startswith("Connexion à")
    return browser
