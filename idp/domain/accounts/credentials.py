"""What a sign-in reads of an account."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from idp.domain import db
from idp.domain.accounts.models import Account, AccountKind

_columns: Any = Account.__table__.c
_FIND: Any = select(
    _columns.id,
    _columns.kind,
    _columns.email,
    _columns.given_name,
    _columns.family_name,
    _columns.password_hash,
    _columns.is_active,
).where(_columns.email_canonical == bindparam("email"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """An account, as far as a sign-in looks at it."""

    account_id: int
    kind: AccountKind
    email: str
    given_name: str
    family_name: str
    password_hash: str | None
    is_active: bool

    @property
    def name(self) -> str:
        """The name as it is shown: given name, then family name."""
        return f"{self.given_name} {self.family_name}"

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


def find_credentials(email_canonical: str) -> Credentials | None:
    """The account of an address in its canonical form."""
    with db.auto_engine().connect() as connection:
        row = connection.execute(_FIND, {"email": email_canonical}).first()
    return None if row is None else Credentials(*row)
