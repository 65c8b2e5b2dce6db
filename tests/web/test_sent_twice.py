"""A burnt code that is sent again and again holds none of the threads that serve everybody."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from idp.cli.serve import BLOCKING_THREADS
from idp.demo.people import PASSWORD
from idp.web.sign_in.sent_twice import POLL_SECONDS, POLLS
from tests.fixtures.captchas import captcha_answer
from tests.fixtures.served import WORKERS, Served

REPLAYS = 100
#: How long they would take if each one waited for the first.
ALL_WAITING_SECONDS = REPLAYS * POLLS * POLL_SECONDS / (WORKERS * BLOCKING_THREADS)


@pytest.mark.long
@pytest.mark.parametrize("served", [{"EFP_CAPTCHA": "local"}], indirect=True)
def test_a_hundred_replays_of_a_burnt_code(served: Served) -> None:
    address = f"{served.origin}/connexion"
    page = requests.get(address, timeout=60)
    names = ("csrf_token", "captchetat-uuid")
    fields = {name: value_of(name, page.text) for name in names}
    fields |= {"email": "ra@demo.test", "password": f"not {PASSWORD}"}
    fields["captcha"] = captcha_answer(served.app, fields["captchetat-uuid"])

    def send(_: int) -> str:
        return requests.post(address, fields, cookies=page.cookies, timeout=60).text

    assert "parti deux fois" not in send(0)
    start = time.perf_counter()
    with ThreadPoolExecutor(REPLAYS) as pool:
        replays = list(pool.map(send, range(REPLAYS)))
    assert time.perf_counter() - start < ALL_WAITING_SECONDS / 2
    assert all("parti deux fois" in replay for replay in replays)


def value_of(name: str, page: str) -> str:
    """What a hidden field of the page carries."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found is not None
    return found[1]
