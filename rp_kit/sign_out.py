"""Signing out: here first, then at the provider, which tells the other services."""

import hmac
from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request

from rp_kit import failure_pages
from rp_kit.addresses import absolute
from rp_kit.federation import Federation
from rp_kit.http import Unavailable
from rp_kit.oidc.provider import REACHABLE_AGE
from rp_kit.sealing import SealBroken, new_secret
from rp_kit.sessions import Session

_PURPOSE = "sign-out state"


def sign_out(federation: Federation) -> Response:
    """End the session here and send the browser to end the provider's.

    (OpenID Connect RP-Initiated Logout 1.0 section 2.) Raises DatabaseDown.
    """
    session = federation.find_session(request)
    if session is not None:
        federation.sessions.end(session.cookie_hash)
    browser_id = federation.browser_cookie.find(request) or new_secret()
    try:
        endpoint = federation.provider.metadata(REACHABLE_AGE).end_session_endpoint
        query = urlencode(_parameters(federation, session, browser_id))
        response = make_response(redirect(f"{endpoint}?{query}", 303))
    except Unavailable:
        response = failure_pages.signed_out_here_only()
    federation.session_cookie.forget(response)
    federation.browser_cookie.set(response, browser_id)
    return response


def signed_out_page(federation: Federation) -> Response:
    """Answer the browser that comes back from the provider, or came by itself.

    Raises DatabaseDown.
    """
    if federation.find_session(request) is not None:
        # A link signs nobody out: whoever is still signed in goes where the button is.
        landing = absolute(federation.settings, federation.service.landing_path)
        return make_response(redirect(landing, 303))
    browser_id = federation.browser_cookie.find(request)
    is_answer = browser_id is not None and hmac.compare_digest(
        request.args.get("state", "").encode(),
        federation.sealer.mark(browser_id, _PURPOSE).encode(),
    )
    service = federation.service
    html = render_template(
        "rp_kit/signed_out.html",
        layout=service.layout,
        service=service,
        # Only the provider's answer to this browser's sign-out says that both have ended.
        is_signed_out_everywhere=is_answer,
    )
    return make_response(html)


def _parameters(federation: Federation, session: Session | None, browser_id: str) -> dict[str, str]:
    parameters = {
        "client_id": federation.settings.client_id,
        "post_logout_redirect_uri": federation.settings.post_logout_redirect_uri,
        "state": federation.sealer.mark(browser_id, _PURPOSE),
    }
    if session is not None:
        try:
            parameters["id_token_hint"] = federation.sessions.id_token(session)
        except SealBroken:
            # Sealed under a key that was retired: the provider will ask the person to confirm.
            return parameters
    return parameters
