"""How accounts come into being."""

from dataclasses import dataclass

from idp.domain import audit, db
from idp.domain.accounts.errors import EmailTaken
from idp.domain.accounts.models import Account, AccountKind, Civilite
from idp.domain.accounts.queries import canonical_email
from idp.domain.actor import Actor
from idp.domain.tokens import random_token
from idp.domain.upsert import Upsert
from idp.ground import clock

_OPEN = Upsert(
    lambda insert: (
        insert(Account)
        .on_conflict_do_nothing(index_elements=["email_canonical"])
        .returning(Account)
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What is known of a person.

    `password_hash` is None for one who must choose a password before the first sign-in.
    """

    email: str
    civilite: Civilite
    given_name: str
    family_name: str
    kind: AccountKind = "professional"
    email_verified: bool = False
    password_hash: str | None = None
    company_id: int | None = None
    job_title: str | None = None


def create_account(asked: NewAccount, *, by: Actor) -> Account:
    """Open an account for an address that has none. Raises EmailTaken."""
    now = clock.now()
    row = {
        "sub": random_token(),
        "pairwise_seed": random_token(),
        "kind": asked.kind,
        "email": asked.email,
        "email_canonical": canonical_email(asked.email),
        "email_verified": asked.email_verified,
        "password_hash": asked.password_hash,
        "civilite": asked.civilite,
        "given_name": asked.given_name,
        "family_name": asked.family_name,
        "phone_number_verified": False,
        "company_id": asked.company_id,
        "job_title": asked.job_title,
        "is_active": True,
        "created_at": now,
        "updated_at": now,
    }
    account: Account | None = _OPEN.execute(db.session, row).scalar()
    if account is None:
        raise EmailTaken
    audit.record(db.session, "account.created", by=by, account_id=account.id)
    return account
