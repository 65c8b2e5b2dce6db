"""The userinfo endpoint (OpenID Connect Core 5.3), for bearer tokens (RFC 6750)."""

import json

from flask import Blueprint, Response, request

from idp.domain.browser_sessions.actions import touch
from idp.domain.db import auto_engine
from idp.domain.grants.queries import find_live
from idp.oidc import keys, tokens
from idp.oidc.claims import userinfo_claims
from web_kit.routes import machine

blueprint = Blueprint("userinfo", __name__)


@blueprint.route("/userinfo", methods=["GET", "POST"])
@machine
def userinfo() -> Response:
    """Tell the claims of the token's person, if all that gave the token still holds."""
    token = _bearer_token()
    if token is None:
        return _refusal("")
    try:
        grant_id = tokens.read_access_token(token)[tokens.GRANT_CLAIM]
    except keys.InvalidToken:
        return _refusal('error="invalid_token"')
    with auto_engine().connect() as connection:
        grant = find_live(connection, grant_id)
        if grant is None:
            return _refusal('error="invalid_token"')
        claims = userinfo_claims(connection, grant)
        # A person at work in a service is not idle, though the provider sees no page of his.
        touch(connection, grant.session_id, grant.last_seen_at)
    body = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return Response(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _bearer_token() -> str | None:
    header = request.headers.get("Authorization")
    if header is None:
        # RFC 6750 section 2.2; never in the query: it would stay in logs.
        return request.form.get("access_token") if request.method == "POST" else None
    scheme, _, token = header.partition(" ")
    return token if scheme.lower() == "bearer" else None


def _refusal(detail: str) -> Response:
    challenge = 'Bearer realm="EFP Connect"' + (f", {detail}" if detail else "")
    return Response(
        status=401, headers={"WWW-Authenticate": challenge, "Cache-Control": "no-store"}
    )
