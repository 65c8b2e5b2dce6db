"""A return address opened in a browser that did not begin: it begins there, once."""

import pytest

from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider

ELSEWHERE = [{}, {"state": ""}, {"code": "c"}, {"error": "access_denied"}, {"state": "x" * 43}]


@pytest.mark.parametrize("query", ELSEWHERE)
def test_a_return_address_opened_in_another_browser_begins_a_sign_in(
    visitor: Visitor, provider: StubProvider, query: dict[str, str]
) -> None:
    begun = visitor.bring(query)
    assert begun.headers["Location"].startswith(f"{ISSUER}/authorize?")
    assert "/token" not in provider.calls
    home = visitor.come_back(begun.headers["Location"])
    assert home.headers["Location"] == "https://soffi.test/accueil"
    assert visitor.has_session()


@pytest.mark.parametrize("query", ELSEWHERE)
def test_a_browser_that_keeps_no_cookie_is_told_so_at_its_second_return(
    visitor: Visitor, query: dict[str, str]
) -> None:
    """It would otherwise go round for ever."""
    begun = visitor.bring(query)
    visitor.client.delete_cookie("__Host-soffi_sign_in", domain="soffi.test")
    answer = visitor.come_back(begun.headers["Location"])
    assert answer.status_code == 400
    assert "Autorisez les cookies de ce site" in answer.text
    assert "Me connecter" in answer.text


def test_an_attackers_code_begins_a_sign_in_of_the_victims_own(
    visitor: Visitor, other_visitor: Visitor, provider: StubProvider
) -> None:
    """CO-10, in a browser that never came here: its own sign-in has a state of its own."""
    attack = provider.answer_to(other_visitor.get("/accueil").headers["Location"])
    begun = visitor.bring(attack)
    assert provider.answer_to(begun.headers["Location"])["state"] != attack["state"]
    assert "/token" not in provider.calls
    assert not visitor.has_session()
