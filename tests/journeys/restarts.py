"""Another provider on the same database, put in the place of the first while people sign in."""

from collections.abc import Iterator
from contextlib import contextmanager

from idp import settings
from idp.app import create_app
from idp.wsgi import Prepared
from tests.fixtures.domain import close_database
from tests.fixtures.house import House


@contextmanager
def restarted(house: House, **changes: object) -> Iterator[None]:
    """Answer by a provider with other settings meanwhile."""
    with house.provider.app_context():
        present = settings.current().model_copy(update=changes)
    application = create_app(present)
    house.clock.apply()
    former = house.sites["provider"].application
    house.sites["provider"].application = Prepared(application)
    yield
    house.sites["provider"].application = former
    close_database(application)
