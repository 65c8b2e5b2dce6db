"""What may change of a client that is at work, and what the journal hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.errors import AddressIsIpv6, AddressRefused, ServiceUnknown
from idp.domain.catalogue.models import ManagedBy
from idp.domain.clients.errors import (
    ClientUnknown,
    FieldUnknown,
    NameRefused,
    OpenidMissing,
    SectorsDiffer,
    SubjectsWouldChange,
)
from tests.domain.clients.documents import REDIRECT_URI, faults_of, register
from tests.fixtures.journal import events

OTHER = "https://other.example/cb"


def journal() -> list[tuple[str, str]]:
    """Every event about a client, and its data."""
    db.session.commit()
    return [(event.event, event.data) for event in events("%") if event.client_id is not None]


def test_what_is_given_changes_and_the_rest_stays(demo: Flask) -> None:
    client = register(scopes=["openid", "email"])
    new = "https://soffi.example/out"
    clients.change(
        client.client_id,
        {"name": "Neuf", "service": "edof", "backchannel_logout_uri": new},
        by=SYSTEM,
    )
    db.session.expire(client)
    assert (client.registration.name, client.registration.service) == ("Neuf", "edof")
    assert client.registration.scopes == ("openid", "email")
    assert client.registration.redirect_uris == (REDIRECT_URI,)
    assert client.has_backchannel_logout
    assert client.service_id is not None
    clients.change(client.client_id, {"service": None, "backchannel_logout_uri": None}, by=SYSTEM)
    db.session.expire(client)
    assert not client.has_backchannel_logout
    assert client.service_id is None


REFUSED: list[tuple[dict[str, Any], list[type]]] = [
    ({"name": "", "scopes": ["email"]}, [NameRefused, OpenidMissing]),
    ({"service": "nowhere"}, [ServiceUnknown]),
    ({"redirect_uris": [REDIRECT_URI, "https://[::1]/"]}, [AddressIsIpv6]),
    ({"post_logout_redirect_uris": ["http://b.example/"]}, [AddressRefused]),
    ({"scope": "openid"}, [FieldUnknown]),
    ({"subject_type": "pairwise"}, [SubjectsWouldChange]),
    ({"subject_type": "pairwise", "name": " "}, [NameRefused, SubjectsWouldChange]),
]


@pytest.mark.parametrize(("changes", "facts"), REFUSED, ids=str)
def test_the_whole_document_is_checked_again(
    domain: Flask, changes: dict[str, Any], facts: list[type]
) -> None:
    client = register()
    before = client.registration
    faults = faults_of(lambda: clients.change(client.client_id, changes, by=SYSTEM))
    assert [type(fault) for fault in faults] == facts
    db.session.expire(client)
    assert client.registration == before


def test_a_pairwise_client_keeps_its_sector(domain: Flask) -> None:
    client = register(subject_type="pairwise")
    for uris, fact in (([OTHER], SubjectsWouldChange), ([REDIRECT_URI, OTHER], SectorsDiffer)):
        [fault] = faults_of(
            lambda: clients.change(client.client_id, {"redirect_uris": uris}, by=SYSTEM)  # noqa: B023
        )
        assert type(fault) is fact
    [fault] = faults_of(
        lambda: clients.change(client.client_id, {"subject_type": "public"}, by=SYSTEM)
    )
    assert fault.data == {"field": "subject_type"}
    same_host = ["https://soffi.example:8443/other"]
    clients.change(client.client_id, {"redirect_uris": same_host}, by=SYSTEM)
    assert client.registration.redirect_uris == tuple(same_host)


def test_a_public_client_may_move(domain: Flask) -> None:
    client = register()
    clients.change(client.client_id, {"redirect_uris": [OTHER]}, by=SYSTEM)
    assert (client.registration.redirect_uris, client.sector) == ((OTHER,), "other.example")


def test_who_changes_a_client_manages_it(domain: Flask) -> None:
    client = register()
    managers = []
    sent: tuple[tuple[str, ManagedBy], ...] = (("Essai", "file"), ("Neuf", "admin"))
    for name, manager in sent:  # the first changes nothing
        clients.change(client.client_id, {"name": name}, managed_by=manager, by=SYSTEM)
        managers.append(client.managed_by)
    assert managers == ["command", "admin"]


def test_a_client_is_switched_off_and_on(domain: Flask) -> None:
    client = register()
    for _ in range(2):
        clients.disable(client.client_id, by=SYSTEM)
        assert not client.is_active
    for _ in range(2):
        clients.enable(client.client_id, by=SYSTEM)
        assert client.is_active
    assert [event for event, _ in journal()] == [
        "client.registered",
        "client.disabled",
        "client.enabled",
    ]


def test_the_journal_hears_of_what_changed_and_of_no_secret(domain: Flask) -> None:
    client = register()
    before = client.secret_hash
    clients.change(client.client_id, {"name": "Essai"}, by=SYSTEM)
    clients.change(client.client_id, {"name": "Neuf", "redirect_uris": [REDIRECT_URI]}, by=SYSTEM)
    given = clients.rotate_secret(client.client_id, by=SYSTEM)
    (first, _), second, (third, told) = journal()
    assert (first, third) == ("client.registered", "client.secret_rotated")
    assert second == ("client.changed", '{"name":"Neuf"}')
    for secret in (given.secret, client.secret_hash, before):
        assert secret not in told


def test_a_client_that_does_not_exist_is_unknown(domain: Flask) -> None:
    with pytest.raises(ClientUnknown):
        clients.change("nobody", {"name": "Neuf"}, by=SYSTEM)
    with pytest.raises(ClientUnknown):
        clients.rotate_secret("nobody", timedelta(), by=SYSTEM)
    for switch in (clients.disable, clients.enable):
        with pytest.raises(ClientUnknown):
            switch("nobody", by=SYSTEM)
