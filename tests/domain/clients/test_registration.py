"""What may be registered: rows RU-03, RU-05, RU-12."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, func, select, type_coerce

from idp import messages
from idp.domain import clients, db
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.errors import AddressIsIpv6, AddressRefused, ServiceUnknown
from idp.domain.clients.errors import (
    ClientExists,
    FieldRefused,
    FieldUnknown,
    NameRefused,
    OpenidMissing,
    RegistrationRefused,
    SectorsDiffer,
    ValueUnknown,
)
from idp.domain.clients.models import Client
from idp.domain.clients.registration import GRANT_TYPES, SCOPES, Registration
from idp.domain.tokens import token_hash
from tests.domain.clients.documents import REDIRECT_URI, USUAL, faults_of, register

PAIR = ["https://a.example/cb", "https://b.example/cb"]
REFUSED: list[tuple[dict[str, Any], type, dict[str, Any]]] = [
    ({"name": " "}, NameRefused, {"most": 120}),
    ({"name": "n" * 121}, NameRefused, {"most": 120}),
    ({"name": "a\nb"}, NameRefused, {"most": 120}),
    ({"name": "\u202eabc"}, NameRefused, {"most": 120}),
    ({"name": 3}, FieldRefused, {"field": "name"}),
    ({"service": "nowhere"}, ServiceUnknown, {"key": "nowhere"}),
    ({"redirect_uris": []}, FieldRefused, {"field": "redirect_uris"}),
    ({"redirect_uris": REDIRECT_URI}, FieldRefused, {"field": "redirect_uris"}),
    ({"redirect_uris": [""]}, AddressRefused, {"url": ""}),
    ({"redirect_uris": ["https://[::1]/"]}, AddressIsIpv6, {"url": "https://[::1]/"}),
    ({"post_logout_redirect_uris": ["http://b.example/"]}, AddressRefused, {}),
    ({"post_logout_redirect_uris": ["https://[::1]/"]}, AddressIsIpv6, {}),
    ({"backchannel_logout_uri": "https://a@b.example/"}, AddressRefused, {}),
    ({"backchannel_logout_uri": "https://[::1]/"}, AddressIsIpv6, {}),
    ({"backchannel_logout_uri": ""}, AddressRefused, {}),
    ({"scopes": []}, OpenidMissing, {}),
    ({"scopes": ["profile", "email"]}, OpenidMissing, {}),
    (
        {"scopes": ["openid", "profil"]},
        ValueUnknown,
        {"field": "scopes", "value": "profil", "instead": "profile"},
    ),
    ({"scopes": ["openid", "zzz"]}, ValueUnknown, {"value": "zzz", "instead": " | ".join(SCOPES)}),
    ({"grant_types": []}, FieldRefused, {"field": "grant_types"}),
    (
        {"grant_types": ["password"]},
        ValueUnknown,
        {"field": "grant_types", "instead": "authorization_code"},
    ),
    (
        {"auth_method": "none"},
        ValueUnknown,
        {"field": "auth_method", "instead": "client_secret_basic | client_secret_post"},
    ),
    ({"subject_type": "pairwize"}, ValueUnknown, {"instead": "pairwise"}),
    ({"subject_type": "pairwise", "redirect_uris": PAIR}, SectorsDiffer, {}),
    ({"is_pkce_required": "perhaps"}, FieldRefused, {"field": "is_pkce_required"}),
    (
        {"redirect_uri": REDIRECT_URI},
        FieldUnknown,
        {"field": "redirect_uri", "instead": "redirect_uris"},
    ),
    ({"zzz": 1}, FieldUnknown, {"instead": " | ".join(Registration.model_fields)}),
]


@pytest.mark.parametrize(("wanted", "fact", "data"), REFUSED, ids=str)
def test_a_fault_is_named_with_what_to_write_instead(
    domain: Flask, wanted: dict[str, Any], fact: type, data: dict[str, Any]
) -> None:
    [fault] = faults_of(lambda: clients.register(USUAL | wanted, by=SYSTEM))
    assert type(fault) is fact
    assert fault.data.items() >= data.items()


def test_all_faults_are_told_at_once(domain: Flask) -> None:
    document = {
        "name": "",
        "service": "nowhere",
        "redirect_uris": ["http://b.example/", "https://[::1]/", REDIRECT_URI],
        "scopes": ["profile"],
        "auth_method": "secret",
        "colour": "blue",
    }
    faults = faults_of(lambda: clients.register(document, by=SYSTEM))
    assert [type(fault) for fault in faults] == [
        NameRefused,
        ServiceUnknown,
        AddressRefused,
        AddressIsIpv6,
        OpenidMissing,
        ValueUnknown,
        FieldUnknown,
    ]
    told = messages.sentence(RegistrationRefused(faults=faults))
    assert all(messages.sentence(fault).whole in told.whole for fault in faults)


def test_a_field_that_is_needed_is_named(domain: Flask) -> None:
    faults = faults_of(lambda: clients.register({}, by=SYSTEM))
    assert [fault.data["field"] for fault in faults] == ["name", "redirect_uris"]


def test_what_is_not_asked_for_is_usual(domain: Flask) -> None:
    client = register()
    assert client.registration == Registration.kept(
        {
            "name": "Essai",
            "service": None,
            "redirect_uris": [REDIRECT_URI],
            "post_logout_redirect_uris": [],
            "backchannel_logout_uri": None,
            "grant_types": list(GRANT_TYPES),
            "scopes": list(SCOPES),
            "auth_method": "client_secret_basic",
            "subject_type": "public",
            "is_pkce_required": True,
        }
    )
    assert (client.is_active, client.managed_by) == (True, "command")


def test_the_columns_that_statements_use_say_what_the_document_says(demo: Flask) -> None:
    told = register(
        service="soffi", subject_type="pairwise", backchannel_logout_uri="https://soffi.example/out"
    )
    assert (told.subject_type, told.sector) == ("pairwise", "soffi.example")
    assert told.has_backchannel_logout
    assert told.service_id is not None
    plain = register(redirect_uris=PAIR)
    assert (plain.subject_type, plain.sector) == ("public", "a.example")
    assert not plain.has_backchannel_logout
    assert plain.service_id is None


def test_an_identifier_that_is_taken_is_refused(domain: Flask) -> None:
    given = clients.Credentials("one", "s" * 43)
    clients.register(USUAL, credentials=given, by=SYSTEM)
    with pytest.raises(ClientExists):
        clients.register(USUAL, credentials=given, by=SYSTEM)
    assert db.session.scalar(select(func.count()).select_from(Client)) == 1


def test_the_secret_is_not_kept(domain: Flask) -> None:
    given = clients.register(USUAL, by=SYSTEM)
    client = db.session.get_one(Client, given.client_id)
    assert client.secret_hash == token_hash(given.secret)
    assert given.secret not in repr(vars(client))
    assert given.secret not in repr(given)


def test_a_document_of_another_day_is_read_as_it_is(domain: Flask) -> None:
    client = register()
    kept = type_coerce(Client.registration, JSON)
    old = {"name": "Essai", "redirect_uris": ["http://[::1]/"], "scopes": ["gone"], "colour": 1}
    db.session.execute(Client.__table__.update().values(registration=type_coerce(old, JSON)))  # type: ignore[attr-defined]
    db.session.expire(client)
    assert db.session.scalar(select(kept)) == old
    assert client.registration.redirect_uris == ("http://[::1]/",)
    assert client.registration.scopes == ("gone",)
    assert client.registration.grant_types == GRANT_TYPES
