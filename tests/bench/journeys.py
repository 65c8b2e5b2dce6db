"""What is measured: each journey is one person's, or one service's, requests in order.

A sign-in is what a browser does: a new connection, the authorization request, the page, the form,
the code; the exchange of that code is the service's, and has its own row.
"""

import base64
import json
import re
from collections import deque
from collections.abc import Callable, Generator
from itertools import count
from typing import NamedTuple
from urllib.parse import urlencode

from idp.demo.people import PASSWORD
from idp.domain.captcha.actions import MOST_PLAYS
from tests.bench.connection import Answer, BadAnswer
from tests.bench.target import FULL_NETWORK, Held, Person, Target
from tests.oidc.party import authorization_request, exchange_request

RECOGNITION = "efp_browser"
CAPTCHA = "/simple-captcha-endpoint?c=captchaFR&get="
_CSRF = re.compile(rb'name="csrf_token" value="([^"]+)"')
_CHALLENGE = re.compile(rb'name="captchetat-uuid" value="([^"]+)"')
_CODE = re.compile(r"[?&]code=([^&]+)")


class NothingLeft(Exception):
    """No code is left to be exchanged: the cell is over."""


class Request(NamedTuple):
    """What is sent next; on a new connection if `is_new`, as a browser that just arrives."""

    data: bytes
    is_new: bool = False


Journey = Generator[Request, Answer, None]


class Journeys:
    """The journeys on one target. Those that give codes keep them for those that use them."""

    def __init__(self, target: Target) -> None:
        self._host = f"127.0.0.1:{target.port}"
        basic = base64.b64encode(f"{target.client_id}:{target.secret}".encode()).decode()
        self._basic = {"Authorization": f"Basic {basic}"}
        self._authorize = "/authorize?" + urlencode(authorization_request(target.client_id))
        self._codes: deque[str] = deque()
        self._networks = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in count(1))
        self.by_name: dict[str, Callable[[Person], Journey]] = {
            "discovery": self._discovery,
            "jwks": self._jwks,
            "userinfo": self._userinfo,
            "authorize": self._authorize_by_sso,
            "exchange": self._exchange,
            "sign-in": self._sign_in,
            "enter": self._enter,
            "picture": self._picture,
            "play": self._play,
            "throttled": self._throttled_picture,
        }

    def _discovery(self, _person: Person) -> Journey:
        _expect(200, (yield self._request("GET", "/.well-known/openid-configuration", {})))

    def _jwks(self, _person: Person) -> Journey:
        _expect(200, (yield self._request("GET", "/jwks.json", {})))

    def _userinfo(self, person: Person) -> Journey:
        bearer = {"Authorization": f"Bearer {person.access_token}"}
        _expect(200, (yield self._request("GET", "/userinfo", bearer)))

    def _authorize_by_sso(self, person: Person) -> Journey:
        answer = yield self._request("GET", self._authorize, _browser(person))
        self._codes.append(_code_in(answer))

    def _exchange(self, person: Person) -> Journey:
        if not self._codes:
            raise NothingLeft
        form = exchange_request(self._codes.popleft())
        answer = _expect(200, (yield self._request("POST", "/token", self._basic, form)))
        person.access_token = json.loads(answer.body)["access_token"]

    def _sign_in(self, person: Person) -> Journey:
        # A new session in a browser that is known: only the recognition cookie is left of it.
        person.cookies = {k: v for k, v in person.cookies.items() if k == RECOGNITION}
        answer = yield self._request("GET", self._authorize, _browser(person))._replace(is_new=True)
        address = _expect(303, answer).location
        answer = _expect(200, (yield self._request("GET", address, _browser(person))))
        person.cookies |= answer.cookies
        token = _CSRF.search(answer.body)
        if token is None:
            raise BadAnswer("a page without a form")
        form = {"csrf_token": token[1].decode(), "email": person.email, "password": PASSWORD}
        form |= yield from self._read_captcha(answer.body)
        answer = yield self._request("POST", address, _browser(person), form)
        _code_in(answer)
        person.cookies |= answer.cookies

    def _read_captcha(self, page: bytes) -> Generator[Request, Answer, dict[str, str]]:
        found = _CHALLENGE.search(page)
        if found is None:
            return {}
        name = found[1].decode()
        answer = _expect(200, (yield self._request("GET", f"/demo/captcha/{name}", {})))
        return {"captchetat-uuid": name, "captcha": answer.body.decode()}

    def _picture(self, person: Person) -> Journey:
        # Each from another network, as a flood that no limit holds.
        browser = Person("", next(self._networks))
        answer = _expect(200, (yield self._request("GET", f"{CAPTCHA}image", _browser(browser))))
        browser.cookies = answer.cookies
        person.held = Held(browser, json.loads(answer.body)["uuid"], MOST_PLAYS)

    def _play(self, person: Person) -> Journey:
        if person.held is None or not person.held.plays_left:
            yield from self._picture(person)
        assert person.held is not None
        person.held.plays_left -= 1
        path = f"{CAPTCHA}sound&t={person.held.name}"
        _expect(200, (yield self._request("GET", path, _browser(person.held.browser))))

    def _throttled_picture(self, _person: Person) -> Journey:
        browser = Person("", FULL_NETWORK)
        _expect(429, (yield self._request("GET", f"{CAPTCHA}image", _browser(browser))))

    def _enter(self, person: Person) -> Journey:
        for journey in (self._sign_in, self._authorize_by_sso, self._exchange):
            yield from journey(person)

    def _request(
        self, method: str, path: str, headers: dict[str, str], form: dict[str, str] | None = None
    ) -> Request:
        body = urlencode(form) if form else ""
        headers = {"Host": self._host, **headers}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Content-Length"] = str(len(body))
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return Request(f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode())


def _browser(person: Person) -> dict[str, str]:
    headers = {
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Accept": "text/html,application/xhtml+xml",
        "X-Forwarded-For": person.address,
    }
    if person.cookies:
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    return headers


def _expect(status: int, answer: Answer) -> Answer:
    if answer.status != status:
        raise BadAnswer(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
    return answer


def _code_in(answer: Answer) -> str:
    found = _CODE.search(_expect(303, answer).location)
    if found is None:
        raise BadAnswer(f"no code in {answer.location}")
    return found[1]
