"""SOFFi and EDOF themselves: their pages are sound, and hold nothing without effect."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

import rp_edof.app
import rp_soffi.app
from rp_kit.federation import EXTENSION
from rp_kit.settings import Settings
from tests.fixtures.browser import check_html
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import HABILITATION, ISSUER, StubProvider

LYON = HABILITATION | {
    "siret": "90000001900027",
    "label": "Atelier des Tilleuls, Lyon",
    "role": "consultation",
    "role_label": "Consultation",
    "until": "2099-06-30",
}


@dataclass(frozen=True)
class Site:
    """A service, and the words that tell its pages apart."""

    create: Callable[[Settings], Flask]
    name: str
    home_title: str
    habilitations_title: str


SITES = {
    "soffi": Site(rp_soffi.app.create_app, "soffi", "Informations de mon ESF", "Mes habilitations"),
    "edof": Site(
        rp_edof.app.create_app, "edof", "Mon catalogue de formations", "Mon périmètre d’activité"
    ),
}


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest) -> Site:
    return SITES[request.param]


@pytest.fixture
def app(site: Site, settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    url = f"sqlite:///{tmp_path / site.name}.sqlite"
    app = site.create(settings.model_copy(update={"session_database_url": url}))
    yield app
    app.extensions[EXTENSION].database.close()


def sound(answer: TestResponse) -> BeautifulSoup:
    """Check the page and return it."""
    return check_html(answer.text, answer.request.path)


def heading(answer: TestResponse) -> str:
    return " ".join(sound(answer).select_one("h1").get_text(" ").split())  # type: ignore[union-attr]


def test_the_landing_page_is_public_and_leads_to_sign_in(visitor: Visitor) -> None:
    page = sound(visitor.get("/"))
    links = {link["href"] for link in page.select("header a.fr-btn")}
    assert links == {"/connexion"}
    assert visitor.get("/connexion").headers["Location"].startswith(f"{ISSUER}/authorize?")


def test_the_landing_page_knows_who_is_signed_in(visitor: Visitor) -> None:
    visitor.sign_in()
    page = sound(visitor.get("/"))
    assert "Rachida Arnaud" in page.get_text()
    assert page.select('main a[href="/accueil"]')


def test_the_home_page_shows_what_the_token_said(visitor: Visitor, site: Site) -> None:
    page = visitor.sign_in()
    assert heading(page) == site.home_title
    for word in ("Atelier des Tilleuls, siège", "90000001900019", "Gestionnaire"):
        assert word in page.text
    assert "Données d’exemple" in page.text


def test_an_establishment_may_be_chosen(visitor: Visitor, provider: StubProvider) -> None:
    provider.claims |= {"habilitations": [HABILITATION, LYON]}
    visitor.sign_in()
    page = sound(visitor.get("/accueil?siret=90000001900027"))
    chosen = page.select_one('main [aria-current="true"]')
    assert chosen is not None
    assert chosen.get_text(strip=True) == LYON["label"]
    for siret in ("", "1", "90000002700012"):
        assert visitor.get(f"/accueil?siret={siret}").status_code == 200


def test_every_link_of_the_home_page_leads_somewhere(
    visitor: Visitor, provider: StubProvider
) -> None:
    provider.claims |= {"habilitations": [HABILITATION, LYON]}
    page = sound(visitor.sign_in())
    links = {str(link["href"]).partition("#")[0] for link in page.select("main a")} - {""}
    assert links
    for link in links:
        assert visitor.get(link).status_code == 200
    assert not page.select("main button, main form")


def test_the_deep_page_comes_back_after_sign_in(
    visitor: Visitor, provider: StubProvider, site: Site
) -> None:
    provider.claims |= {"habilitations": [HABILITATION, LYON]}
    page = visitor.sign_in("/accueil/habilitation")
    assert heading(page) == site.habilitations_title
    assert "30/06/2099" in page.text
    assert "Durée indéterminée" in page.text


def test_the_menu_switches_services_and_signs_out(visitor: Visitor, provider: StubProvider) -> None:
    provider.claims["services"] = [
        {"label": "Ici", "url": "https://soffi.test/"},
        {"label": "Ailleurs", "url": "https://edof.test/"},
    ]
    answer = visitor.sign_in()
    menu = sound(answer).select_one("header details")
    assert menu is not None
    assert [link.get("aria-current") for link in menu.select("a")] == ["true", None]
    assert f"form-action 'self' {ISSUER}" in answer.headers["Content-Security-Policy"]

    form = menu.select_one("form[action='/deconnexion']")
    token = menu.select_one("input[name='csrf_token']")
    assert form is not None
    assert token is not None
    assert visitor.post("/deconnexion").status_code == 403
    assert visitor.has_menu(), "without the token nobody is signed out"
    gone = visitor.post("/deconnexion", csrf_token=str(token["value"]))
    assert gone.headers["Location"].startswith(f"{ISSUER}/end_session?")
    assert not visitor.has_menu()


def test_the_csrf_token_is_new_at_sign_in(visitor: Visitor, site: Site) -> None:
    """A token that somebody else knew before is worthless after."""
    name = f"__Host-{site.name}_browser"
    visitor.client.set_cookie(name, "A" * 43, domain="soffi.test", secure=True)
    visitor.sign_in()
    cookie = visitor.client.get_cookie(name, domain="soffi.test")
    assert cookie is not None
    assert cookie.value != "A" * 43


def test_the_pages_of_what_went_wrong_are_sound(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    without_cookie = visitor.bring({"state": f"{'x' * 43}-again"})
    assert "Autorisez les cookies de ce site" in sound(without_cookie).get_text()
    sound(visitor.get("/deconnexion"))
    location = visitor.get("/accueil").headers["Location"]
    refused = visitor.come_back(location, code="", error="access_denied")
    assert refused.headers["X-Correlation-Id"] in sound(refused).get_text()
    sound(visitor.get("/nulle-part"))
    provider.is_down = True
    clock.advance(minutes=1)
    assert "EFP Connect ne répond pas" in heading(visitor.get("/accueil"))


def test_probes_answer_for_any_host(visitor: Visitor) -> None:
    for path in ("/healthz", "/readyz"):
        answer = visitor.client.get(path, base_url="http://10.0.0.1:5001")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
