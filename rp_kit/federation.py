"""Everything that one service holds to federate, put together once for each application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from rp_kit.cookies import Cookie
from rp_kit.http import Caller
from rp_kit.oidc.endpoints import Endpoints
from rp_kit.oidc.provider import Provider
from rp_kit.sealing import Sealer
from rp_kit.sessions import Database, LogoutNotices, Sessions, SignIns
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


def do_nothing() -> None:
    """Stand where a service has nothing of its own to do at sign-in."""


class Federation:
    """The provider, the sessions and the cookies of one service."""

    def __init__(
        self, settings: Settings, service: Service, on_sign_in: Callable[[], object]
    ) -> None:
        caller = Caller()
        sealer = Sealer(settings.secret_key, settings.secret_key_fallbacks)
        self.settings = settings
        self.service = service
        self.on_sign_in = on_sign_in
        self.sealer = sealer
        self.provider = Provider(settings.issuer, caller)
        self.endpoints = Endpoints(settings, self.provider, caller)
        self.database = Database(settings.session_database_url)
        self.sign_ins = SignIns(self.database, sealer)
        self.sessions = Sessions(self.database, sealer, settings.issuer)
        self.logout_notices = LogoutNotices(self.database, settings.issuer)
        self.session_cookie = Cookie(settings, "session")
        self.browser_cookie = Cookie(settings, "sign_in")


def current_federation() -> Federation:
    """Return the federation of the application that answers."""
    return cast("Federation", current_app.extensions[EXTENSION])
