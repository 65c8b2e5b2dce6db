"""A provider behind `responses`: it signs real tokens, and lies when a test tells it to."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import responses
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey
from requests import PreparedRequest

from rp_kit.ground import clock
from rp_kit.oidc.id_token import half_hash

ISSUER = "https://idp.test"
CLIENT_ID = "soffi"
EVENT = "http://schemas.openid.net/event/backchannel-logout"

HABILITATION = {
    "role": "gestionnaire",
    "role_label": "Gestionnaire",
    "siret": "90000001900019",
    "siren": "900000019",
    "label": "Atelier des Tilleuls, siège",
    "until": None,
}
PERSON: dict[str, Any] = {
    "sub": "person-1",
    "given_name": "Rachida",
    "family_name": "Arnaud",
    "name": "Rachida Arnaud",
    "email": "ra@demo.test",
    "habilitations": [HABILITATION],
    "access": {"status": "granted", "access_manager": True, "pending_requests": 0},
    "services": [{"label": "SOFFi", "url": "https://soffi.test/"}],
}

Answer = tuple[int, dict[str, str], str]


@cache
def rsa_key(kid: str, number: int = 0) -> RSAKey:
    """An RSA key for this run: making one costs a tenth of a second."""
    assert number >= 0, "the number only tells keys of one name apart"
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


def sign_with(key: RSAKey, content: bytes) -> bytes:
    """The RS256 signature of some bytes."""
    assert key.private_key is not None
    return key.private_key.sign(content, PKCS1v15(), SHA256())


class StubProvider:
    """One signed-in person; `calls` counts what the relying party asked for."""

    def __init__(self, mock: responses.RequestsMock) -> None:
        self.rsa = rsa_key("rsa")
        self.ec = ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"})
        self.keys: list[Key] = [self.rsa, self.ec]
        self.claims: dict[str, Any] = dict(PERSON)
        self.sid = "sid-1"
        self.nonce = ""
        self.id_token: str | None = None
        self.without_id_token = False
        self.token_error: str | None = None
        self.userinfo_status = 200
        self.expires_in = 300
        self.before_userinfo: Callable[[], object] = lambda: None
        self.is_down = False
        self.calls: dict[str, int] = {}
        self.last_exchange: dict[str, str] = {}
        for method, path, answer in (
            (responses.GET, "/.well-known/openid-configuration", self._metadata),
            (responses.GET, "/jwks", self._jwks),
            (responses.POST, "/token", self._token),
            (responses.GET, "/userinfo", self._userinfo),
        ):
            mock.add_callback(method, ISSUER + path, callback=self._counted(path, answer))
        self.metadata_issuer = ISSUER

    def id_claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a right ID token, but for `changes`; None removes one."""
        now = int(clock.timestamp())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "sub": self.claims["sub"],
            "sid": self.sid,
            "nonce": self.nonce,
            "iat": now,
            "exp": now + 300,
            "acr": "eidas1",
            "amr": ["pwd"],
            "at_hash": half_hash("access-token"),
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def logout_claims(self, **changes: Any) -> dict[str, Any]:
        """The claims of a right logout token, but for `changes`; None removes one."""
        now = int(clock.timestamp())
        claims = {
            "iss": ISSUER,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 120,
            "jti": "notice-1",
            "sid": self.sid,
            "events": {EVENT: {}},
        } | changes
        return {name: value for name, value in claims.items() if value is not None}

    def sign(self, claims: dict[str, Any], *, key: Key | None = None, **header: Any) -> str:
        """Sign claims with the RSA key, unless told otherwise."""
        key = key or self.rsa
        alg = "ES256" if isinstance(key, ECKey) else "RS256"
        full = {"alg": alg, "kid": key.kid, "typ": "JWT"} | header
        return jwt.encode(full, claims, key, algorithms=[str(full["alg"])])

    def sign_by_hand(self, header: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
        """The claims of a right ID token, under a header or a key that joserfc refuses."""

        def part(content: bytes) -> str:
            return urlsafe_b64encode(content).rstrip(b"=").decode()

        signed = ".".join(part(json.dumps(value).encode()) for value in (header, self.id_claims()))
        return f"{signed}.{part(sign(signed.encode()))}"

    def sign_with_rsa(self, content: bytes) -> bytes:
        """The RS256 signature of the provider's own key."""
        return sign_with(self.rsa, content)

    def sign_logout(self, **changes: Any) -> str:
        """A logout token."""
        return self.sign(self.logout_claims(**changes), typ="logout+jwt")

    def answer_to(self, location: str, **changes: str) -> dict[str, str]:
        """Parameters of a good answer to an authorization request, but for `changes`."""
        query = parse_qs(urlsplit(location).query)
        self.nonce = query["nonce"][0]
        answer = {"code": "code-1", "state": query["state"][0], "iss": ISSUER} | changes
        return {name: value for name, value in answer.items() if value}

    def _counted(self, path: str, answer: Any) -> Any:
        def call(request: PreparedRequest) -> Answer:
            self.calls[path] = self.calls.get(path, 0) + 1
            if self.is_down:
                raise ConnectionError("down")
            status, body = answer(request)
            return status, {"Content-Type": "application/json"}, json.dumps(body)

        return call

    def _metadata(self, _request: PreparedRequest) -> tuple[int, dict[str, Any]]:
        return 200, {
            "issuer": self.metadata_issuer,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "jwks_uri": f"{ISSUER}/jwks",
            "end_session_endpoint": f"{ISSUER}/end_session",
        }

    def _jwks(self, _request: PreparedRequest) -> tuple[int, dict[str, Any]]:
        return 200, {"keys": [key.as_dict(private=False) for key in self.keys]}

    def _token(self, request: PreparedRequest) -> tuple[int, dict[str, Any]]:
        assert isinstance(request.body, str)
        basic = b64decode(request.headers["Authorization"].removeprefix("Basic ")).decode()
        self.last_exchange = dict(parse_qsl(request.body)) | {"basic": basic}
        if self.token_error is not None:
            return 400, {"error": self.token_error}
        answer = {
            "access_token": "access-token",
            "token_type": "Bearer",
            "expires_in": self.expires_in,
        }
        if self.without_id_token:
            return 200, answer
        return 200, answer | {"id_token": self.id_token or self.sign(self.id_claims())}

    def _userinfo(self, request: PreparedRequest) -> tuple[int, dict[str, Any]]:
        assert request.headers["Authorization"] == "Bearer access-token"
        self.before_userinfo()
        return self.userinfo_status, self.claims
