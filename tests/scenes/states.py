"""What may be otherwise for a moment: the data, what is announced, what is out of order."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Executable, delete, insert, select

from idp import settings
from idp.domain import db, throttling
from idp.domain.accounts.models import Account
from idp.domain.actor import SYSTEM
from idp.domain.announcements.actions import Draft, announce, remove
from idp.domain.captcha.allowance import address_hash
from idp.domain.captcha.models import CaptchaChallenge
from idp.domain.catalogue.models import DigitalService, Role
from idp.domain.habilitations.models import Habilitation
from idp.domain.organisations.models import Establishment
from idp.domain.throttling.errors import Throttled
from idp.domain.throttling.limits import Limit, account_limit
from idp.ground import clock
from tests.fixtures.stage import AnyHouse

#: Chromium reaches the loopback address by either.
ADDRESSES = ("127.0.0.1", "::1")
#: In the place of the browser's mark, in codes that no browser of ours asked for.
HELD = "held"
LAST_DAY = date(2099, 6, 30)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@contextmanager
def changed(house: AnyHouse, change: Executable, back: Executable) -> Iterator[None]:
    """The provider's database says something else meanwhile."""
    with house.domain():
        execute(change)
        try:
            yield
        finally:
            execute(back)


def execute(statement: Executable) -> None:
    """Execute a statement by itself."""
    with db.transaction() as connection:
        connection.execute(statement)


def service_id(key: str) -> Any:
    """The number of a digital service, inside a statement."""
    return select(DigitalService.id).where(DigitalService.key == key).scalar_subquery()


@contextmanager
def announced(house: AnyHouse, *drafts: Draft) -> Iterator[None]:
    """Something is announced meanwhile."""
    with house.domain():
        numbers = [announce(draft, by=SYSTEM) for draft in drafts]
        db.session.commit()
        try:
            yield
        finally:
            for number in numbers:
                remove(number, by=SYSTEM)
            db.session.commit()


@contextmanager
def holding(house: AnyHouse, email: str, service: str, role: str, siret: str) -> Iterator[None]:
    """A person has one more right, with a last day."""
    held = insert(Habilitation).values(
        account_id=select(Account.id).where(Account.email == email).scalar_subquery(),
        role_id=select(Role.id)
        .where(Role.key == role, Role.service_id == service_id(service))
        .scalar_subquery(),
        establishment_id=select(Establishment.id)
        .where(Establishment.siret == siret)
        .scalar_subquery(),
        until=LAST_DAY,
        created_at=clock.now(),
    )
    with changed(house, held, delete(Habilitation).where(Habilitation.until == LAST_DAY)):
        yield


@contextmanager
def out_of_order(house: AnyHouse, database: str, table: str) -> Iterator[None]:
    """A table of one of the databases cannot be reached meanwhile."""
    with closing(sqlite3.connect(house.folder / f"{database}.sqlite", timeout=10)) as connection:
        # What refers to the table shall not follow its name.
        connection.execute("PRAGMA legacy_alter_table = ON")
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_away")
        try:
            yield
        finally:
            connection.execute(f"ALTER TABLE {table}_away RENAME TO {table}")


@contextmanager
def many_codes_held(house: AnyHouse) -> Iterator[None]:
    """This machine holds as many unanswered codes as one network may."""
    with house.domain():
        most = settings.current().throttling.captcha_codes
        of_us = [address_hash(address) for address in ADDRESSES]
        rows = [held_code(network, number) for network in of_us for number in range(most)]
        with db.transaction() as connection:
            connection.execute(insert(CaptchaChallenge), rows)
        try:
            yield
        finally:
            execute(delete(CaptchaChallenge).where(CaptchaChallenge.browser_hash == HELD))


def held_code(network: str, number: int) -> dict[str, Any]:
    """A code that was given out and not answered."""
    return {
        "uuid": f"{network[:20]}-{number}",
        "form": "sign_in",
        "browser_hash": HELD,
        "address_hash": network,
        "expires_at": clock.now() + timedelta(minutes=4),
    }


@contextmanager
def message_lying(house: AnyHouse, number: int, content: str) -> Iterator[None]:
    """A message of the demonstration with this content lies among the others."""
    file = house.folder / "mail" / f"{number}.eml"
    file.write_text(content)
    try:
        yield
    finally:
        file.unlink()


def fail_until_throttled(house: AnyHouse, email: str) -> None:
    """Count as many failed sign-ins from this machine as are let through for an account."""
    with house.domain():
        for address in ADDRESSES:
            limit = account_limit(email, address)
            with suppress(Throttled):
                for _ in range(limit.failures):
                    count_failure(limit)


def count_failure(limit: Limit) -> None:
    """Count one under a limit. Raises Throttled when it is full."""
    reservation = throttling.reserve([limit])
    with db.transaction() as connection:
        throttling.count_failure(connection, reservation)
