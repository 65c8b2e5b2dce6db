"""Where a browser may be sent: rows RU of the security catalogue."""

import pytest

from idp.domain import db
from idp.domain.clients.queries import get_client
from tests.fixtures.browser import Answer
from tests.oidc.party import REDIRECT_URI, Party, parameters_of, register


def is_local_error(response: Answer) -> bool:
    return (
        response.status == 400
        and not response.header("Location")
        and response.header("Content-Type").startswith("text/html")
    )


@pytest.mark.parametrize(
    "redirect_uri",
    [
        REDIRECT_URI + "/",
        REDIRECT_URI.upper(),
        REDIRECT_URI + "?x=1",
        REDIRECT_URI + "#f",
        REDIRECT_URI + "/../evil",
        REDIRECT_URI + "/..;/x",
        REDIRECT_URI + "%2f..%2fx",
        REDIRECT_URI + ";a=b",
        "http://127.0.0.1:7001.evil.example/cb",
        "http://127.0.0.1:7001@evil.example/cb",
        "http://a@b@evil.example/cb",
        "javascript:alert(1)",
        'http://127.0.0.1:7001/cb"><script>',
        "http://127.0.0.1:7001/cbé",
        "",
        None,
    ],
)
def test_an_address_that_is_not_registered_letter_by_letter_gets_a_page_of_ours(
    party: Party, redirect_uri: str | None
) -> None:
    assert is_local_error(party.authorize(redirect_uri=redirect_uri))


def test_another_clients_address_is_refused(party: Party) -> None:
    other = register(party.app, redirect_uris=["http://127.0.0.1:7002/cb"])
    assert is_local_error(other.authorize(redirect_uri=REDIRECT_URI))


@pytest.mark.parametrize("doubled", ["redirect_uri", "client_id", "state", "scope", "nonce"])
def test_a_parameter_given_twice_leads_nowhere(party: Party, doubled: str) -> None:
    pairs = [*party.request().items(), (doubled, "http://evil.example/cb")]
    assert is_local_error(party.get("/authorize", pairs))
    assert is_local_error(party.get("/authorize", pairs[::-1]))


@pytest.mark.parametrize("client_id", [None, "", "nobody", "x" * 65, "\U0001f512", "soffi' OR 1=1"])
def test_an_unknown_client_gets_a_page_of_ours(party: Party, client_id: str | None) -> None:
    assert is_local_error(party.authorize(client_id=client_id))


def test_a_client_without_addresses_learns_none(party: Party) -> None:
    # None can be registered so any more; one may have been.
    with party.app.app_context():
        client = get_client(party.client_id)
        client.registration = client.registration.model_copy(update={"redirect_uris": ()})
        db.session.commit()
    assert is_local_error(party.authorize())
    assert is_local_error(party.authorize())


def test_success_carries_state_and_issuer_and_is_a_303(party: Party) -> None:
    response = party.sign_in()
    assert response.status == 303
    assert response.location.startswith(REDIRECT_URI + "?")
    assert response.header("Cache-Control") == "no-store"
    given = parameters_of(response)
    assert set(given) == {"code", "state", "iss"}
    assert given["state"] == "s" * 32
    assert given["iss"] == "http://localhost:5000"


def test_an_error_carries_state_and_issuer(party: Party) -> None:
    given = parameters_of(party.authorize(prompt="none"))
    assert given == {
        "error": "login_required",
        "state": "s" * 32,
        "iss": "http://localhost:5000",
    }


def test_an_address_with_a_query_keeps_it(party: Party) -> None:
    with_query = register(party.app, redirect_uris=["http://127.0.0.1:7003/cb?tenant=1"])
    response = with_query.authorize(redirect_uri="http://127.0.0.1:7003/cb?tenant=1", prompt="none")
    assert response.location.startswith("http://127.0.0.1:7003/cb?tenant=1&error=")
