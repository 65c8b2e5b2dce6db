"""Reads of known browsers."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from idp import settings
from idp.domain.accounts.models import Account
from idp.domain.known_browsers.models import KnownBrowser
from idp.domain.tokens import token_hash
from idp.ground import clock

#: When the browser of `known_browser_values` last opened the account of a statement, if it did.
LAST_SEEN = (
    select(KnownBrowser.last_seen_at)
    .where(
        KnownBrowser.account_id == Account.id,
        KnownBrowser.browser_hash == bindparam("its_hash"),
        KnownBrowser.last_seen_at > bindparam("oldest"),
    )
    .scalar_subquery()
)


def known_browser_values(token: str | None) -> dict[str, Any]:
    """The parameters of `LAST_SEEN` for the browser with this cookie; None is no browser's."""
    return {"its_hash": token_hash(token) if token else "", "oldest": oldest()}


def oldest() -> datetime:
    """The instant before which a browser is forgotten."""
    return clock.now() - timedelta(days=settings.current().sessions.known_browser_days)
