"""The sessions of the people who are signed in to the service."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from rp_kit.ground import clock
from rp_kit.oidc.endpoints import Tokens
from rp_kit.sealing import Sealer, hash_of, new_secret
from rp_kit.sessions.database import Database
from rp_kit.sessions.tables import sessions

ABSOLUTE_LIFE = timedelta(hours=12)
IDLE_LIFE = timedelta(minutes=30)
#: `seen_at` is written once in this time at most: a page must not cost a write.
SEEN_STEP = timedelta(minutes=1)
#: How long one request may be reading the rights before another one tries in its place.
READING_LIFE = timedelta(seconds=12)
_ID_TOKEN, _ACCESS_TOKEN = "ID token", "access token"


@dataclass(frozen=True)
class Session:
    """A session as the database tells it; the tokens stay sealed until they are used."""

    cookie_hash: str
    sub: str
    sid: str
    claims: dict[str, Any]
    id_token_sealed: str = field(repr=False)
    access_token_sealed: str = field(repr=False)
    access_token_expires_at: datetime
    rights_read_at: datetime
    reading_until_at: datetime | None


class Sessions:
    """Sessions by the hash of their cookie, and by `sid` and `sub` for the provider's notices."""

    def __init__(self, database: Database, sealer: Sealer, issuer: str) -> None:
        self._database = database
        self._sealer = sealer
        self._issuer = issuer

    def start(self, claims: dict[str, Any], tokens: Tokens, replaced_id: str | None) -> str:
        """Open a session, end the one it replaces, and return the new cookie's value.

        Raises DatabaseDown.
        """
        cookie_id, now = new_secret(), clock.now()
        row = self._row(claims, tokens) | {
            "cookie_hash": hash_of(cookie_id),
            "issuer": self._issuer,
            "expires_at": now + ABSOLUTE_LIFE,
        }
        with self._database.transaction() as connection:
            if replaced_id is not None:
                old = sessions.c.cookie_hash == hash_of(replaced_id)
                connection.execute(delete(sessions).where(old))
            connection.execute(insert(sessions).values(row))
        return cookie_id

    def renew(self, cookie_id: str, claims: dict[str, Any], tokens: Tokens) -> bool:
        """Give new tokens and claims to a session of the same person and the same `sid`.

        Its cookie stays, so requests on their way keep working. False if there is no such
        session any more. Raises DatabaseDown.
        """
        renewal = (
            update(sessions)
            .where(
                sessions.c.cookie_hash == hash_of(cookie_id),
                sessions.c.issuer == self._issuer,
                sessions.c.sub == claims["sub"],
                sessions.c.sid == claims["sid"],
                sessions.c.expires_at > clock.now(),
            )
            .values(self._row(claims, tokens))
        )
        with self._database.statement() as connection:
            return connection.execute(renewal).rowcount == 1

    def find(self, cookie_id: str) -> Session | None:
        """Return the living session of a cookie, and note that it was seen. Raises DatabaseDown."""
        return self.find_by_hash(hash_of(cookie_id))

    def find_by_hash(self, cookie_hash: str) -> Session | None:
        """Return the living session whose cookie has this hash; see `find`."""
        now = clock.now()
        query = select(sessions).where(
            sessions.c.cookie_hash == cookie_hash,
            sessions.c.issuer == self._issuer,
            sessions.c.expires_at > now,
            sessions.c.seen_at > now - IDLE_LIFE,
        )
        with self._database.statement() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            if row.seen_at < now - SEEN_STEP:
                mine = sessions.c.cookie_hash == row.cookie_hash
                connection.execute(update(sessions).where(mine).values(seen_at=now))
        return Session(**{kept.name: getattr(row, kept.name) for kept in fields(Session)})

    def end(self, cookie_hash: str) -> None:
        """End one session. Raises DatabaseDown."""
        with self._database.statement() as connection:
            connection.execute(delete(sessions).where(sessions.c.cookie_hash == cookie_hash))

    def begin_reading(self, session: Session) -> Session | None:
        """Reserve the reading of a session's rights for one request among parallel ones.

        Return the session with the reservation; None if another request has it, or has read.
        Raises DatabaseDown.
        """
        now = clock.now()
        reserved = replace(session, reading_until_at=now + READING_LIFE)
        reservation = (
            update(sessions)
            .where(
                sessions.c.cookie_hash == session.cookie_hash,
                sessions.c.rights_read_at == session.rights_read_at,
                or_(sessions.c.reading_until_at.is_(None), sessions.c.reading_until_at <= now),
            )
            .values(reading_until_at=reserved.reading_until_at)
        )
        with self._database.statement() as connection:
            return reserved if connection.execute(reservation).rowcount == 1 else None

    def end_reading(self, reserved: Session, claims: dict[str, Any] | None) -> None:
        """Keep the claims that were read, if any were, and let others read.

        Nothing is kept if the reservation is lost, to a later reader or to `renew`: their claims
        are newer. Raises DatabaseDown.
        """
        values: dict[str, Any] = {"reading_until_at": None}
        if claims is not None:
            values |= {"claims": claims, "rights_read_at": clock.now()}
        ending = (
            update(sessions)
            .where(
                sessions.c.cookie_hash == reserved.cookie_hash,
                sessions.c.rights_read_at == reserved.rights_read_at,
                sessions.c.reading_until_at == reserved.reading_until_at,
            )
            .values(values)
        )
        with self._database.statement() as connection:
            connection.execute(ending)

    def access_token(self, session: Session) -> str:
        """Return the access token of a session. Raises SealBroken."""
        return self._sealer.unseal(session.access_token_sealed, _ACCESS_TOKEN)

    def id_token(self, session: Session) -> str:
        """Return the ID token of a session, for the hint at sign-out. Raises SealBroken."""
        return self._sealer.unseal(session.id_token_sealed, _ID_TOKEN)

    def _row(self, claims: dict[str, Any], tokens: Tokens) -> dict[str, Any]:
        now = clock.now()
        return {
            "sub": claims["sub"],
            "sid": claims["sid"],
            "claims": claims,
            "id_token_sealed": self._sealer.seal(tokens.id_token, _ID_TOKEN),
            "access_token_sealed": self._sealer.seal(tokens.access_token, _ACCESS_TOKEN),
            "access_token_expires_at": tokens.access_token_expires_at,
            "rights_read_at": now,
            "reading_until_at": None,
            "seen_at": now,
        }
