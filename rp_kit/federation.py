"""Everything that one service holds to federate, put together once for each application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Request, current_app

from rp_kit.cookies import Cookie
from rp_kit.http import Caller
from rp_kit.oidc.endpoints import Endpoints
from rp_kit.oidc.provider import Provider
from rp_kit.sealing import Sealer
from rp_kit.sessions import Database, LogoutNotices, Session, Sessions, SignIns
from rp_kit.settings import Settings

EXTENSION = "rp_kit"


@dataclass(frozen=True, kw_only=True)
class Service:
    """How the service calls itself, and where its public and its own pages begin."""

    label: str
    landing_path: str = "/"
    home_path: str = "/accueil"
    #: The template that the pages of this package extend.
    layout: str = "web_kit/layout.html"


@dataclass(frozen=True, kw_only=True)
class Hooks:
    """What the service's own manners must know of; a service without manners leaves it out."""

    #: Runs in the request that opens a session: to renew what is bound to the browser.
    on_sign_in: Callable[[], object] = lambda: None
    #: Runs with the provider's origin for each page with a sign-out form, which ends there:
    #: browsers apply `form-action` of the Content-Security-Policy to redirects too.
    on_sign_out_form: Callable[[str], object] = lambda _origin: None


class Federation:
    """The provider, the sessions and the cookies of one service."""

    def __init__(self, settings: Settings, service: Service, hooks: Hooks) -> None:
        caller = Caller()
        sealer = Sealer(settings.secret_key, settings.secret_key_fallbacks)
        self.settings = settings
        self.service = service
        self.hooks = hooks
        self.sealer = sealer
        self.provider = Provider(settings.issuer, caller)
        self.endpoints = Endpoints(settings, self.provider, caller)
        self.database = Database(settings.session_database_url)
        self.sign_ins = SignIns(self.database, sealer)
        self.sessions = Sessions(self.database, sealer, settings.issuer)
        self.logout_notices = LogoutNotices(self.database, settings.issuer)
        self.session_cookie = Cookie(settings, "session")
        self.browser_cookie = Cookie(settings, "sign_in")

    def find_session(self, request: Request) -> Session | None:
        """Return the living session of the browser that asks. Raises DatabaseDown."""
        cookie_id = self.session_cookie.find(request)
        return self.sessions.find(cookie_id) if cookie_id is not None else None


def current_federation() -> Federation:
    """Return the federation of the application that answers."""
    return cast("Federation", current_app.extensions[EXTENSION])
