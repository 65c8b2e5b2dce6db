"""Nine o'clock: two hundred people sign in at once. Row FT-25; and no clock tells who exists."""

import re
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from sqlalchemy import delete

from idp.demo.people import PASSWORD
from idp.domain import db
from idp.domain.throttling.models import ThrottleCounter
from tests.fixtures.programs import PATIENCE_SECONDS
from tests.fixtures.served import Served

CROWD = 200
#: What a crowd may add to a process, in MiB: each of its four threads keeps the room of one hash,
#: which is 19, and there are pages, queries and what the allocator does not give back.
MOST_GROWTH = 128
TRIES = 40
#: What is not the provider's doing does not favour the same account again and again.
ROUNDS = 3


def sign_in(origin: str, email: str, password: str) -> tuple[requests.Response, float]:
    """Fill the sign-in page in a new browser; the answer, and the seconds it took."""
    browser = requests.Session()
    page = browser.get(f"{origin}/connexion", timeout=PATIENCE_SECONDS)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token is not None
    form = {"csrf_token": token[1], "email": email, "password": password}
    start = time.perf_counter()
    answer = browser.post(
        f"{origin}/connexion", data=form, allow_redirects=False, timeout=PATIENCE_SECONDS
    )
    return answer, time.perf_counter() - start


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="the peaks of memory are read below /proc")
def test_two_hundred_people_at_once_are_all_answered(served: Served) -> None:
    def enter(_: int) -> requests.Response:
        return sign_in(served.origin, "ra@demo.test", PASSWORD)[0]

    before = served.memory_peaks()
    with ThreadPoolExecutor(CROWD) as pool:
        answers = list(pool.map(enter, range(CROWD)))
    growth = {pid: peak - before[pid] for pid, peak in served.memory_peaks().items()}
    assert max(growth.values()) <= MOST_GROWTH, growth
    busy = [answer for answer in answers if answer.status_code != 303]
    assert all(answer.status_code == 503 for answer in busy)
    assert all(int(answer.headers["Retry-After"]) > 0 for answer in busy)
    assert all("ra@demo.test" in answer.text for answer in busy), "what was typed is kept"
    assert len(busy) <= CROWD / 20


@pytest.mark.long
def test_nobody_can_tell_by_the_clock_whether_an_account_exists(served: Served) -> None:
    emails = {
        "known": "collaborateur@demo.test",
        "unknown": "nobody@demo.test",
        "from the former portal": "ancien@demo.test",
    }
    # The demonstration was loaded with cheap hashes: a sign-in makes this one as dear as new ones.
    assert sign_in(served.origin, emails["known"], PASSWORD)[0].status_code == 303
    rounds: list[dict[str, float]] = []
    while not rounds or (len(rounds) < ROUNDS and differ(rounds[-1])):
        rounds.append(medians(served, emails))
    assert not differ(rounds[-1]), rounds


def medians(served: Served, emails: dict[str, str]) -> dict[str, float]:
    """The median seconds of a refusal for each account, asked in turns; one text for all."""
    seconds: dict[str, list[float]] = {name: [] for name in emails}
    texts: set[str] = set()
    with served.app.app_context():
        for number in range(TRIES):
            for name, email in emails.items():
                answer, taken = sign_in(served.origin, email, f"wrong {number}")
                seconds[name].append(taken)
                texts.add(mask(answer.text, email))
                forget_failures()
    assert len(texts) == 1
    return {name: statistics.median(values) for name, values in seconds.items()}


def differ(medians: dict[str, float]) -> bool:
    longest = max(medians.values())
    return longest - min(medians.values()) > max(0.10 * longest, 0.015)


def mask(text: str, email: str) -> str:
    """The page without what differs for a good reason."""
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
    return re.sub(r"[0-9a-f]{16,}", "", text.replace(email, "EMAIL"))


def forget_failures() -> None:
    """Let the next try be counted as the first: the measure is of answers, not of pauses."""
    with db.auto_engine().connect() as connection:
        connection.execute(delete(ThrottleCounter))
