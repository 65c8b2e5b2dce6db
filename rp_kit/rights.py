"""Rights are never old: read again every 45 seconds, used for 60 at most.

While the access token lives, by userinfo, once for all the parallel requests of a session;
afterwards by a silent round trip of the browser to the provider.
"""

import logging
import time
from datetime import timedelta

from rp_kit.federation import Federation
from rp_kit.ground import clock
from rp_kit.http import Unavailable
from rp_kit.oidc.errors import AccessTokenRefused
from rp_kit.person import ClaimsRefused, check_claims
from rp_kit.sealing import SealBroken
from rp_kit.sessions import Session

FRESH = timedelta(seconds=45)
OLDEST = timedelta(seconds=60)
WAIT_SECONDS = 6.0
_STEP_SECONDS = 0.05
_BY_ID_TOKEN = ("sub", "sid", "acr", "amr")

_log = logging.getLogger(__name__)


class SessionOver(Exception):
    """The provider, or the service, has ended the session."""


class RoundTripNeeded(Exception):
    """Only the browser can bring newer rights: the access token has expired."""


def age_of(session: Session) -> timedelta:
    """Return how long ago the rights were read, whichever way the clock was moved since."""
    return abs(clock.now() - session.rights_read_at)


def with_fresh_rights(federation: Federation, session: Session) -> Session:
    """Return the session with rights that are fresh enough to act upon.

    Raises SessionOver, RoundTripNeeded, Unavailable if the provider is silent and what it said
    last is too old, DatabaseDown.
    """
    if age_of(session) < FRESH:
        return session
    if session.access_token_expires_at <= clock.now():
        raise RoundTripNeeded
    reserved = federation.sessions.begin_reading(session)
    if reserved is not None:
        return _read_again(federation, reserved)
    if age_of(session) < OLDEST:
        return session
    return _wait_for_the_reader(federation, session)


def _read_again(federation: Federation, session: Session) -> Session:
    claims = None
    try:
        read = federation.endpoints.fetch_claims(federation.sessions.access_token(session))
        claims = _merge(session, read)
    except (AccessTokenRefused, SealBroken) as error:
        federation.sessions.end(session.cookie_hash)
        raise SessionOver from error
    except (Unavailable, ClaimsRefused) as error:
        _log.warning("rights were not read again: %s", error)
        if age_of(session) < OLDEST:
            return session
        raise Unavailable("the rights are too old") from error
    finally:
        federation.sessions.end_reading(session, claims)
    return _reload(federation, session)


def _merge(session: Session, claims: dict[str, object]) -> dict[str, object]:
    # OpenID Connect Core section 5.3.2: claims about another sub must not be used.
    if claims.get("sub") != session.sub:
        raise AccessTokenRefused
    return check_claims(claims | {name: session.claims[name] for name in _BY_ID_TOKEN})


def _wait_for_the_reader(federation: Federation, session: Session) -> Session:
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        time.sleep(_STEP_SECONDS)
        session = _reload(federation, session)
        if age_of(session) < FRESH:
            return session
        if session.reading_until_at is None:
            break
    raise Unavailable("the rights are too old, and the request that read them had no answer")


def _reload(federation: Federation, session: Session) -> Session:
    reloaded = federation.sessions.find_by_hash(session.cookie_hash)
    if reloaded is None:
        raise SessionOver
    return reloaded
