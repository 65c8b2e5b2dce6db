"""The whole way in a real Chromium, with and without JavaScript, on the real programs."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.stack import Stack
from tests.browser.steps import expect_heading, open_menu, sign_in

pytestmark = pytest.mark.browser


def test_soffi_then_edof_then_out_of_both(
    stack: Stack, page: Page, context: BrowserContext
) -> None:
    page.goto(stack.addresses.soffi)
    page.get_by_role("link", name="Connexion", exact=True).click()
    expect_heading(page, "Connexion à SOFFi")
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, "Informations de mon ESF")
    expect(page.get_by_role("main")).to_contain_text("ATELIERS DU VITRAIL - LYON")
    expect(page.get_by_role("main")).to_contain_text("Gestionnaire")

    open_menu(page)
    page.get_by_role("link", name="EDOF").click()
    page.get_by_role("link", name="Connexion", exact=True).click()
    expect_heading(page, "Mon catalogue de formations")

    open_menu(page)
    page.get_by_role("button", name="Me déconnecter").click()
    expect_heading(page, "Vous êtes déconnecté")

    stack.deliver()
    page.goto(f"{stack.addresses.soffi}/accueil")
    expect_heading(page, "Connexion à SOFFi")
    page.goto(f"{stack.addresses.edof}/accueil")
    expect_heading(page, "Connexion à EDOF")


def test_a_sign_in_begun_before_a_restart_ends_in_soffi(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    expect_heading(page, "Connexion à SOFFi")
    stack.restart("provider")
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, "Informations de mon ESF")
