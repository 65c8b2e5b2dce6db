"""What the provider says of itself: exactly what it does, and nothing it does not."""

import hashlib
import json
from typing import Any

from idp import settings
from idp.domain.clients.registration import AUTH_METHODS, GRANT_TYPES, SCOPES, SUBJECT_TYPES
from idp.domain.sign_in.actions import BY_PASSWORD
from idp.oidc import keys
from idp.oidc.authorization_request import PROMPTS, RESPONSE_MODES

#: OpenID Connect Discovery 1.0 section 4, and RFC 8414 section 3: one document at both.
PATHS = ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")
JWKS_PATH = "/jwks.json"
CLAIMS = (
    "acr", "access", "amr", "aud", "auth_time", "civilite", "email", "email_verified", "exp",
    "family_name", "given_name", "habilitations", "habilitations_in_userinfo", "iat", "iss",
    "job_title", "name", "nonce", "organization_label", "phone_number", "phone_number_verified",
    "services", "sid", "siren", "sub", "updated_at", "user_type",
)  # fmt: skip


def metadata(public_url: str) -> dict[str, Any]:
    """The metadata of the provider at this address."""
    return {
        "issuer": public_url,
        "authorization_endpoint": f"{public_url}/authorize",
        "token_endpoint": f"{public_url}/token",
        "userinfo_endpoint": f"{public_url}/userinfo",
        "end_session_endpoint": f"{public_url}/end_session",
        "jwks_uri": f"{public_url}{JWKS_PATH}",
        "scopes_supported": list(SCOPES),
        "claims_supported": list(CLAIMS),
        "claim_types_supported": ["normal"],
        "response_types_supported": ["code"],
        "response_modes_supported": sorted(RESPONSE_MODES),
        "grant_types_supported": list(GRANT_TYPES),
        "subject_types_supported": list(SUBJECT_TYPES),
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": list(AUTH_METHODS),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": sorted(PROMPTS),
        "acr_values_supported": [BY_PASSWORD.acr],
        "display_values_supported": ["page"],
        "ui_locales_supported": ["fr"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_request_uri_registration": False,
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
    }


def prepared_metadata() -> tuple[bytes, str, str]:
    """The metadata as bytes, its ETag and its Cache-Control."""
    body = json.dumps(metadata(settings.current().public_url), indent=1).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', _caching()


def prepared_jwks() -> tuple[bytes, str, str]:
    """The published keys as bytes, their ETag and their Cache-Control."""
    ring = keys.key_ring()
    return ring.jwks, ring.etag, _caching()


def _caching() -> str:
    return f"public, max-age={settings.current().tokens.jwks_max_age_seconds}"
