"""How a client proves who it is: by exactly one method, with one answer to every failure."""

import binascii
import hmac
from base64 import b64decode
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from authlib.oauth2.rfc6749 import InvalidClientError, InvalidRequestError

from idp import browser_session
from idp.domain import audit, db, throttling
from idp.domain.clients.registration import AuthMethod
from idp.domain.throttling import limits
from idp.domain.tokens import random_token, token_hash
from idp.ground import clock
from idp.oidc.clients import RegisteredClient, find_client
from idp.oidc.request import ProtocolRequest

#: The hash of a secret that nobody has.
_NOBODY_HASH = token_hash(random_token())


@dataclass(frozen=True, slots=True)
class _Credentials:
    method: AuthMethod
    client_id: str
    secret: str = field(repr=False)


def authenticate(request: ProtocolRequest) -> RegisteredClient:
    """The client that sent this request (RFC 6749 section 2.3).

    Raises InvalidRequestError when two methods are used at once, Throttled after too many
    failures from one address, else InvalidClientError, which does not tell an unknown client
    from a wrong secret.
    """
    given = _read(request)
    client = find_client(given.client_id) if given else None
    is_right = given is not None and _is_right(given, client)
    if given is not None and client is not None and not is_right:
        # It may have got a new secret since it was read: that one works at once.
        client = find_client(given.client_id, fresh=True)
        is_right = _is_right(given, client)
    if client is None or not is_right:
        _count_failure(client)
        raise InvalidClientError("The client could not be authenticated.", status_code=401)
    return client


def _read(request: ProtocolRequest) -> _Credentials | None:
    header, form = request.headers.get("Authorization"), request.form
    if header is None:
        return _from_form(form)
    if "client_secret" in form:
        raise InvalidRequestError("Only one client authentication method may be used.")
    given = _from_header(header)
    if given is not None and form.get("client_id", given.client_id) != given.client_id:
        raise InvalidRequestError("Two client identifiers are given.")
    return given


def _is_right(given: _Credentials, client: RegisteredClient | None) -> bool:
    # Both comparisons are always made, for an unknown client too, and take as long.
    offered = token_hash(given.secret)
    matches = [hmac.compare_digest(offered, expected) for expected in _live_hashes(client)]
    has_method = client is not None and client.registration.auth_method == given.method
    return any(matches) and has_method


def _live_hashes(client: RegisteredClient | None) -> tuple[str, str]:
    if client is None:
        return _NOBODY_HASH, _NOBODY_HASH
    # Asked of the clock and not of the database: the client may have been read before it ended.
    ends_at = client.former_secret_until
    is_live = ends_at is not None and clock.now() < ends_at
    return client.secret_hash, (client.former_secret_hash if is_live else None) or _NOBODY_HASH


def _count_failure(client: RegisteredClient | None) -> None:
    by = browser_session.caller("anonymous")
    reservation = throttling.reserve([limits.client_limit(by.address)])
    with db.transaction() as connection:
        throttling.count_failure(connection, reservation)
        audit.record(
            connection,
            "client.authenticated",
            by=by,
            client_id=client.client_id if client else None,
            result="refused",
        )


def _from_form(form: dict[str, str]) -> _Credentials | None:
    if "client_id" not in form or "client_secret" not in form:
        return None
    return _Credentials("client_secret_post", form["client_id"], form["client_secret"])


def _from_header(header: str) -> _Credentials | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(encoded) > 2048:
        return None
    try:
        decoded = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    client_id, colon, secret = decoded.partition(":")
    # RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)
    if not colon or not client_id or not secret or "\0" in client_id:
        return None
    return _Credentials("client_secret_basic", client_id, secret)
