"""Sign-ins that were sent to the provider and have not come back yet."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, insert

from rp_kit.ground import clock
from rp_kit.oidc.authorization import Attempt
from rp_kit.sealing import Sealer, hash_of
from rp_kit.sessions.database import Database
from rp_kit.sessions.tables import sign_ins

#: A person may read the sign-in page for long, or look for a password.
LIFE = timedelta(hours=1)
_VERIFIER = "PKCE verifier"


@dataclass(frozen=True)
class PendingSignIn:
    """What must be remembered of an authorization request."""

    nonce_hash: str
    verifier: str = field(repr=False)
    return_path: str
    is_silent: bool


class SignIns:
    """Each is bound to the browser that began it, and comes back once."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def open(self, attempt: Attempt, browser_id: str, return_path: str, *, is_silent: bool) -> None:
        """Remember a request that is about to leave. Raises DatabaseDown."""
        row = {
            "state_hash": hash_of(attempt.state),
            "browser_hash": hash_of(browser_id),
            "nonce_hash": hash_of(attempt.nonce),
            "verifier_sealed": self._sealer.seal(attempt.verifier, _VERIFIER),
            "return_path": return_path,
            "is_silent": is_silent,
            "expires_at": clock.now() + LIFE,
        }
        with self._database.statement() as connection:
            connection.execute(insert(sign_ins).values(row))

    def take(self, state: str, browser_id: str) -> PendingSignIn | None:
        """Take back the request with this state, if this browser began it; only once.

        Another browser's is left in place for its owner. Raises SealBroken, DatabaseDown.
        """
        taking = (
            delete(sign_ins)
            .where(
                sign_ins.c.state_hash == hash_of(state),
                sign_ins.c.browser_hash == hash_of(browser_id),
                sign_ins.c.expires_at > clock.now(),
            )
            .returning(
                sign_ins.c.nonce_hash,
                sign_ins.c.verifier_sealed,
                sign_ins.c.return_path,
                sign_ins.c.is_silent,
            )
        )
        with self._database.statement() as connection:
            row = connection.execute(taking).one_or_none()
        if row is None:
            return None
        return PendingSignIn(
            nonce_hash=row.nonce_hash,
            verifier=self._sealer.unseal(row.verifier_sealed, _VERIFIER),
            return_path=row.return_path,
            is_silent=row.is_silent,
        )
