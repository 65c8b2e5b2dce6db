"""What a person without habilitation reads."""

import re
from typing import Any, get_args

import pytest

from rp_kit.person import AccessStatus
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import StubProvider

REQUEST = "https://idp.test/acces/soffi"
MANAGE = "https://idp.test/acces/soffi/gestion"
WORDS = {
    "first_comer": "Vous êtes la première personne à accéder à cette application",
    "may_request": "en charge de gérer les habilitations",
    "code_needed": "Un code responsable des accès",
    "pending": "Dès que votre responsable des accès aura validé votre accès",
    "expired": "arrivée à sa date de fin",
    "suspended": "suspendue",
    "not_enlisted": "Aucun établissement de votre entreprise",
    "not_allowed": "ne permet pas",
    "granted": "ne permet pas",
}
NO_ACCESS = "Vous n’avez pas encore accès au service numérique SOFFi."
HEADINGS = {
    "expired": "Vous n’avez plus accès au service numérique SOFFi.",
    "suspended": "Vous n’avez plus accès au service numérique SOFFi.",
    "not_allowed": "Vous n’avez pas accès au service numérique SOFFi.",
    "granted": "Vous n’avez pas accès au service numérique SOFFi.",
}


def refused(visitor: Visitor, provider: StubProvider, **access: Any) -> str:
    provider.claims |= {"habilitations": [], "access": access}
    page = visitor.sign_in()
    assert page.status_code == 403
    return page.text


@pytest.mark.parametrize("status", get_args(AccessStatus))
def test_each_status_has_its_words_and_one_way_out(
    visitor: Visitor, provider: StubProvider, status: str
) -> None:
    text = refused(visitor, provider, status=status, request_url=None, manage_url=None)
    assert f">{HEADINGS.get(status, NO_ACCESS)}</h1>" in text
    assert WORDS[status] in text
    assert re.findall(r"<a [^>]*>([^<]*)</a>", text) == ["Retour à l’accueil"]


def test_a_status_unknown_to_us_is_no_access(visitor: Visitor, provider: StubProvider) -> None:
    provider.claims["access"] = {}
    provider.claims["habilitations"] = []
    assert visitor.sign_in().status_code == 403


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("first_comer", "Demander l’accès"),
        ("may_request", "Demander l’accès"),
        ("code_needed", "Saisir le code"),
        ("pending", "Suivre ma demande"),
    ],
)
def test_a_button_leads_to_the_page_that_the_provider_names(
    visitor: Visitor, provider: StubProvider, status: str, label: str
) -> None:
    text = refused(visitor, provider, status=status, request_url=REQUEST)
    assert f'<a class="fr-btn" href="{REQUEST}">{label}</a>' in text


def test_a_question_is_asked_only_where_it_can_be_answered(
    visitor: Visitor, other_visitor: Visitor, provider: StubProvider
) -> None:
    question = "Voulez-vous devenir Responsable des accès pour votre entreprise"
    assert question not in refused(visitor, provider, status="first_comer")
    with_page = refused(other_visitor, provider, status="first_comer", request_url=REQUEST)
    assert question in with_page


def test_a_manager_without_habilitation_is_led_to_the_managers_page(
    visitor: Visitor, provider: StubProvider
) -> None:
    access = {"status": "may_request", "access_manager": True, "manage_url": MANAGE}
    text = refused(visitor, provider, **access)
    assert f'href="{MANAGE}">Gérer les accès de mon entreprise' in text


def test_the_day_of_a_request_is_told_in_paris_time(
    visitor: Visitor, provider: StubProvider
) -> None:
    at = "2026-07-14T22:30:00Z"
    text = refused(visitor, provider, status="pending", requested_at=at)
    assert "le 15/07/2026 à 00h30" in text


def test_what_the_provider_says_is_escaped(visitor: Visitor, provider: StubProvider) -> None:
    url = 'https://idp.test/"><script>alert(1)</script>'
    assert "<script>" not in refused(visitor, provider, status="first_comer", request_url=url)
