"""What a person does in Chromium, in the words of the screens."""

from playwright.sync_api import Page, expect

from idp.demo.people import PASSWORD
from tests.browser.stack import Stack


def sign_in(page: Page, stack: Stack, email: str, password: str = PASSWORD) -> None:
    """Fill the provider's sign-in page, the code of its picture too."""
    page.get_by_label("Identifiant (e-mail professionnel)").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    challenge = page.locator('[name="captchetat-uuid"]').input_value()
    page.get_by_label("Code de sécurité").fill(stack.captcha_answer(challenge))
    page.get_by_role("button", name="Je m’identifie avec EFP CONNECT").click()


def expect_heading(page: Page, text: str) -> None:
    """Wait until the page has this h1."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def open_menu(page: Page) -> None:
    """Open the profile menu."""
    page.locator("summary", has_text="Mon compte").click()
