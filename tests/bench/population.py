"""The data that the load needs: the demonstration, many like its best-known person, a client."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import insert, inspect, select

from idp import settings
from idp.demo import seed, sites
from idp.domain import clients, db, schema
from idp.domain.accounts.models import Account
from idp.domain.accounts.queries import find_by_email
from idp.domain.actor import SYSTEM
from idp.domain.captcha.allowance import address_hash
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.db import Base
from idp.domain.habilitations.models import AccessManager, Habilitation
from idp.domain.signing_keys.actions import ensure_keys
from idp.domain.tokens import random_token
from idp.ground import clock
from tests.bench.target import FULL_NETWORK, Target
from tests.fixtures.domain import opened_domain
from tests.oidc.party import REDIRECT_URI

MODEL = "ra@demo.test"


def populate(present: settings.Settings, port: int, accounts: int) -> Target:
    """Migrate and fill the empty database of these settings; what the load must know of it."""
    with opened_domain(present):
        schema.upgrade()
        ensure_keys(by=SYSTEM)
        db.session.commit()
        seed.load(sites.variables({}))
        emails = tuple(f"mesure-{number}@demo.test" for number in range(1, accounts + 1))
        for email in emails:
            _copy_person(email)
        document = {"name": "Mesure", "service": "soffi", "redirect_uris": [REDIRECT_URI]}
        given = clients.register(document, by=SYSTEM)
        db.session.commit()
    return Target(port, given.client_id, given.secret, emails)


def fill_network(present: settings.Settings) -> None:
    """Let FULL_NETWORK hold as many captchas as it may, for an hour."""
    row = {
        "form": "sign_in",
        "browser_hash": "b" * 64,
        "answer_encrypted": None,
        "expires_at": clock.now() + timedelta(hours=1),
    }
    with opened_domain(present), db.auto_engine().connect() as connection:
        row["address_hash"] = address_hash(FULL_NETWORK)
        names = (str(uuid4()) for _ in range(present.throttling.captcha_codes))
        connection.execute(insert(CaptchaChallenge), [row | {"uuid": name} for name in names])


def _copy_person(email: str) -> None:
    # With the same hash of the same password: one account each, so that nobody waits for the
    # row of another, as people do not.
    model = find_by_email(MODEL)
    if model is None:
        raise LookupError(MODEL)
    own = {"email": email, "email_canonical": email}
    own |= {"sub": random_token(), "pairwise_seed": random_token()}
    account = Account(**_columns_of(model) | own)
    db.session.add(account)
    db.session.flush()
    for kind in (Habilitation, AccessManager):
        for right in db.session.scalars(select(kind).where(kind.account_id == model.id)):
            db.session.add(kind(**_columns_of(right) | {"account_id": account.id}))
    db.session.flush()


def _columns_of(row: Base) -> dict[str, object]:
    names = (column.key for column in inspect(type(row)).column_attrs)
    return {name: getattr(row, name) for name in names if name != "id"}
