"""The documents that integrators read: any change here is a change of contract."""

import json

from flask import Flask
from werkzeug.test import Client

from idp.wsgi import Prepared

ISSUER = "http://localhost:5000"
EXPECTED = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "end_session_endpoint": f"{ISSUER}/end_session",
    "jwks_uri": f"{ISSUER}/jwks.json",
    "scopes_supported": [
        "openid",
        "profile",
        "email",
        "phone",
        "organization",
        "habilitations",
        "services",
    ],
    "claims_supported": [
        "acr", "access", "amr", "aud", "auth_time", "civilite", "email", "email_verified", "exp",
        "family_name", "given_name", "habilitations", "habilitations_in_userinfo", "iat", "iss",
        "job_title", "name", "nonce", "organization_label", "phone_number",
        "phone_number_verified", "services", "sid", "siren", "sub", "updated_at", "user_type",
    ],
    "claim_types_supported": ["normal"],
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "grant_types_supported": ["authorization_code"],
    "subject_types_supported": ["public", "pairwise"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    "code_challenge_methods_supported": ["S256"],
    "prompt_values_supported": ["login", "none", "select_account"],
    "acr_values_supported": ["eidas1"],
    "display_values_supported": ["page"],
    "ui_locales_supported": ["fr"],
    "claims_parameter_supported": False,
    "request_parameter_supported": False,
    "request_uri_parameter_supported": False,
    "require_request_uri_registration": False,
    "authorization_response_iss_parameter_supported": True,
    "backchannel_logout_supported": True,
    "backchannel_logout_session_supported": True,
}  # fmt: skip


def test_one_document_at_both_well_known_addresses(provider: Flask) -> None:
    client = Client(Prepared(provider))
    one = client.get("/.well-known/openid-configuration")
    other = client.get("/.well-known/oauth-authorization-server")
    assert json.loads(one.data) == EXPECTED
    assert (one.data, one.headers["ETag"]) == (other.data, other.headers["ETag"])


def test_every_endpoint_named_exists(provider: Flask) -> None:
    rules = {rule.rule for rule in provider.url_map.iter_rules()}
    named = {str(url) for name, url in EXPECTED.items() if name.endswith("_endpoint")}
    assert {url.removeprefix(ISSUER) for url in named} <= rules
