"""The frame of every page, its menu, and attack rows WB-04 and WB-06."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string

import web_kit
from tests.web_kit.conftest import AppFactory
from web_kit.routes import page

HOSTILE = '"><img src=x onerror=alert(1)>'
PAGE = """{% extends "web_kit/layout.html" %}
{% block title %}{{ word }}{% endblock %}
{% block header_actions %}<a href="/connexion">Connexion</a>{% endblock %}
{% block content %}<h1>{{ word }}</h1>{% endblock %}"""


def menu(word: str, url: str) -> SimpleNamespace:
    return SimpleNamespace(
        name=word,
        initials="CM",
        services=[SimpleNamespace(label=word, url=url, current=True)],
        items=[
            SimpleNamespace(label="Gérer mon compte", url="/compte", method="get"),
            SimpleNamespace(label="Me déconnecter", url="/sortie", method="post"),
        ],
    )


def rendered(app: Flask, word: str = "Bonjour", **context: object) -> BeautifulSoup:
    app.add_url_rule(
        "/cadre", "frame", page(lambda: render_template_string(PAGE, word=word, **context))
    )
    return BeautifulSoup(app.test_client().get("/cadre").text, "html.parser")


def test_a_page_tells_its_language_its_title_and_its_site(make_app: AppFactory) -> None:
    html = rendered(make_app(site_tagline="Pour essayer", theme="soffi"))
    assert html.html is not None
    assert (html.html["lang"], html.html["class"]) == ("fr", ["theme-soffi"])
    assert html.title is not None
    assert html.title.text == "Bonjour – Essai"
    assert html.select_one(".efp-brand__tagline").text == "Pour essayer"  # type: ignore[union-attr]


def test_skip_links_lead_somewhere(make_app: AppFactory) -> None:
    html = rendered(make_app())
    targets = [str(link["href"]) for link in html.select(".fr-skiplinks a")]
    assert len(targets) == 2
    assert all(html.select(target) for target in targets)


def test_a_visitor_sees_the_actions_of_the_site_and_no_menu(make_app: AppFactory) -> None:
    html = rendered(make_app())
    assert html.select('header a[href="/connexion"]')
    assert not html.select(".efp-menu")


def test_a_person_sees_the_menu_in_their_place(make_app: AppFactory) -> None:
    html = rendered(make_app(), account_menu=menu("Camille Martin", "https://soffi.test"))
    assert not html.select('header a[href="/connexion"]')
    [service] = html.select('.efp-menu a[aria-current="true"]')
    assert service["href"] == "https://soffi.test"
    assert html.select('.efp-menu a[href="/compte"]')


def test_signing_out_from_the_menu_is_a_form_with_its_token(make_app: AppFactory) -> None:
    html = rendered(make_app(), account_menu=menu("Camille Martin", "https://soffi.test"))
    [form] = html.select('.efp-menu form[method="post"][action="/sortie"]')
    [token] = form.select('input[name="csrf_token"]')
    assert len(str(token["value"])) == 43


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.test", ""])
def test_the_switcher_links_to_web_addresses_only(make_app: AppFactory, url: str) -> None:
    html = rendered(make_app(), account_menu=menu("Camille Martin", url))
    assert [link["href"] for link in html.select(".efp-menu a")] == ["/compte"]


def test_hostile_text_stays_text(make_app: AppFactory) -> None:
    html = rendered(
        make_app(),
        word=HOSTILE,
        account_menu=menu(HOSTILE, f"https://a.test/{HOSTILE}"),
        announcements=[{"severity": "info", "title": HOSTILE, "text": HOSTILE}],
    )
    assert not html.select("img")
    assert html.h1 is not None
    assert html.h1.text == HOSTILE


@pytest.mark.parametrize(
    ("severity", "title", "text"),
    [
        ("info", "Maintenance", "Maintenance Dimanche."),
        ("info", None, "À savoir Dimanche."),
        ("warning", None, "Attention Dimanche."),
    ],
)
def test_an_announcement_is_told_in_words_too(
    make_app: AppFactory, severity: str, title: str | None, text: str
) -> None:
    announcement = {"severity": severity, "title": title, "text": "Dimanche."}
    html = rendered(make_app(), announcements=[announcement])
    [banner] = html.select(f".fr-notice--{severity}")
    assert " ".join(banner.text.split()) == text


def test_several_announcements_stand_in_one_named_place_before_the_content(
    make_app: AppFactory,
) -> None:
    announcements = [{"severity": "info", "title": None, "text": text} for text in ("Un.", "Deux.")]
    html = rendered(make_app(), announcements=announcements)
    [place] = html.select('section[aria-label="Annonces"]:has(+ main)')
    assert [banner.text for banner in place.select(".fr-notice__desc")] == ["Un.", "Deux."]
    assert not rendered(make_app()).select("section")


def test_a_demonstration_says_what_the_site_is_not(make_app: AppFactory) -> None:
    assert "n’est pas un site de l’État" in rendered(make_app()).text
    assert "n’est pas un site de l’État" not in rendered(make_app(is_demonstration=False)).text


def test_no_template_needs_inline_script_or_style() -> None:
    templates = list(Path(web_kit.__file__).parent.glob("templates/**/*.html"))
    assert templates
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    assert [path.name for path in templates if inline.search(path.read_text("utf-8"))] == []
