"""What the database alone decides, on SQLite and on PostgreSQL: who is first, what is over."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from rp_kit.federation import EXTENSION, Federation
from rp_kit.oidc.authorization import new_attempt
from rp_kit.oidc.logout_token import LogoutNotice
from rp_kit.sessions import Database, Session, tables
from rp_kit.sessions.database import DatabaseDown
from tests.fixtures.clocks import MovedClock
from tests.rp_kit.conftest import Visitor
from tests.rp_kit.provider_stub import StubProvider

THREADS = 12


@pytest.fixture
def session_database_url(blank_url: str) -> str:
    return blank_url


@pytest.fixture
def federation(app: Flask) -> Federation:
    found: Federation = app.extensions[EXTENSION]
    return found


def race(action: Callable[[], Any]) -> list[Any]:
    """Run an action in several threads at once; return what each one got."""
    gate = threading.Barrier(THREADS)

    def run(_number: int) -> Any:
        gate.wait(60)
        return action()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_signing_in_going_on_and_signing_out(
    visitor: Visitor, provider: StubProvider, clock: MovedClock
) -> None:
    assert visitor.sign_in().status_code == 200
    clock.advance(minutes=2)
    assert visitor.get("/accueil").status_code == 200
    assert provider.calls["/userinfo"] == 2
    clock.advance(minutes=4)
    visitor.come_back(visitor.get("/accueil").headers["Location"])
    assert visitor.get("/accueil").status_code == 200
    visitor.post("/backchannel-logout", logout_token=provider.sign_logout())
    assert not visitor.has_session()


def test_one_state_is_taken_once(federation: Federation) -> None:
    attempt = new_attempt()
    federation.sign_ins.open(attempt, "browser", "/accueil", is_silent=False)
    taken = race(lambda: federation.sign_ins.take(attempt.state, "browser"))
    assert len([one for one in taken if one is not None]) == 1


def test_one_notice_is_taken_once(federation: Federation, clock: MovedClock) -> None:
    notice = LogoutNotice(jti="one", sid="sid-1", sub=None, expires_at=clock.now())
    assert race(lambda: federation.logout_notices.take(notice)).count(True) == 1


@pytest.fixture
def session(visitor: Visitor, federation: Federation) -> Session:
    """The session of somebody who has just signed in."""
    visitor.sign_in()
    return find_again(visitor, federation)


def find_again(visitor: Visitor, federation: Federation) -> Session:
    found = federation.sessions.find(str(visitor.cookie("session")))
    assert found is not None
    return found


def test_one_reader_at_a_time(session: Session, federation: Federation) -> None:
    readers = race(lambda: federation.sessions.begin_reading(session))
    [reader] = [one for one in readers if one is not None]
    federation.sessions.end_reading(reader, None)
    assert federation.sessions.begin_reading(session)


def test_who_comes_after_the_reader_does_not_read_again(
    session: Session, federation: Federation, clock: MovedClock
) -> None:
    clock.advance(seconds=46)
    reader = federation.sessions.begin_reading(session)
    assert reader is not None
    federation.sessions.end_reading(reader, session.claims)
    assert not federation.sessions.begin_reading(session), "it looked before the rights were read"


def test_a_reader_who_took_too_long_changes_nothing(
    visitor: Visitor, session: Session, federation: Federation, clock: MovedClock
) -> None:
    """Neither what the next reader found, nor that it is still reading."""
    slow = federation.sessions.begin_reading(session)
    clock.advance(seconds=13)
    prompt = federation.sessions.begin_reading(session)
    assert slow is not None
    assert prompt is not None
    federation.sessions.end_reading(slow, session.claims | {"name": "older"})
    assert not federation.sessions.begin_reading(session)
    federation.sessions.end_reading(prompt, session.claims | {"name": "newer"})
    federation.sessions.end_reading(slow, session.claims | {"name": "older"})
    assert find_again(visitor, federation).claims["name"] == "newer"


def test_a_reader_overtaken_by_a_silent_renewal_changes_nothing(
    visitor: Visitor,
    provider: StubProvider,
    session: Session,
    federation: Federation,
    clock: MovedClock,
) -> None:
    reader = federation.sessions.begin_reading(session)
    assert reader is not None
    clock.advance(minutes=6)
    provider.claims |= {"name": "newer"}
    visitor.come_back(visitor.get("/accueil").headers["Location"])
    federation.sessions.end_reading(reader, session.claims | {"name": "older"})
    assert find_again(visitor, federation).claims["name"] == "newer"


def test_processes_that_start_together_create_the_tables_once(blank_url: str) -> None:
    for database in race(lambda: Database(blank_url)):
        database.check()
        database.close()


def test_nobody_waits_long_for_a_database(federation: Federation) -> None:
    with federation.database.statement() as connection:
        pool: Any = connection.engine.pool
        assert pool.timeout() == 5
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA busy_timeout")) == 5000
            return
        driver: Any = connection.connection.dbapi_connection
        told = driver.info.get_parameters()
        assert connection.scalar(text("SHOW statement_timeout")) == "5s"
        assert (told["connect_timeout"], told["tcp_user_timeout"]) == ("2", "5000")
        assert told["keepalives_idle"] == "5"


def test_a_sign_in_purges_what_is_over(
    visitor: Visitor, provider: StubProvider, federation: Federation, clock: MovedClock
) -> None:
    visitor.get("/accueil")
    visitor.sign_in()
    token = provider.sign_logout(sid="elsewhere")
    assert visitor.post("/backchannel-logout", logout_token=token).status_code == 200
    clock.advance(hours=13)
    visitor.get("/connexion")

    with federation.database.statement() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar()
            for table in tables.metadata.sorted_tables
        }
    assert counts == {"rp_sign_ins": 1, "rp_sessions": 0, "rp_logout_notices": 0}


def test_sessions_of_another_issuer_do_not_count(visitor: Visitor, federation: Federation) -> None:
    """The key of a person is (issuer, sub): a service that changes provider keeps nobody."""
    visitor.sign_in()
    federation.sessions._issuer = "https://other.test"
    assert not visitor.has_session()


def test_a_database_that_is_gone_is_a_page(
    visitor: Visitor, federation: Federation, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.sign_in()
    with federation.database.transaction() as connection:
        tables.sessions.drop(connection)
    answer = visitor.get("/accueil")
    assert answer.status_code == 503
    assert "SOFFi ne peut pas retrouver votre session" in answer.text
    with pytest.raises(DatabaseDown):
        federation.sessions.end("any")
    assert visitor.get("/healthz").status_code == 200
    monkeypatch.setattr(Database, "check", _fail)
    assert visitor.get("/readyz").status_code == 503


def _fail(_database: Database) -> None:
    raise DatabaseDown
