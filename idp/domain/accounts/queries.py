"""Reads of accounts."""

import hashlib
import unicodedata
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from sqlalchemy import select

from idp.domain import db
from idp.domain.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Person:
    """Whose account it is, as pages and tokens name a person."""

    account_id: int
    sub: str
    pairwise_seed: str
    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        """The name as it is shown: given name, then family name."""
        return f"{self.given_name} {self.family_name}"


def canonical_email(email: str) -> str:
    """The form under which an address is unique: no outer blanks, NFKC, no case."""
    return unicodedata.normalize("NFKC", email.strip()).casefold()


def find_by_email(email: str) -> Account | None:
    """The account of this address, however it is typed."""
    return db.session.scalar(
        select(Account).where(Account.email_canonical == canonical_email(email))
    )


def is_address_of(email: str, account_id: int) -> bool:
    """Whether this address, however it is typed, is that of the account."""
    statement = select(Account.id).where(
        Account.id == account_id, Account.email_canonical == canonical_email(email)
    )
    with db.auto_engine().connect() as connection:
        return connection.execute(statement).first() is not None


def pairwise_subject(pairwise_seed: str, sector: str) -> str:
    """The subject that only the clients of `sector` see (OpenID Connect Core 8.1)."""
    digest = hashlib.sha256(f"{sector}\0{pairwise_seed}".encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def find_subjects(account_id: int) -> tuple[str, str] | None:
    """The public subject of an account, and the seed of its pairwise ones, unless it has gone."""
    statement = select(Account.sub, Account.pairwise_seed).where(Account.id == account_id)
    with db.auto_engine().connect() as connection:
        row = connection.execute(statement).first()
    return None if row is None else (row.sub, row.pairwise_seed)
