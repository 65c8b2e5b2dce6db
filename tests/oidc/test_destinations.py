"""Where a sign-in leads: to a client, once it is as fresh as asked; or to a page of ours."""

from urllib.parse import parse_qs, urlsplit

import pytest

from idp.oidc.destinations import ASKED_AT
from tests.fixtures.clocks import MovedClock
from tests.oidc.party import Party, parameters_of


def asked_at(address: str) -> str:
    """The seal in an address on the way."""
    return parse_qs(urlsplit(address).query)[ASKED_AT][0]


@pytest.mark.parametrize("path", ["/demo/composants?vue=1", "/connexion/suite", "/"])
def test_a_page_of_ours_is_come_back_to(party: Party, path: str) -> None:
    page = party.get("/connexion", {"suite": path})
    answer = party.fill(page, "ra@demo.test")
    assert (answer.status, answer.header("Location")) == (303, path)
    again = party.get("/connexion", {"suite": path})
    assert (again.status, again.header("Location")) == (303, path)


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil", "/%2F/evil", ""]
)
def test_another_page_is_none(party: Party, path: str) -> None:
    page = party.get("/connexion", {"suite": path})
    assert party.fill(page, "ra@demo.test").header("Location") == "/"


@pytest.mark.parametrize("changes", [{"prompt": "login"}, {"max_age": "60"}], ids=str)
def test_a_sign_in_since_the_client_asked_is_fresh(
    party: Party, clock: MovedClock, changes: dict[str, str]
) -> None:
    party.sign_in()
    clock.advance(minutes=2)
    way = party.authorize(**changes).location
    assert "/connexion?" in way
    clock.advance(seconds=1)
    party.fill(party.get(way), "ra@demo.test")
    clock.advance(minutes=10)
    # The page left open in another tab, and the address of the client itself.
    on = party.get(way).location
    assert "code" in parameters_of(party.get(on))
    assert party.authorize(**changes).header("Location").startswith("/connexion?")


def test_a_seal_is_good_for_its_own_request_only(party: Party, clock: MovedClock) -> None:
    seal = asked_at(party.authorize(prompt="login").location)
    party.sign_in()
    clock.advance(minutes=1)
    assert "code" in parameters_of(party.authorize(prompt="login", asked_at=seal))
    for changes in ({"state": "t" * 32}, {"nonce": "m" * 32}, {"asked_at": seal[:-1]}):
        changed = {"prompt": "login", "asked_at": seal, **changes}
        assert party.authorize(**changed).header("Location").startswith("/connexion?")


def test_a_seal_of_long_ago_asks_anew(party: Party, clock: MovedClock) -> None:
    way = party.authorize(prompt="login").location
    clock.advance(minutes=10)
    party.sign_in()
    clock.advance(minutes=6)
    assert party.get(way).status == 200  # the form again
    assert "code" in parameters_of(party.fill(party.get(way), "ra@demo.test"))
