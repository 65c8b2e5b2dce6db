"""What a service keeps of the people who are signed in to it, changed behind its back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, select, update

from rp_kit.ground import clock
from rp_kit.sessions.tables import sessions
from tests.fixtures.stage import AnyHouse
from tests.scenes.states import LONG_AGO


def forget_rights(house: AnyHouse, service: str) -> None:
    """Make a service ask for everybody's rights again at the next page."""
    change_all(house, service, rights_read_at=LONG_AGO)


def change_all(house: AnyHouse, service: str, **values: Any) -> None:
    """Change every session."""
    with opened(house, service) as connection:
        connection.execute(update(sessions).values(**values))


def tell_access(house: AnyHouse, service: str, **access: Any) -> None:
    """Give every session an `access` that the provider does not send yet."""
    with opened(house, service) as connection:
        for row in connection.execute(select(sessions)).all():
            claims = row.claims | {"habilitations": [], "access": access}
            change = update(sessions).where(sessions.c.cookie_hash == row.cookie_hash)
            connection.execute(change.values(claims=claims, rights_read_at=clock.now()))


@contextmanager
def opened(house: AnyHouse, service: str) -> Iterator[Connection]:
    """A transaction in the database of the sessions."""
    engine = create_engine(f"sqlite:///{house.folder / service}.sqlite")
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
