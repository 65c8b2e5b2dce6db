"""What a sign-in reads of an account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from idp.domain import db
from idp.domain.accounts.models import Account, AccountKind
from idp.domain.accounts.queries import Person
from idp.domain.known_browsers.queries import LAST_SEEN, known_browser_values

_FIND: Select[*tuple[Any, ...]] = select(
    Account.id,
    Account.sub,
    Account.pairwise_seed,
    Account.given_name,
    Account.family_name,
    Account.kind,
    Account.email,
    Account.password_hash,
    Account.is_active,
    LAST_SEEN,
).where(Account.email_canonical == bindparam("email"))


@dataclass(frozen=True, slots=True)
class Credentials(Person):
    """An account, as far as a sign-in looks at it.

    `browser_seen_at`: when the browser that asks last opened this account, if it did.
    """

    kind: AccountKind
    email: str
    password_hash: str | None
    is_active: bool
    browser_seen_at: datetime | None

    @property
    def signs_in_here(self) -> bool:
        """Whether the holder may use this account, and does so with a password of ours."""
        return self.is_active and self.kind == "professional"

    @property
    def usable_hash(self) -> str | None:
        """The hash that a password may be checked against; agents have no password here."""
        return self.password_hash if self.kind == "professional" else None

    def reason_to_refuse(self, *, is_right: bool) -> str | None:
        """Why the account stays closed, for the journal and for nobody else; None opens it."""
        if self.kind == "agent":
            return "agent"
        if self.password_hash is None:
            return "must_reset"
        if not is_right:
            return "wrong_password"
        return None if self.is_active else "disabled"


def find_credentials(email_canonical: str, browser_token: str | None) -> Credentials | None:
    """The account of an address in its canonical form, as this browser finds it."""
    values = {"email": email_canonical, **known_browser_values(browser_token)}
    with db.auto_engine().connect() as connection:
        row = connection.execute(_FIND, values).first()
    return None if row is None else Credentials(*row)
