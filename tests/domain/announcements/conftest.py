"""A digital service to which some announcements are meant, and the journal of announcements."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, select

from idp.domain import db
from idp.domain.audit.models import EVENTS
from idp.domain.catalogue.models import DigitalService
from tests.fixtures.clocks import MovedClock

Journal = Callable[[], list[Row[Any]]]


@pytest.fixture
def services(domain: Flask, clock: MovedClock) -> Flask:
    """The domain, with SOFFi and EDOF."""
    for key in ("soffi", "edof"):
        service = DigitalService(
            key=key,
            label=key.upper(),
            full_label=key,
            home_url=f"https://{key}.test",
            managed_by="file",
            first_comer_becomes_manager=False,
            requires_enlistment=False,
            agents_may_enter=True,
            created_at=clock.now(),
        )
        db.session.add(service)
    db.session.commit()
    return domain


@pytest.fixture
def journal(services: Flask) -> Journal:
    """Reads the events of announcements, in order."""

    def read() -> list[Row[Any]]:
        statement = select(EVENTS).where(EVENTS.c.event.like("announcement.%"))
        with db.auto_engine().connect() as connection:
            return list(connection.execute(statement.order_by(EVENTS.c.id)))

    return read
