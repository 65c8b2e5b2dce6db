"""After the access token: a round trip that nobody sees, or an ordinary sign-in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider


@pytest.fixture
def returning(visitor: Visitor, clock: MovedClock) -> Visitor:
    """A person who comes back six minutes later: the access token has expired."""
    visitor.sign_in()
    clock.advance(minutes=6)
    return visitor


def prompt_of(location: str) -> list[str]:
    return parse_qs(urlsplit(location).query).get("prompt", [])


def test_the_round_trip_keeps_the_address_and_the_session(
    returning: Visitor, provider: StubProvider
) -> None:
    before = returning.cookie("session")
    away = returning.get("/accueil/un?a=1")
    assert prompt_of(away.headers["Location"]) == ["none"]

    back = returning.come_back(away.headers["Location"])
    assert back.headers["Location"] == "https://soffi.test/accueil/un?a=1"
    assert returning.cookie("session") == before, "requests on their way keep working"
    assert returning.get("/accueil").status_code == 200
    assert provider.calls["/token"] == 2


def test_the_round_trip_brings_new_rights(returning: Visitor, provider: StubProvider) -> None:
    provider.claims |= {"habilitations": [], "access": {"status": "suspended"}}
    returning.come_back(returning.get("/accueil").headers["Location"])
    assert returning.get("/accueil").status_code == 403


def test_nobody_at_the_provider_ends_the_session_and_signs_in(returning: Visitor) -> None:
    away = returning.get("/accueil/un")
    answer = returning.come_back(away.headers["Location"], code="", error="login_required")
    assert answer.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert prompt_of(answer.headers["Location"]) == []
    assert returning.cookie("session") is None
    assert not returning.has_session()

    back = returning.come_back(answer.headers["Location"])
    assert back.headers["Location"] == "https://soffi.test/accueil/un"


def test_somebody_else_at_the_provider_gets_a_session_of_their_own(
    returning: Visitor, provider: StubProvider
) -> None:
    before = returning.cookie("session")
    away = returning.get("/accueil")
    provider.claims |= {"sub": "person-2", "name": "Paul Autre"}
    provider.sid = "sid-2"
    returning.come_back(away.headers["Location"])
    assert "Paul Autre" in returning.get("/accueil").text
    assert returning.cookie("session") not in (None, before)


def test_a_new_sign_in_of_the_same_person_gets_a_new_session(
    returning: Visitor, provider: StubProvider
) -> None:
    """Otherwise the notice that ends the new `sid` would find nothing to end."""
    before = returning.cookie("session")
    away = returning.get("/accueil")
    provider.sid = "sid-2"
    returning.come_back(away.headers["Location"])
    assert returning.cookie("session") != before
    returning.post("/backchannel-logout", logout_token=provider.sign_logout(sid="sid-2"))
    assert not returning.has_session()


def test_a_session_that_ended_meanwhile_is_not_revived(
    returning: Visitor, provider: StubProvider
) -> None:
    away = returning.get("/accueil")
    before = returning.cookie("session")
    returning.post("/backchannel-logout", logout_token=provider.sign_logout())
    returning.come_back(away.headers["Location"])
    assert returning.cookie("session") not in (None, before)


def test_codes_that_are_never_taken_do_not_go_round_for_ever(
    returning: Visitor, provider: StubProvider
) -> None:
    provider.token_error = "invalid_grant"
    second = returning.come_back(returning.get("/accueil").headers["Location"])
    assert prompt_of(second.headers["Location"]) == []
    assert returning.come_back(second.headers["Location"]).status_code == 400


def test_unknown_states_do_not_go_round_for_ever(
    returning: Visitor, provider: StubProvider
) -> None:
    """As when each process keeps sign-ins of its own, by a wrong setting."""
    second = returning.bring({"state": "x" * 43, "code": "c", "iss": ISSUER})
    state = provider.answer_to(second.headers["Location"])["state"]
    third = returning.bring({"state": f"x{state}", "code": "c", "iss": ISSUER})
    assert third.status_code == 400


def test_a_form_is_asked_to_go_on_with_a_page(returning: Visitor) -> None:
    answer = returning.post("/accueil")
    assert answer.status_code == 403
    assert "n’a pas été enregistré" in answer.text
    assert 'href="/accueil"' in answer.text
    assert "Location" not in answer.headers


def test_a_form_without_session_is_asked_to_go_on_too(visitor: Visitor) -> None:
    assert visitor.post("/accueil").status_code == 403


def test_a_script_is_not_led_away(returning: Visitor) -> None:
    answer = returning.client.get(
        "/accueil", base_url="https://soffi.test", headers={"Sec-Fetch-Mode": "cors"}
    )
    assert answer.status_code == 403


def test_no_round_trip_to_a_dead_provider(returning: Visitor, provider: StubProvider) -> None:
    provider.is_down = True
    answer = returning.get("/accueil")
    assert answer.status_code == 503
    assert returning.has_session(), "silence is no proof that the session has ended"


def test_a_short_token_does_not_make_each_page_a_round_trip(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    provider.expires_in = 0
    visitor.sign_in()
    clock.advance(seconds=44)
    assert visitor.get("/accueil").status_code == 200
