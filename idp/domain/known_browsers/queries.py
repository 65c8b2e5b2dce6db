"""Reads of known browsers."""

from typing import Any

from sqlalchemy import bindparam, select

from idp.domain.accounts.models import Account
from idp.domain.known_browsers.actions import oldest
from idp.domain.known_browsers.models import KnownBrowser
from idp.domain.tokens import token_hash

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
