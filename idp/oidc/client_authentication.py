"""How a client proves who it is: by exactly one method, with one answer to every failure."""

import binascii
import hmac
from base64 import b64decode
from urllib.parse import unquote_plus

from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError

from idp.domain import audit
from idp.domain.actor import Actor
from idp.domain.db import transaction
from idp.domain.throttling import limits
from idp.domain.throttling.actions import release, reserve
from idp.domain.tokens import token_hash
from idp.oidc.clients import RegisteredClient, find_client
from idp.oidc.request import ProtocolRequest
from web_kit.client_address import client_address
from web_kit.correlation import correlation_id

_NOBODY_HASH = token_hash("")


def refusal() -> InvalidClientError:
    """The one answer: it does not tell an unknown client from a wrong secret."""
    return InvalidClientError("The client could not be authenticated.", status_code=401)


def authenticate(request: ProtocolRequest) -> RegisteredClient:
    """The client that sent this request (RFC 6749 section 2.3).

    Raises InvalidRequestError when two methods are used at once, Throttled after too many
    failures from one address, else InvalidClientError.
    """
    try:
        return _authenticate(request)
    except InvalidClientError:
        _count_failure()
        raise


def _authenticate(request: ProtocolRequest) -> RegisteredClient:
    header, form = request.headers.get("Authorization"), request.form
    if header is None:
        method, given = "client_secret_post", _from_form(form)
    else:
        if "client_secret" in form:
            raise InvalidRequestError("Only one client authentication method may be used.")
        method, given = "client_secret_basic", _from_header(header)
        if form.get("client_id", given[0]) != given[0]:
            raise InvalidRequestError("Two client identifiers are given.")
    client_id, secret = given
    client = find_client(client_id)
    # The comparison is made for an unknown client too, and takes as long.
    expected = client.secret_hash if client else _NOBODY_HASH
    is_right = hmac.compare_digest(token_hash(secret), expected)
    if client is None or not is_right or client.auth_method != method:
        raise refusal()
    return client


def _count_failure() -> None:
    by = Actor("anonymous", address=client_address(), correlation_id=correlation_id())
    reservation = reserve([limits.client_limit(by.address)])
    with transaction() as connection:
        release(connection, reservation, success=False)
        audit.record(connection, "client.authenticated", by=by, result="refused")


def _from_form(form: dict[str, str]) -> tuple[str, str]:
    try:
        return form["client_id"], form["client_secret"]
    except KeyError:
        raise refusal() from None


def _from_header(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > 2048:
        raise refusal()
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise refusal() from None
    client_id, colon, secret = decoded.partition(":")
    # RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)
    if not colon or not client_id or not secret or "\0" in client_id:
        raise refusal()
    return client_id, secret
