"""The menu at the top right of our pages: who is signed in, the services, the way out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flask import g

from idp import browser_session
from idp.domain.browser_sessions.queries import SessionView
from idp.domain.habilitations.queries import ServiceView, list_services_of
from idp.oidc.interaction import SIGN_OUT_PATH


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu: a link, or a button that sends a form."""

    label: str
    url: str
    method: Literal["get", "post"] = "get"


@dataclass(frozen=True, slots=True)
class MenuService:
    """A service of the switcher. We are none of them, so none is the current one."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class AccountMenu:
    """What the layout shows of the signed-in person."""

    name: str
    initials: str
    services: Sequence[MenuService]
    items: Sequence[Item]


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


def _menu(session: SessionView) -> AccountMenu:
    return AccountMenu(
        name=session.name,
        initials=(session.given_name[:1] + session.family_name[:1]).upper(),
        services=[MenuService(one.label, one.home_url) for one in list_own_services()],
        items=[Item("Me déconnecter", SIGN_OUT_PATH, "post")],
    )
