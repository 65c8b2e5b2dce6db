"""A sign-in is never lost, where it is about browsers: each case that the README lists."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.browser.conftest import CHROMIUM_OPTIONS
from tests.browser.scripts import with_script
from tests.browser.stack import Stack
from tests.browser.steps import expect_heading, fill_in, sign_in
from tests.fixtures.programs import find_chromium
from tests.fixtures.sign_in_page import BUTTON

WELCOME = "Informations de mon ESF"
TWICE = "Formulaire envoyé deux fois"
SIGN_IN = "Connexion à"

pytestmark = pytest.mark.browser


def arrive(page: Page, stack: Stack, site: str = "soffi") -> None:
    """Come to the sign-in page on the way to the home page of a site."""
    page.goto(f"{getattr(stack.addresses, site)}/accueil")
    expect(page.get_by_role("heading", level=1)).to_contain_text(SIGN_IN)


def test_three_tabs_for_three_services(stack: Stack, page: Page, context: BrowserContext) -> None:
    second, third = context.new_page(), context.new_page()
    arrive(page, stack, "soffi")
    arrive(second, stack, "edof")
    arrive(third, stack, "soffi")
    sign_in(second, stack, "ra@demo.test")
    expect_heading(second, "Mon catalogue de formations")
    for tab in (page, third):  # what they show is from before: they lead on all the same
        sign_in(tab, stack, "ra@demo.test")
        expect_heading(tab, WELCOME)


def test_the_back_button_after_signing_in(stack: Stack, page: Page) -> None:
    arrive(page, stack)
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)
    page.go_back()
    expect_heading(page, WELCOME)


@with_script
def test_the_back_button_after_a_mistake(stack: Stack, page: Page) -> None:
    # Without script browsers ask whether to send the form again: one left from before leads on.
    arrive(page, stack)
    sign_in(page, stack, "ra@demo.test", "ce-n-est-pas-lui")
    expect(page.get_by_role("main")).to_contain_text("L’identifiant ou le mot de passe")
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)
    page.go_back()
    expect_heading(page, WELCOME)


def test_a_reload_of_the_sign_in_page(stack: Stack, page: Page) -> None:
    arrive(page, stack)
    page.reload()
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)


@pytest.mark.parametrize("delay", [0, 100], ids=["at-once", "100-ms"])
def test_a_double_click(stack: Stack, page: Page, delay: int) -> None:
    arrive(page, stack)
    fill_in(page, stack, "ra@demo.test")
    page.get_by_role("button", name=BUTTON).dblclick(delay=delay)
    shown = page.get_by_role("heading", level=1)
    expect(shown).to_have_text(re.compile(f"{WELCOME}|{TWICE}"))
    if shown.inner_text() == TWICE:  # without script, when the second sending was not too late
        page.get_by_role("link", name="Continuer").click()
        expect(shown).to_have_text(re.compile(f"{WELCOME}|{SIGN_IN}"))
        if shown.inner_text() != WELCOME:  # the browser dropped the first answer and its cookie
            sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)


def test_cookies_lost(stack: Stack, page: Page, context: BrowserContext) -> None:
    arrive(page, stack)
    context.clear_cookies()
    sign_in(page, stack, "ra@demo.test")
    expect(page.get_by_role("main")).to_contain_text("Autorisez les cookies de ce site")
    sign_in(page, stack, "ra@demo.test")
    # SOFFi's own cookie is gone too: it begins a sign-in of its own, which needs no page.
    expect_heading(page, WELCOME)


@pytest.fixture
def page_without_cookies(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A tab of a browser whose person has set it to refuse every cookie."""
    refusal = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(refusal), encoding="utf-8")
    with chromium.browser_type.launch_persistent_context(
        tmp_path, executable_path=find_chromium(), args=CHROMIUM_OPTIONS, locale="fr-FR"
    ) as context:
        yield context.new_page()


def test_cookies_refused(stack: Stack, page_without_cookies: Page) -> None:
    page = page_without_cookies
    arrive(page, stack)
    for _ in range(2):
        sign_in(page, stack, "ra@demo.test")
        expect(page.get_by_role("main")).to_contain_text("Autorisez les cookies de ce site")
    assert page.context.cookies() == []


def test_the_signing_key_is_rotated_in_mid_sign_in(stack: Stack, page: Page) -> None:
    arrive(page, stack)
    stack.run("efp", "keys", "rotate")
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)


def test_another_person_signs_in_on_the_same_browser(
    stack: Stack, page: Page, context: BrowserContext
) -> None:
    left_open = context.new_page()
    arrive(left_open, stack)
    arrive(page, stack)
    sign_in(page, stack, "ra@demo.test")
    expect_heading(page, WELCOME)
    sign_in(left_open, stack, "collaborateur@demo.test")
    expect(left_open.get_by_role("main")).to_contain_text("Cette page n’était plus à jour")
    sign_in(left_open, stack, "collaborateur@demo.test")
    expect_heading(left_open, WELCOME)
    expect(left_open.get_by_role("banner")).to_contain_text("Colin Labat")
    page.reload()
    expect(page.get_by_role("banner")).to_contain_text("Colin Labat")


@with_script
def test_the_button_is_pressed_once(stack: Stack, page: Page) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    arrive(page, stack)
    fill_in(page, stack, "ra@demo.test", "ce-n-est-pas-lui")
    page.get_by_role("button", name=BUTTON).evaluate("button => { button.click(); button.click() }")
    expect(page.get_by_role("main")).to_contain_text("L’identifiant ou le mot de passe")
    assert len(sent) == 1
