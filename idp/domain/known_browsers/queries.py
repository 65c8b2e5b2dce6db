"""Reads of known browsers."""

from typing import Any

from sqlalchemy import bindparam, exists, select

from idp.domain.accounts.models import Account
from idp.domain.known_browsers.actions import oldest
from idp.domain.known_browsers.models import KnownBrowser
from idp.domain.tokens import token_hash

#: Whether the browser of `known_browser_values` opened the account of a statement before.
IS_KNOWN = exists(
    select(KnownBrowser.id).where(
        KnownBrowser.account_id == Account.id,
        KnownBrowser.browser_hash == bindparam("its_hash"),
        KnownBrowser.last_seen_at > bindparam("oldest"),
    )
)


def known_browser_values(token: str | None) -> dict[str, Any]:
    """The parameters of `IS_KNOWN` for the browser with this cookie; None is no browser's."""
    return {"its_hash": token_hash(token) if token else "", "oldest": oldest()}
