"""What a sign-in asks of the database, mail and journal included: a budget."""

from flask import Flask

from tests.fixtures.costs import Meter
from tests.oidc.party import Party, register

#: From the authorization request to the code.
MOST_STATEMENTS = 12


def test_a_sign_in_is_worth_a_dozen_statements(provider: Flask, party: Party) -> None:
    party.tokens("collaborateur@demo.test")  # the process knows its keys
    newcomer = register(provider, service="soffi")
    meter = Meter(provider)
    code = newcomer.code()
    assert [cost.request for cost in meter.costs] == [
        "GET /authorize",
        "GET /connexion",
        "POST /connexion",
    ]
    assert sum(cost.statements for cost in meter.costs) <= MOST_STATEMENTS
    meter.costs.clear()
    access_token = newcomer.exchange(code).get_json()["access_token"]
    newcomer.userinfo(access_token)
    assert [cost.statements for cost in meter.costs] == [4, 2]
