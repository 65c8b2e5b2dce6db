"""Each journey with Tab, Enter and Space only."""

import pytest
from playwright.sync_api import Page, expect

from idp.demo.people import PASSWORD
from idp.domain.announcements.actions import Draft
from tests.browser.scripts import with_script
from tests.browser.stack import Stack
from tests.browser.steps import expect_heading
from tests.browser.tab_key import walk_to
from tests.fixtures.sign_in_page import BUTTON
from tests.scenes import states

EMAIL = "Identifiant (e-mail professionnel)"
NO_ACCESS = "Vous n’avez pas encore accès au service numérique SOFFi."
OUT = "Vous êtes déconnecté"

pytestmark = [pytest.mark.browser, with_script]


def press_link(page: Page, name: str) -> None:
    """Walk to a link, and follow it."""
    walk_to(page, page.get_by_role("link", name=name, exact=True).first)
    page.keyboard.press("Enter")


def press_button(page: Page, name: str) -> None:
    """Walk to a button of the main part, and press it."""
    walk_to(page, page.get_by_role("main").get_by_role("button", name=name))
    page.keyboard.press("Enter")


def open_the_menu(page: Page) -> None:
    """Walk to the profile menu, and open it."""
    walk_to(page, page.locator("summary", has_text="Mon compte"))
    page.keyboard.press("Space")


def leave_by_the_menu(page: Page) -> None:
    """Sign out of where the person is."""
    open_the_menu(page)
    walk_to(page, page.get_by_role("button", name="Me déconnecter"))
    page.keyboard.press("Enter")


def listen_to_the_code(page: Page) -> None:
    """Press the button, hear the code begin, and stop it."""
    button = page.locator("[data-captcha-listen]")
    walk_to(page, button)
    with page.expect_response(lambda answer: "get=sound" in answer.url) as answered:
        page.keyboard.press("Space")
    assert answered.value.headers["content-type"] == "audio/x-wav"
    player = page.locator("audio")
    expect(player).not_to_have_js_property("currentTime", 0)
    assert player.evaluate("player => player.duration > 5")
    expect(button).to_have_text("Arrêter l’écoute")
    page.keyboard.press("Space")
    expect(button).to_have_text("Écouter le code")


def sign_in(page: Page, stack: Stack, email: str = "ra@demo.test", *, by_ear: bool = False) -> None:
    """Type in each field of the sign-in page, look at the password, send."""
    walk_to(page, page.get_by_label(EMAIL))
    page.keyboard.type(email)
    walk_to(page, page.get_by_label("Mot de passe", exact=True))
    page.keyboard.type(PASSWORD)
    walk_to(page, page.get_by_label("Afficher le mot de passe"))
    page.keyboard.press("Space")
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_attribute("type", "text")
    if by_ear:
        listen_to_the_code(page)
    challenge = page.locator('[name="captchetat-uuid"]').input_value()
    walk_to(page, page.get_by_label("Code de sécurité"))
    page.keyboard.type(stack.captcha_answer(challenge))
    press_button(page, BUTTON)


def test_soffi_then_edof_without_signing_in_again_then_out(stack: Stack, page: Page) -> None:
    page.goto(stack.addresses.soffi)
    press_link(page, "Connexion")
    expect_heading(page, "Connexion à SOFFi")
    sign_in(page, stack)
    expect_heading(page, "Informations de mon ESF")
    open_the_menu(page)
    press_link(page, "EDOF")
    expect_heading(page, "Espace des organismes de formation")
    press_link(page, "Connexion")
    expect_heading(page, "Mon catalogue de formations")
    leave_by_the_menu(page)
    expect_heading(page, OUT)


def test_in_by_ear(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack, by_ear=True)
    expect_heading(page, "Informations de mon ESF")


def test_into_efp_admin(stack: Stack, page: Page) -> None:
    page.goto(stack.addresses.admin)
    press_link(page, "Connexion")
    sign_in(page, stack, "admin@demo.test")
    expect(page).to_have_url(f"{stack.addresses.admin}/accueil")
    leave_by_the_menu(page)
    expect_heading(page, OUT)


def test_back_from_a_service_without_access(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack, "sans-acces@demo.test")
    expect_heading(page, NO_ACCESS)
    press_link(page, "Retour à l’accueil")
    expect(page).to_have_url(f"{stack.addresses.soffi}/")


def test_the_sign_out_is_confirmed(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack)
    expect_heading(page, "Informations de mon ESF")
    page.goto(f"{stack.addresses.provider}/end_session")
    press_button(page, "Me déconnecter")
    expect_heading(page, OUT)


def test_an_error_leads_to_its_field(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    walk_to(page, page.get_by_label(EMAIL))
    page.keyboard.type("ra@demo.test")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.keyboard.press("Enter")
    walk_to(page, page.get_by_role("alert").get_by_role("link", name="Mot de passe"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mot de passe", exact=True)).to_be_focused()


def test_an_announcement_is_read_before_the_form_and_holds_nobody_up(
    stack: Stack, page: Page
) -> None:
    with states.announced(stack, Draft(text="EFP Connect sera fermé dimanche.")):
        page.goto(f"{stack.addresses.provider}/connexion")
    announced = page.get_by_role("region", name="Annonces")
    expect(announced).to_be_in_viewport()
    assert announced.evaluate(
        "region => region.compareDocumentPosition(document.querySelector('main'))"
        " === Node.DOCUMENT_POSITION_FOLLOWING"
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label(EMAIL)).to_be_focused()


def test_the_first_stop_skips_to_the_content(stack: Stack, page: Page) -> None:
    page.goto(stack.addresses.soffi)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Contenu")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").locator(":focus")).to_have_count(1)


def test_the_menu_closes_by_escape(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    sign_in(page, stack)
    expect_heading(page, "Informations de mon ESF")
    open_the_menu(page)
    page.keyboard.press("Escape")
    menu = page.locator("summary", has_text="Mon compte")
    expect(menu).to_be_focused()
    assert not menu.evaluate("summary => summary.parentElement.open")
