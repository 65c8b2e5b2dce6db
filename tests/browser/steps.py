"""What a person does in Chromium, in the words of the screens."""

from playwright.sync_api import Page, expect

from idp.demo.people import PASSWORD
from tests.browser.stack import Stack
from tests.fixtures.sign_in_page import BUTTON


def sign_in(
    page: Page, stack: Stack, email: str, password: str = PASSWORD, code: str | None = None
) -> None:
    """Fill the provider's sign-in page and send it."""
    fill_in(page, stack, email, password, code)
    page.get_by_role("button", name=BUTTON).click()


def fill_in(
    page: Page, stack: Stack, email: str, password: str = PASSWORD, code: str | None = None
) -> None:
    """Fill the provider's sign-in page, with the code of its picture if no other is given."""
    page.get_by_label("Identifiant (e-mail professionnel)").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    challenge = page.locator('[name="captchetat-uuid"]').input_value()
    page.get_by_label("Code de sécurité").fill(code or stack.captcha_answer(challenge))


def expect_heading(page: Page, text: str) -> None:
    """Wait until the page has this h1."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def open_menu(page: Page) -> None:
    """Open the profile menu."""
    page.locator("summary", has_text="Mon compte").click()
