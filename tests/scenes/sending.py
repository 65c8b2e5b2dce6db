"""How people send a form that leads nowhere: one small function for each way."""

from urllib.parse import urlencode

from tests.fixtures.browser.forms import read_fields
from tests.fixtures.sign_in_page import BUTTON, fill_in, sign_in
from tests.fixtures.stage import AnyBrowser, AnyHouse
from tests.scenes import states
from tests.scenes.acts import Act

FORM = "application/x-www-form-urlencoded"


def send_nothing(browser: AnyBrowser, _house: AnyHouse) -> None:
    """Send the sign-in form as it is."""
    browser.submit(BUTTON)


def forget_the_code(browser: AnyBrowser, house: AnyHouse) -> None:
    """Fill all of the sign-in form but the code."""
    browser.submit(BUTTON, **fill_in(browser, house, "ra@demo.test", code=""))


def send_twice(browser: AnyBrowser, house: AnyHouse) -> None:
    """Send the sign-in form a second time, when the first sending has led nowhere."""
    filled = fill_in(browser, house, "ra@demo.test", "faux")
    fields = read_fields(browser.page.form(BUTTON), None, filled)
    browser.send("POST", browser.page.url, urlencode(fields).encode())
    browser.submit(BUTTON, **filled)


def wait_too_long(browser: AnyBrowser, house: AnyHouse) -> None:
    """Sign in after too many failures."""
    states.fail_until_throttled(house, "trop@demo.test")
    sign_in(browser, house, "trop@demo.test")


def lose_cookies(browser: AnyBrowser, house: AnyHouse) -> None:
    """Send the sign-in form when the browser keeps no cookie."""
    browser.forget_cookies()
    sign_in(browser, house, "ra@demo.test")


def sign_in_on_a_stale_page(browser: AnyBrowser, house: AnyHouse) -> None:
    """Send the sign-in form when another tab has changed who this browser is."""
    browser.submit(BUTTON, **fill_in(browser, house, "ra@demo.test"), csrf_token="perime")


def send_stray_form(site: str, path: str, kind: str = FORM) -> Act:
    """Send a form that is none of our pages': of a stale page, a crafted one, a broken program."""

    def act(browser: AnyBrowser, house: AnyHouse) -> None:
        browser.open(f"{getattr(house.addresses, site)}/")
        browser.post(path, kind)

    return act
