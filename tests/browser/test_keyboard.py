"""The way in and the way out with Tab, Enter and Space only."""

import pytest
from playwright.sync_api import Locator, Page, expect

from idp.demo.people import PASSWORD
from tests.browser.stack import Stack
from tests.browser.steps import BUTTON, expect_heading

MOST_STOPS = 40

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("context", [{}], indirect=True, ids=["js"]),
]


def walk_to(page: Page, target: Locator) -> None:
    """Press Tab until the focus is on the target, where it must be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("control => control === document.activeElement"):
            outline = target.evaluate("control => getComputedStyle(control).outlineStyle")
            assert outline != "none", f"the focus cannot be seen on {target}"
            return
    raise AssertionError(f"{MOST_STOPS} stops of Tab do not reach {target}")


def test_in_and_out_by_the_keyboard(stack: Stack, page: Page) -> None:
    page.goto(stack.addresses.soffi)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first stop skips to the content
    walk_to(page, page.get_by_role("link", name="Connexion", exact=True))
    page.keyboard.press("Enter")
    expect_heading(page, "Connexion à SOFFi")
    fill_in_by_the_keyboard(page, stack)
    expect_heading(page, "Informations de mon ESF")

    walk_to(page, page.locator("summary", has_text="Mon compte"))
    page.keyboard.press("Space")
    walk_to(page, page.get_by_role("button", name="Me déconnecter"))
    page.keyboard.press("Enter")
    expect_heading(page, "Vous êtes déconnecté")


def test_in_by_ear_and_by_the_keyboard(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    fill_in_by_the_keyboard(page, stack, by_ear=True)
    expect_heading(page, "Informations de mon ESF")


def listen_to_the_code(page: Page) -> None:
    """Press the button, hear the code begin, and stop it."""
    button = page.locator("[data-captcha-listen]")
    walk_to(page, button)
    with page.expect_response(lambda answer: "get=sound" in answer.url) as answered:
        page.keyboard.press("Space")
    assert answered.value.headers["content-type"] == "audio/x-wav"
    player = page.locator("audio")
    player.evaluate(
        "player => new Promise(done => player.ontimeupdate = () => player.currentTime && done())"
    )
    assert player.evaluate("player => player.currentTime > 0 && player.duration > 5")
    expect(button).to_have_text("Arrêter l’écoute")
    page.keyboard.press("Space")
    expect(button).to_have_text("Écouter le code")


def fill_in_by_the_keyboard(page: Page, stack: Stack, *, by_ear: bool = False) -> None:
    """Type in each field of the sign-in page, look at the password, send."""
    walk_to(page, page.get_by_label("Identifiant (e-mail professionnel)"))
    page.keyboard.type("ra@demo.test")
    walk_to(page, page.get_by_label("Mot de passe", exact=True))
    page.keyboard.type(PASSWORD)
    walk_to(page, page.get_by_label("Afficher le mot de passe"))
    page.keyboard.press("Space")
    if by_ear:
        listen_to_the_code(page)
    challenge = page.locator('[name="captchetat-uuid"]').input_value()
    walk_to(page, page.get_by_label("Code de sécurité"))
    page.keyboard.type(stack.captcha_answer(challenge))
    walk_to(page, page.get_by_role("button", name=BUTTON))
    page.keyboard.press("Enter")


def test_the_menu_closes_by_escape(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    fill_in_by_the_keyboard(page, stack)
    expect_heading(page, "Informations de mon ESF")
    menu = page.locator("summary", has_text="Mon compte")
    walk_to(page, menu)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert menu.evaluate("summary => summary === document.activeElement")
    assert not menu.evaluate("summary => summary.parentElement.open")
