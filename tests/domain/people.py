"""What a person of the demonstration does with sessions and codes, without a page."""

from sqlalchemy import select

from idp.domain import browser_sessions, db
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import Person
from idp.domain.actor import Actor
from idp.domain.browser_sessions import Assurance
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.grants.actions import Authorization, issue_code
from idp.domain.sign_in.actions import BY_PASSWORD
from idp.domain.tokens import random_token

SOMEBODY = Actor("anonymous", address="192.0.2.1", correlation_id="c")


def account_id_of(email: str) -> int:
    """The account of this address."""
    return person_of(email).account_id


def person_of(email: str) -> Person:
    """Who holds the account of this address."""
    columns = (Account.id, Account.sub, Account.pairwise_seed)
    names = (Account.given_name, Account.family_name)
    with db.auto_engine().connect() as connection:
        found = select(*columns, *names).where(Account.email == email)
        return Person(*connection.execute(found).one())


def sign_in(
    email: str = "ra@demo.test",
    *,
    cookie: str | None = None,
    replacing: SessionView | None = None,
    assurance: Assurance = BY_PASSWORD,
) -> SessionView:
    """Begin a session, or go on in `replacing`."""
    session = browser_sessions.start(
        person_of(email),
        cookie or random_token(),
        replacing=replacing,
        assurance=assurance,
        by=SOMEBODY,
    )
    assert session is not None
    db.session.commit()
    return session


def ask_for_code(session: SessionView, client_id: str = "soffi") -> str:
    """A code for a client of the demonstration."""
    asked = Authorization(
        client_id=client_id,
        redirect_uri="http://localhost:5001/connexion/retour",
        scope="openid",
        nonce=None,
        code_challenge=None,
    )
    code = issue_code(session, asked, by=SOMEBODY)
    db.session.commit()
    return code
