"""The one provider that is trusted: its metadata and public keys, fetched and kept for a while."""

from datetime import datetime, timedelta
from threading import Lock

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from pydantic import BaseModel, ValidationError

from rp_kit.ground import clock
from rp_kit.http import Caller, Unavailable
from rp_kit.oidc.errors import TokenRefused

METADATA_AGE = timedelta(hours=1)
#: Before a browser is sent to the provider: a person must not meet a dead address.
REACHABLE_AGE = timedelta(seconds=30)
KEYS_AGE = timedelta(minutes=10)
#: Unknown key names cost one fetch in this time at most, whoever makes them up.
KEYS_FETCH_INTERVAL = timedelta(seconds=10)

PublicKey = RSAKey | ECKey


class Metadata(BaseModel):
    """What is used of OpenID Connect Discovery 1.0 section 3."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str


class Provider:
    """Metadata and keys of the issuer named in the settings; threads may share it."""

    def __init__(self, issuer: str, caller: Caller) -> None:
        self.issuer = issuer
        self._caller = caller
        self._lock = Lock()
        self._metadata: tuple[Metadata, datetime] | None = None
        self._keys: dict[str, PublicKey] = {}
        self._keys_fetched_at: datetime | None = None

    def metadata(self, max_age: timedelta = METADATA_AGE) -> Metadata:
        """Return metadata fetched at most `max_age` ago. Raises Unavailable."""
        with self._lock:
            if self._metadata is None or _age_of(self._metadata[1]) > max_age:
                self._metadata = (self._fetch_metadata(), clock.now())
            return self._metadata[0]

    def key(self, kid: str) -> PublicKey:
        """Return the public key named `kid`. Raises TokenRefused if there is none, Unavailable."""
        jwks_uri = self.metadata().jwks_uri
        with self._lock:
            if self._needs_keys(kid):
                self._keys = self._fetch_keys(jwks_uri)
                self._keys_fetched_at = clock.now()
            try:
                return self._keys[kid]
            except KeyError:
                raise TokenRefused("signed with an unknown key") from None

    def _needs_keys(self, kid: str) -> bool:
        if self._keys_fetched_at is None:
            return True
        age = _age_of(self._keys_fetched_at)
        return age > KEYS_AGE or (kid not in self._keys and age > KEYS_FETCH_INTERVAL)

    def _fetch_metadata(self) -> Metadata:
        url = f"{self.issuer}/.well-known/openid-configuration"
        answer = self._caller.get(url)
        if answer.status != 200:
            raise Unavailable(f"{url}: status {answer.status}")
        try:
            metadata = Metadata.model_validate(answer.read_object())
        except ValidationError as error:
            raise Unavailable(f"{url}: not provider metadata") from error
        # OpenID Connect Discovery 1.0 section 4.3: the very issuer that was asked.
        if metadata.issuer != self.issuer:
            raise Unavailable(f"{url}: states another issuer")
        return metadata

    def _fetch_keys(self, jwks_uri: str) -> dict[str, PublicKey]:
        answer = self._caller.get(jwks_uri)
        if answer.status != 200:
            raise Unavailable(f"{jwks_uri}: status {answer.status}")
        try:
            # joserfc types the parameter as its own TypedDict; the content is checked by it.
            keys = KeySet.import_key_set(answer.read_object())  # type: ignore[arg-type]
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Unavailable(f"{jwks_uri}: not a key set") from error
        return {key.kid: key for key in keys if key.kid and isinstance(key, PublicKey)}


def _age_of(instant: datetime) -> timedelta:
    # Absolute: an instant in the future (the clock was put back) is as stale as an old one.
    return abs(clock.now() - instant)
