"""The userinfo endpoint (OpenID Connect Core 5.3), for bearer tokens (RFC 6750)."""

import json
from http import HTTPStatus

from flask import Blueprint, Response, request

from idp.domain import browser_sessions, db
from idp.domain.grants.queries import find_live
from idp.oidc import keys, tokens
from idp.oidc.claims import userinfo_claims
from web_kit.routes import machine

blueprint = Blueprint("userinfo", __name__)


@blueprint.route("/userinfo", methods=["GET", "POST"])
@machine
def userinfo() -> Response:
    """Tell the claims of the token's person, if all that gave the token still holds."""
    given = _given_tokens()
    if not given:
        return _refusal("")
    if len(given) > 1:
        return _refusal('error="invalid_request"', HTTPStatus.BAD_REQUEST)
    try:
        grant_id = tokens.read_access_token(given[0])[tokens.GRANT_CLAIM]
    except keys.InvalidToken:
        return _refusal('error="invalid_token"')
    with db.auto_engine().connect() as connection:
        grant = find_live(connection, grant_id)
        if grant is None:
            return _refusal('error="invalid_token"')
        claims = userinfo_claims(connection, grant)
        # A person at work in a service is not idle, though the provider sees no page of his.
        if grant.session_id is not None and grant.last_seen_at is not None:
            browser_sessions.touch(connection, grant.session_id, grant.last_seen_at)
    body = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return Response(body, content_type="application/json", headers={"Cache-Control": "no-store"})


def _given_tokens() -> list[str]:
    # RFC 6750 sections 2.1 and 2.2; never in the query: it would stay in logs.
    headers = (header.partition(" ") for header in request.headers.getlist("Authorization"))
    given = [token for scheme, _, token in headers if scheme.lower() == "bearer"]
    if request.method == "POST":
        given += request.form.getlist("access_token")
    return given


def _refusal(detail: str, status: HTTPStatus = HTTPStatus.UNAUTHORIZED) -> Response:
    # RFC 6750 section 3.1: who gives no token at all learns no error.
    challenge = 'Bearer realm="EFP Connect"' + (f", {detail}" if detail else "")
    return Response(
        status=status, headers={"WWW-Authenticate": challenge, "Cache-Control": "no-store"}
    )
