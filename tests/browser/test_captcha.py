"""The picture that cannot be read: another one comes by script, and the form keeps what it has."""

import pytest
from playwright.sync_api import Page, expect

from idp.demo.people import PASSWORD
from tests.browser.scripts import with_script
from tests.browser.stack import Stack
from tests.browser.steps import expect_heading, fill_in
from tests.fixtures.sign_in_page import BUTTON

pytestmark = [pytest.mark.browser, with_script]


def test_another_code_is_good_for_the_form_in_which_it_stands(stack: Stack, page: Page) -> None:
    page.goto(f"{stack.addresses.soffi}/accueil")
    fill_in(page, stack, "ra@demo.test")
    challenge = page.locator('[name="captchetat-uuid"]')
    before = challenge.input_value()
    with page.expect_response(lambda answer: "get=image" in answer.url) as answered:
        page.get_by_role("button", name="Afficher un nouveau code").click()
    assert "form=sign_in" in answered.value.url
    expect(challenge).not_to_have_value(before)
    expect(page.get_by_label("Mot de passe", exact=True)).to_have_value(PASSWORD)
    code = page.get_by_label("Code de sécurité")
    expect(code).to_be_focused()
    code.fill(stack.captcha_answer(challenge.input_value()))
    page.get_by_role("button", name=BUTTON).click()
    expect_heading(page, "Informations de mon ESF")
