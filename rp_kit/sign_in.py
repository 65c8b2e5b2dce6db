"""Signing in: the way to the provider, and the way back."""

import hmac
import logging
from typing import Any

from flask import Response, make_response, redirect, request

from rp_kit import failure_pages
from rp_kit.addresses import absolute
from rp_kit.federation import Federation
from rp_kit.ground import clock
from rp_kit.oidc.answers import ProviderAnswer, read_answer
from rp_kit.oidc.authorization import authorization_url, is_second_try, new_attempt
from rp_kit.oidc.endpoints import Tokens
from rp_kit.oidc.errors import AccessTokenRefused, GrantRefused, TokenRefused
from rp_kit.oidc.id_token import read_id_token
from rp_kit.oidc.provider import REACHABLE_AGE
from rp_kit.person import ClaimsRefused, check_claims
from rp_kit.sealing import SealBroken, new_secret
from rp_kit.sessions import PendingSignIn

#: The provider cannot answer without showing a page (OpenID Connect Core section 3.1.2.6).
_NEEDS_A_PAGE = frozenset(
    {"login_required", "interaction_required", "account_selection_required", "consent_required"}
)
_TRY_LATER = frozenset({"temporarily_unavailable", "server_error"})

_log = logging.getLogger(__name__)


def begin(
    federation: Federation,
    return_path: str,
    *,
    is_silent: bool = False,
    is_second_try: bool = False,
) -> Response:
    """Send the browser to the provider, to come back to `return_path` in the end.

    Raises Unavailable when the provider does not answer: no one is sent to a dead address.
    """
    metadata = federation.provider.metadata(REACHABLE_AGE)
    attempt = new_attempt(is_second_try=is_second_try)
    browser_id = federation.browser_cookie.find(request) or new_secret()
    federation.database.purge_now_and_then()
    federation.sign_ins.open(attempt, browser_id, return_path, is_silent=is_silent)
    url = authorization_url(metadata, federation.settings, attempt, is_silent=is_silent)
    response = _redirect(url)
    federation.browser_cookie.set(response, browser_id)
    return response


def begin_once(federation: Federation) -> Response:
    """Open the home page for a person who is signed in, sign the others in.

    Raises Unavailable, DatabaseDown.
    """
    home = federation.service.home_path
    if _is_settled(federation):
        return _redirect(absolute(federation.settings, home))
    return begin(federation, home)


def finish(federation: Federation) -> Response:
    """Answer the browser that comes back: a session, a new try, or a page that says why not.

    Raises Unavailable, DatabaseDown.
    """
    answer = read_answer(request)
    pending = _take_pending(federation, answer.state)
    if pending is None:
        return _answer_unknown(federation, answer)
    # RFC 9207: the issuer says that the answer is its own, errors included.
    if not hmac.compare_digest(answer.iss.encode(), federation.settings.issuer.encode()):
        _log.warning("sign-in refused: the answer names another issuer, or none")
        return failure_pages.not_verified()
    if not answer.code:
        return _answer_error(federation, answer, pending)
    return _redeem(federation, answer, pending)


def _take_pending(federation: Federation, state: str) -> PendingSignIn | None:
    browser_id = federation.browser_cookie.find(request)
    try:
        return federation.sign_ins.take(state, browser_id) if browser_id else None
    except SealBroken:
        return None


def _answer_unknown(federation: Federation, answer: ProviderAnswer) -> Response:
    # A bookmark, the back button, a page sent twice, an address opened in another browser: whoever
    # is signed in needs no new sign-in, and for the others one of their own begins. What came with
    # the address is not used: it may be somebody else's (RFC 9700 section 2.1.1).
    home = federation.service.home_path
    if _is_settled(federation):
        return _redirect(absolute(federation.settings, home))
    return _try_again(federation, answer, home)


def _try_again(federation: Federation, answer: ProviderAnswer, return_path: str) -> Response:
    if not is_second_try(answer.state):
        return begin(federation, return_path, is_second_try=True)
    if federation.browser_cookie.find(request) is None:
        return failure_pages.cookies_refused()
    return failure_pages.stale()


def _answer_error(
    federation: Federation, answer: ProviderAnswer, pending: PendingSignIn
) -> Response:
    if pending.is_silent and answer.error in _NEEDS_A_PAGE:
        return _begin_openly(federation, pending)
    _log.warning("sign-in refused by the provider: %r", answer.error[:100])
    if answer.error in _TRY_LATER:
        return failure_pages.provider_silent()
    return failure_pages.interrupted()


def _begin_openly(federation: Federation, pending: PendingSignIn) -> Response:
    session = federation.find_session(request)
    if session is not None:
        federation.sessions.end(session.cookie_hash)
    response = begin(federation, pending.return_path)
    federation.session_cookie.forget(response)
    return response


def _redeem(federation: Federation, answer: ProviderAnswer, pending: PendingSignIn) -> Response:
    try:
        tokens = federation.endpoints.exchange_code(answer.code, pending.verifier)
        claims = _read_claims(federation, tokens, pending.nonce_hash)
    except GrantRefused as error:
        _log.warning("sign-in refused: the provider did not take the code: %r", str(error))
        if str(error) != "invalid_grant":
            # Our own registration is wrong (RFC 6749 section 5.2): trying again cannot help.
            return failure_pages.not_verified()
        return _try_again(federation, answer, pending.return_path)
    except (TokenRefused, AccessTokenRefused, ClaimsRefused) as error:
        _log.warning("sign-in refused: %s: %s", type(error).__name__, error)
        return failure_pages.not_verified()
    return _open_session(federation, claims, tokens, pending)


def _read_claims(federation: Federation, tokens: Tokens, nonce_hash: str) -> dict[str, Any]:
    proof = read_id_token(
        federation.provider,
        federation.settings.client_id,
        tokens.id_token,
        nonce_hash=nonce_hash,
        access_token=tokens.access_token,
    )
    # A long list of habilitations is at userinfo only, and so are the services of the switcher.
    claims = federation.endpoints.fetch_claims(tokens.access_token)
    if claims.get("sub") != proof["sub"]:
        raise TokenRefused("userinfo speaks of somebody else")
    return check_claims(proof | claims | {"sid": proof["sid"]})


def _open_session(
    federation: Federation, claims: dict[str, Any], tokens: Tokens, pending: PendingSignIn
) -> Response:
    response = _redirect(absolute(federation.settings, pending.return_path))
    cookie_id = federation.session_cookie.find(request)
    if pending.is_silent and cookie_id and federation.sessions.renew(cookie_id, claims, tokens):
        return response
    new_id = federation.sessions.start(claims, tokens, replaced_id=cookie_id)
    federation.session_cookie.set(response, new_id)
    federation.hooks.on_sign_in()
    return response


def _is_settled(federation: Federation) -> bool:
    # A session whose access token has expired would lead to the provider again: round and round
    # if that keeps failing. The way through `_try_again` ends.
    session = federation.find_session(request)
    return session is not None and session.access_token_expires_at > clock.now()


def _redirect(url: str) -> Response:
    response = make_response(redirect(url, 302))
    response.headers["Cache-Control"] = "no-store"
    return response
