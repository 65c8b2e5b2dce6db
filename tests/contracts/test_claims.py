"""What a service is told of a person, claim by claim: the contract with relying parties."""

import pytest
from sqlalchemy import select

from idp.domain import db
from idp.domain.accounts.models import Account
from idp.domain.actor import SYSTEM
from idp.domain.catalogue.models import Role
from idp.domain.habilitations.actions import grant
from idp.domain.organisations.actions import add_company
from tests.fixtures.addresses import Addresses
from tests.oidc.party import Party, claims_of

HELD = {
    "role": "gestionnaire",
    "role_label": "Gestionnaire",
    "siret": "90000001900019",
    "siren": "900000019",
    "label": "ATELIERS DU VITRAIL - LYON",
    "until": None,
}
ACCESS = {
    "status": "granted",
    "access_manager": True,
    "pending_requests": 0,
    "request_url": None,
    "manage_url": None,
    "requested_at": None,
}
PERSON = {
    "given_name": "Rose",
    "family_name": "Amblard",
    "name": "Rose Amblard",
    "email": "ra@demo.test",
    "email_verified": True,
    "acr": "eidas1",
    "amr": ["pwd"],
    "habilitations": [HELD],
    "access": ACCESS,
}
VARYING = {"iss", "aud", "iat", "exp", "sub", "sid", "auth_time", "nonce", "at_hash"}


def test_the_id_token(party: Party) -> None:
    claims = claims_of(party.tokens()["id_token"])
    assert {name: claims[name] for name in claims.keys() - VARYING} == PERSON
    assert claims["iss"] == "http://localhost:5000"
    assert claims["aud"] == party.client_id
    assert claims["nonce"] == "n" * 32
    assert claims["exp"] - claims["iat"] == 300
    assert "@" not in claims["sub"]


def test_userinfo(party: Party, addresses: Addresses) -> None:
    tokens = party.tokens()
    claims = party.userinfo(tokens["access_token"]).get_json()
    assert claims.pop("sub") == claims_of(tokens["id_token"])["sub"]
    for name in ("sid", "auth_time", "updated_at"):
        assert claims.pop(name)
    assert claims == PERSON | {
        "civilite": "madame",
        "user_type": "professional",
        "siren": "900000019",
        "organization_label": "ATELIERS DU VITRAIL",
        "job_title": "Directrice administrative",
        "services": [
            {"key": "edof", "label": "EDOF", "url": addresses.edof},
            {"key": "soffi", "label": "SOFFi", "url": addresses.soffi},
        ],
    }


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("openid", set()),
        ("openid email", {"email", "email_verified"}),
        (
            "openid profile",
            {"given_name", "family_name", "name", "civilite", "user_type", "updated_at"},
        ),
        ("openid organization", {"siren", "organization_label", "job_title"}),
        ("openid habilitations", {"habilitations", "access"}),
        ("openid services", {"services"}),
    ],
)
def test_a_scope_opens_its_claims_and_no_others(party: Party, scope: str, names: set[str]) -> None:
    claims = party.userinfo(party.tokens(scope=scope)["access_token"]).get_json()
    assert claims.keys() - {"sub", "sid", "auth_time", "acr", "amr"} == names


def test_a_long_list_of_rights_is_at_userinfo_only(party: Party) -> None:
    with party.app.app_context():
        give_many_rights("ra@demo.test", 40)
    tokens = party.tokens()
    claims = claims_of(tokens["id_token"])
    assert "habilitations" not in claims
    assert claims["habilitations_in_userinfo"] is True
    assert claims["access"]["status"] == "granted"
    whole = party.userinfo(tokens["access_token"]).get_json()
    assert len(whole["habilitations"]) == 41


def test_a_name_is_a_plain_string_whatever_it_holds(party: Party) -> None:
    with party.app.app_context():
        account = db.session.scalars(select(Account)).first()
        assert account is not None
        account.given_name = '","email":"adm@x\\'
        account.family_name = '{"nonce_supported":false}'
        db.session.commit()
    claims = claims_of(party.tokens()["id_token"])
    assert claims["given_name"] == '","email":"adm@x\\'
    assert claims["email"] == "ra@demo.test"


def give_many_rights(email: str, count: int) -> None:
    account = db.session.scalars(select(Account).where(Account.email == email)).one()
    role = db.session.scalars(select(Role).where(Role.key == "consultation")).one()
    labels = {f"900000035{20000 + number}": f"ÉTABLISSEMENT {number}" for number in range(count)}
    for site in add_company("900000035", "VITRAUX", labels, by=SYSTEM).establishments:
        grant(account.id, role.id, site.id, by=SYSTEM)
    db.session.commit()
