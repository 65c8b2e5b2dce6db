"""The menu at the top right of our pages: who is signed in, the services, the way out."""

from collections.abc import Sequence
from typing import Any

from flask import g

from idp import browser_session
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.habilitations.queries import ServiceView, list_services_of
from idp.oidc.interaction import SIGN_OUT_PATH


def add_account_menu() -> dict[str, Any]:
    """Give every template the menu; None when nobody is signed in."""
    session = browser_session.current()
    return {"account_menu": None if session is None else _menu(session)}


def list_own_services() -> Sequence[ServiceView]:
    """The services that the signed-in person may enter, read once a request."""
    session = browser_session.current()
    if session is None:
        return []
    if "own_services" not in g:
        g.own_services = list_services_of(session.account_id)
    services: Sequence[ServiceView] = g.own_services
    return services


def _menu(session: SessionView) -> dict[str, Any]:
    # We are none of the services, so none is the current one.
    return {
        "name": session.name,
        "initials": (session.given_name[:1] + session.family_name[:1]).upper(),
        "services": [{"label": one.label, "url": one.home_url} for one in list_own_services()],
        "items": [{"label": "Me déconnecter", "url": SIGN_OUT_PATH, "method": "post"}],
    }
