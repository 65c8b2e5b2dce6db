"""Two server processes, one code, thirty hands: one success. Rows CO-01, FT-14."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.fixtures.browser import Browser, over_network
from tests.fixtures.programs import PATIENCE_SECONDS
from tests.fixtures.served import Served
from tests.oidc.party import Party, exchange_request, register

ROUNDS = 100
HANDS = 30


@pytest.fixture
def party(served: Served) -> Party:
    """A client that the server knows, and a browser that reaches the server."""
    party = register(served.app, service="soffi")
    party.browser = Browser(over_network(), served.origin)
    return party


@pytest.mark.long
def test_thirty_threads_redeem_one_code_and_one_succeeds(served: Served, party: Party) -> None:
    origin = served.origin
    with ThreadPoolExecutor(HANDS) as pool:
        for _ in range(ROUNDS):
            code = party.code()
            answers = list(pool.map(lambda _: redeem(origin, party, code), range(HANDS)))  # noqa: B023
            assert Counter(status for status, _ in answers) == {200: 1, 400: HANDS - 1}
            assert {body.get("error") for status, body in answers if status == 400} == {
                "invalid_grant"
            }
            # Twenty-nine replays have revoked what the first one got.
            [tokens] = [body for status, body in answers if status == 200]
            header = {"Authorization": f"Bearer {tokens['access_token']}"}
            assert (
                requests.get(
                    f"{origin}/userinfo", headers=header, timeout=PATIENCE_SECONDS
                ).status_code
                == 401
            )


def redeem(origin: str, party: Party, code: str) -> tuple[int, dict[str, str]]:
    answer = requests.post(
        f"{origin}/token",
        data=exchange_request(code),
        auth=(party.client_id, party.secret),
        timeout=PATIENCE_SECONDS,
    )
    return answer.status_code, answer.json()
