"""The provider's keys: new ones are found, made-up names cost little."""

from rp_kit.oidc.provider import KEYS_FETCH_INTERVAL
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import StubProvider, rsa_key


def test_a_new_key_is_fetched_when_it_is_met(
    visitor: Visitor, other_visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    visitor.sign_in()
    provider.rsa = rsa_key("rsa-2")
    provider.keys.append(provider.rsa)
    clock.advance(seconds=KEYS_FETCH_INTERVAL.total_seconds() + 1)

    assert other_visitor.sign_in().status_code == 200
    assert provider.calls["/jwks"] == 2


def test_unknown_names_fetch_the_keys_at_a_bounded_rate(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    for number in range(20):
        token = provider.sign(provider.logout_claims(), typ="logout+jwt", kid=f"made-up-{number}")
        visitor.post("/backchannel-logout", logout_token=token)
    assert provider.calls["/jwks"] == 1

    clock.advance(seconds=KEYS_FETCH_INTERVAL.total_seconds() + 1)
    right = visitor.post("/backchannel-logout", logout_token=provider.sign_logout())
    assert right.status_code == 200
    assert provider.calls["/jwks"] == 1, "a known name needs no fetch"


def test_metadata_of_another_issuer_is_not_used(visitor: Visitor, provider: StubProvider) -> None:
    provider.metadata_issuer = "https://idp.test/"
    assert visitor.get("/accueil").status_code == 503
