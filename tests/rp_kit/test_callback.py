"""Answers that come back wrong: refused, explained with one button, and never a loop."""

import pytest

from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider


def test_an_attackers_code_with_the_victims_pending_state(
    visitor: Visitor, other_visitor: Visitor, provider: StubProvider
) -> None:
    """CO-10: the nonce in the ID token is the attacker's, not the victim's."""
    victim = provider.answer_to(visitor.get("/accueil").headers["Location"])
    provider.answer_to(other_visitor.get("/accueil").headers["Location"])

    assert visitor.bring(victim).status_code == 502
    assert not visitor.has_session()


def test_an_attackers_code_with_the_attackers_state(
    visitor: Visitor, other_visitor: Visitor, provider: StubProvider
) -> None:
    """CO-10: the state belongs to another browser, which can still use it."""
    visitor.get("/accueil")
    attack = provider.answer_to(other_visitor.get("/accueil").headers["Location"])

    answer = visitor.bring(attack)
    assert answer.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert "/token" not in provider.calls
    assert not visitor.has_session()
    assert other_visitor.bring(attack).headers["Location"] == "https://soffi.test/accueil"


def test_a_state_works_once(visitor: Visitor, provider: StubProvider) -> None:
    query = provider.answer_to(visitor.get("/accueil").headers["Location"])
    visitor.bring(query)
    visitor.client.delete_cookie("__Host-soffi_session", domain="soffi.test")

    again = visitor.bring(query)
    assert again.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert provider.calls["/token"] == 1


def test_the_back_button_of_a_signed_in_person_opens_the_home_page(
    visitor: Visitor, provider: StubProvider
) -> None:
    query = provider.answer_to(visitor.get("/accueil").headers["Location"])
    visitor.bring(query)
    assert visitor.bring(query).headers["Location"] == "https://soffi.test/accueil"


def test_an_unknown_state_is_tried_again_once_only(
    visitor: Visitor, provider: StubProvider
) -> None:
    visitor.get("/accueil")
    second = visitor.bring({"state": "x" * 43, "code": "c", "iss": ISSUER})
    state = provider.answer_to(second.headers["Location"])["state"]
    visitor.come_back(second.headers["Location"])
    assert visitor.has_session(), "the second try goes well"

    visitor.client.delete_cookie("__Host-soffi_session", domain="soffi.test")
    third = visitor.bring({"state": state, "code": "c", "iss": ISSUER})
    assert third.status_code == 400
    assert third.text.count("Me connecter") == 1


def test_two_tabs_both_end_where_they_began(visitor: Visitor, provider: StubProvider) -> None:
    first = visitor.get("/accueil/un").headers["Location"]
    second = visitor.get("/accueil/deux").headers["Location"]

    assert visitor.come_back(first).headers["Location"] == "https://soffi.test/accueil/un"
    assert visitor.come_back(second).headers["Location"] == "https://soffi.test/accueil/deux"
    assert visitor.has_session()


def test_an_answer_of_yesterday_begins_again(visitor: Visitor, clock: MovedClock) -> None:
    location = visitor.get("/accueil").headers["Location"]
    clock.advance(minutes=61)
    assert visitor.come_back(location).headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert not visitor.has_session()


@pytest.mark.parametrize("iss", ["", f"{ISSUER}/", "https://evil.example", "é"])
def test_the_answer_names_our_issuer(visitor: Visitor, provider: StubProvider, iss: str) -> None:
    """RFC 9207; the issuer that is missing is as wrong as another one."""
    answer = visitor.come_back(visitor.get("/accueil").headers["Location"], iss=iss)
    assert answer.status_code == 502
    assert "/token" not in provider.calls


@pytest.mark.parametrize("name", ["state", "code", "iss"])
def test_a_parameter_that_comes_twice_is_not_used(
    visitor: Visitor, provider: StubProvider, name: str
) -> None:
    query = provider.answer_to(visitor.get("/accueil").headers["Location"])
    pairs = [*query.items(), (name, query[name])]
    visitor.client.get("/connexion/retour", base_url="https://soffi.test", query_string=pairs)
    assert "/token" not in provider.calls
    assert not visitor.has_session()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        ("access_denied", 403),
        ("login_required", 403),
        ("invalid_scope", 403),
        ("x" * 10_000, 403),
        ("temporarily_unavailable", 503),
        ("server_error", 503),
    ],
)
def test_an_error_of_the_provider_is_a_page_with_a_way_on(
    visitor: Visitor, error: str, status: int
) -> None:
    location = visitor.get("/accueil").headers["Location"]
    answer = visitor.come_back(location, code="", error=error)
    assert answer.status_code == status
    assert 'class="fr-btn"' in answer.text
    assert not visitor.has_session()


def test_a_code_that_came_too_late_is_asked_for_again_once(
    visitor: Visitor, provider: StubProvider
) -> None:
    provider.token_error = "invalid_grant"
    second = visitor.come_back(visitor.get("/accueil/un").headers["Location"])
    assert second.headers["Location"].startswith(f"{ISSUER}/authorize?")

    third = visitor.come_back(second.headers["Location"])
    assert third.status_code == 400
    assert not visitor.has_session()


@pytest.mark.parametrize("error", ["invalid_client", "unauthorized_client", ""])
def test_a_wrong_registration_is_not_tried_again(
    visitor: Visitor, provider: StubProvider, error: str
) -> None:
    provider.token_error = error
    assert visitor.come_back(visitor.get("/accueil").headers["Location"]).status_code == 502


def test_a_second_try_comes_back_to_the_same_address(
    visitor: Visitor, provider: StubProvider
) -> None:
    provider.token_error = "invalid_grant"
    second = visitor.come_back(visitor.get("/accueil/un?a=1").headers["Location"])
    provider.token_error = None
    back = visitor.come_back(second.headers["Location"])
    assert back.headers["Location"] == "https://soffi.test/accueil/un?a=1"


def test_a_provider_that_dies_at_the_exchange_is_a_503_with_a_retry_that_works(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    query = provider.answer_to(visitor.get("/accueil").headers["Location"])
    provider.is_down = True
    answer = visitor.bring(query)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Réessayer" in answer.text

    provider.is_down = False
    clock.advance(seconds=5)
    assert visitor.bring(query).headers["Location"].startswith(f"{ISSUER}/authorize?")


def test_nobody_is_sent_to_a_dead_provider(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    visitor.get("/accueil")
    provider.is_down = True
    clock.advance(seconds=31)
    assert visitor.get("/accueil").status_code == 503
