"""What the service does with ID tokens that are not what they must be: no session, ever."""

import hmac
import json
from functools import partial
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import ISSUER, StubProvider, rsa_key, sign_with


def sign_in_with(visitor: Visitor, provider: StubProvider, token: str) -> int:
    """Bring back an answer whose code gives this ID token; return the status of the page."""
    provider.id_token = token
    return visitor.bring(visitor.query).status_code


@pytest.fixture
def begun(visitor: Visitor, provider: StubProvider) -> Visitor:
    """A visitor who is back from the provider; the nonce is known."""
    visitor.query = provider.answer_to(visitor.get("/accueil").headers["Location"])
    return visitor


def test_a_right_token_is_taken(begun: Visitor, provider: StubProvider) -> None:
    """Without this one, the refusals below would prove nothing."""
    assert sign_in_with(begun, provider, provider.sign(provider.id_claims())) == 302
    assert begun.has_session()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["soffi"]},
        {"azp": "soffi"},
        {"nbf": 0},
        {"at_hash": None},
        {"exp": 4_000_000_000},
    ],
    ids=str,
)
def test_other_right_tokens(
    begun: Visitor, provider: StubProvider, changes: dict[str, Any]
) -> None:
    token = provider.sign(provider.id_claims(**changes), key=provider.ec)
    assert sign_in_with(begun, provider, token) == 302


def unsigned(provider: StubProvider) -> str:
    return provider.sign_by_hand({"alg": "none", "kid": "rsa"}, lambda _: b"")


def keyed_with_the_public_key(provider: StubProvider, secret: bytes) -> str:
    header = {"alg": "HS256", "kid": "rsa"}
    return provider.sign_by_hand(header, lambda signed: hmac.digest(secret, signed, "sha256"))


def by_hand(provider: StubProvider, header: dict[str, Any]) -> str:
    """Signed as it must be, under a header that joserfc would not write."""
    return provider.sign_by_hand({"alg": "RS256", "kid": "rsa"} | header, provider.sign_with_rsa)


def bring_key(provider: StubProvider, header: str) -> str:
    """Signed by a stranger, whose key the token brings."""
    # `responses` fails the test if an address that is not the provider's is fetched.
    attacker = rsa_key("rsa", 1)
    brought = {
        "jwk": attacker.as_dict(private=False),
        "jku": "https://evil.example/jwks",
        "x5u": "https://evil.example/certificate",
        "x5c": ["MIIB"],
    }[header]
    return provider.sign(provider.id_claims(), key=attacker, **{header: brought})


KEY_HEADERS = ("jwk", "jku", "x5u", "x5c")
FORGERIES: dict[str, Any] = {
    "alg none": unsigned,
    "HS256 with the public PEM": lambda p: keyed_with_the_public_key(p, p.rsa.as_pem(False)),
    "HS256 with the public JWK": lambda p: keyed_with_the_public_key(
        p, json.dumps(p.rsa.as_dict(private=False)).encode()
    ),
    "RS512": lambda p: p.sign(p.id_claims(), alg="RS512"),
    "PS256": lambda p: p.sign(p.id_claims(), alg="PS256"),
    "another key under our kid": lambda p: p.sign(p.id_claims(), key=rsa_key("rsa", 1)),
    "a key of another kind under our kid": lambda p: p.sign(
        p.id_claims(), key=ECKey.generate_key("P-256", {"kid": "rsa"})
    ),
    "unknown kid": lambda p: p.sign(p.id_claims(), kid="nobody's"),
    "no kid": lambda p: p.sign(p.id_claims(), kid=""),
    "truncated": lambda p: p.sign(p.id_claims())[:-1],
    "half": lambda p: p.sign(p.id_claims())[: len(p.sign(p.id_claims())) // 2],
    "twice": lambda p: p.sign(p.id_claims()) * 2,
    "with spaces": lambda p: p.sign(p.id_claims()).replace(".", " . "),
    "huge": lambda p: p.sign(p.id_claims(padding="x" * 20_000)),
    "not ASCII": lambda _: "é.é.é",
    "a list": lambda p: jwt.encode({"alg": "RS256", "kid": "rsa"}, {}, p.rsa),
    "access token": lambda p: p.sign(p.id_claims(), typ="at+jwt"),
    "logout token": lambda p: p.sign_logout(nonce=p.nonce, sub="person-1"),
    "an extension that is not understood": partial(by_hand, header={"crit": ["bork"], "bork": 1}),
    **{
        f"our own key, brought as {header}": partial(by_hand, header={header: f"{ISSUER}/jwks"})
        for header in KEY_HEADERS
    },
    **{
        f"another key, brought as {header}": partial(bring_key, header=header)
        for header in KEY_HEADERS
    },
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_opens_nothing(begun: Visitor, provider: StubProvider, forgery: Any) -> None:
    assert sign_in_with(begun, provider, forgery(provider)) == 502
    assert not begun.has_session()


def test_the_hand_that_signs_in_these_tests_is_right(
    begun: Visitor, provider: StubProvider
) -> None:
    token = by_hand(provider, {})
    assert sign_in_with(begun, provider, token) == 302


def test_a_key_for_encryption_signs_nothing(begun: Visitor, provider: StubProvider) -> None:
    key = RSAKey.import_key(rsa_key("enc").as_dict(private=True) | {"use": "enc"})
    provider.keys.append(key)
    header = {"alg": "RS256", "kid": "enc"}
    token = provider.sign_by_hand(header, lambda content: sign_with(key, content))
    assert sign_in_with(begun, provider, token) == 502
    assert not begun.has_session()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "edof"},
        {"aud": ["soffi", "evil"]},
        {"aud": []},
        {"aud": None},
        {"azp": "evil"},
        {"azp": ["soffi", "evil"]},
        {"iss": "https://idp.test/"},
        {"iss": ["https://idp.test"]},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 12},
        {"sid": None},
        {"nonce": None},
        {"nonce": "another"},
        {"at_hash": "another"},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": True},
        {"exp": float("nan")},
        {"exp": 10**400},
        {"iat": None},
        {"iat": -1},
        {"nbf": "now"},
        {"nbf": -1},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_refuses(
    begun: Visitor, provider: StubProvider, changes: dict[str, Any]
) -> None:
    assert sign_in_with(begun, provider, provider.sign(provider.id_claims(**changes))) == 502
    assert not begun.has_session()


@pytest.mark.parametrize(
    ("claim", "seconds", "status"),
    [
        ("exp", -29, 302),
        ("exp", -30, 502),
        ("nbf", 30, 302),
        ("nbf", 31, 502),
        ("iat", 30, 302),
        ("iat", 31, 502),
    ],
)
def test_instants_have_thirty_seconds_of_leeway(
    clock: MovedClock,
    begun: Visitor,
    provider: StubProvider,
    claim: str,
    seconds: int,
    status: int,
) -> None:
    claims = provider.id_claims()
    token = provider.sign(claims | {claim: claims["iat"] + seconds})
    assert sign_in_with(begun, provider, token) == status


def test_without_an_id_token_there_is_no_session(begun: Visitor, provider: StubProvider) -> None:
    provider.without_id_token = True
    assert begun.bring(begun.query).status_code == 502
    assert not begun.has_session()


def test_userinfo_about_somebody_else_opens_nothing(begun: Visitor, provider: StubProvider) -> None:
    token = provider.sign(provider.id_claims())
    provider.claims |= {"sub": "person-2"}
    assert sign_in_with(begun, provider, token) == 502
    assert not begun.has_session()


@pytest.mark.parametrize(
    "claims",
    [
        {"habilitations": "all of them"},
        {"habilitations": [{"role": "gestionnaire"}]},
        {"access": {"status": "emperor"}},
        {"name": "x" * 1000},
        {"services": [{"label": "EDOF", "url": "javascript:alert(1)"}]},
        {"access": {"status": "first_comer", "request_url": "javascript:alert(1)"}},
    ],
    ids=str,
)
def test_claims_of_another_form_open_nothing(
    begun: Visitor, provider: StubProvider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    assert sign_in_with(begun, provider, provider.sign(provider.id_claims())) == 502
    assert not begun.has_session()
