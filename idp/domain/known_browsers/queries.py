"""Reads of known browsers."""

from typing import Any

from sqlalchemy import and_, bindparam, select

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.known_browsers.actions import oldest
from idp.domain.known_browsers.models import KnownBrowser
from idp.domain.tokens import token_hash

_accounts: Any = Account.__table__
_browsers: Any = KnownBrowser.__table__
_KNOWN = (
    select(_browsers.c.id)
    .join(_accounts, _accounts.c.id == _browsers.c.account_id)
    .where(
        and_(
            _accounts.c.email_canonical == bindparam("email"),
            _browsers.c.browser_hash == bindparam("its_hash"),
            _browsers.c.last_seen_at > bindparam("oldest"),
        )
    )
)


def is_known_browser(email_canonical: str, token: str) -> bool:
    """Tell whether the browser with this cookie opened the account of this address before."""
    values = {"email": email_canonical, "its_hash": token_hash(token), "oldest": oldest()}
    with db.auto_engine().connect() as connection:
        return connection.execute(_KNOWN, values).first() is not None
