"""Notices of the provider that sessions have ended; each is taken once."""

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from rp_kit.oidc.logout_token import LogoutNotice
from rp_kit.oidc.tokens import LEEWAY
from rp_kit.sealing import hash_of
from rp_kit.sessions.database import Database
from rp_kit.sessions.tables import logout_notices, sessions


class LogoutNotices:
    """The `jti` of notices that were taken, kept until the tokens expire."""

    def __init__(self, database: Database, issuer: str) -> None:
        self._database = database
        self._issuer = issuer

    def take(self, notice: LogoutNotice) -> bool:
        """End the sessions that a notice names; false if the same notice was taken before.

        Raises DatabaseDown, and then the same notice may come again.
        """
        named = sessions.c.sid == notice.sid if notice.sid else sessions.c.sub == notice.sub
        row = {
            "jti_hash": hash_of(notice.jti),
            "forget_at": notice.expires_at + 2 * LEEWAY,
        }
        with self._database.transaction() as connection:
            try:
                connection.execute(insert(logout_notices).values(row))
            except IntegrityError:
                return False
            ending = delete(sessions).where(sessions.c.issuer == self._issuer, named)
            connection.execute(ending)
        return True
