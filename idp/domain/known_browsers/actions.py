"""Recognising a browser, and getting to know a new one."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, update

from idp.domain import db
from idp.domain.known_browsers.models import BROWSERS, KnownBrowser
from idp.domain.known_browsers.queries import oldest
from idp.domain.purging import delete_in_batches
from idp.domain.tokens import random_token, token_hash
from idp.ground import clock

#: When a browser was last seen is written this often at most.
SEEN_EVERY = timedelta(days=1)
_is_fresh = KnownBrowser.last_seen_at > bindparam("oldest")
_SEE = (
    update(BROWSERS)
    .where(
        KnownBrowser.account_id == bindparam("its_account"),
        KnownBrowser.browser_hash == bindparam("its_hash"),
    )
    .values(last_seen_at=bindparam("now"))
)
_RENAME = (
    update(BROWSERS)
    .where(KnownBrowser.browser_hash == bindparam("its_hash"), _is_fresh)
    .values(browser_hash=bindparam("new_hash"))
)
_MEET = insert(BROWSERS).inline()


def recognise(
    executor: db.Executor, account_id: int, token: str | None, seen_at: datetime | None
) -> str | None:
    """Note that the browser with this cookie, which last did so at `seen_at`, opened the account.

    Returns None when it did so before, else the token that its cookie shall hold from now on.
    A new token replaces the old one for all the accounts of that browser, so that somebody who
    planted the old one in it does not pass for it.
    """
    now = clock.now()
    if token and seen_at is not None:
        if now - seen_at > SEEN_EVERY:
            names = {"its_account": account_id, "its_hash": token_hash(token)}
            executor.execute(_SEE, {**names, "now": now})
        return None
    fresh = random_token()
    if token:
        names = {"its_hash": token_hash(token), "new_hash": token_hash(fresh)}
        executor.execute(_RENAME, {**names, "oldest": oldest()})
    row = {
        "account_id": account_id,
        "browser_hash": token_hash(fresh),
        "first_seen_at": now,
        "last_seen_at": now,
    }
    executor.execute(_MEET, row)
    return fresh


def purge_expired() -> int:
    """Forget the browsers not seen for long; returns how many."""
    return delete_in_batches(BROWSERS, KnownBrowser.last_seen_at <= oldest())
