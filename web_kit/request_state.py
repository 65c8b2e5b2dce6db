"""What the kit remembers during one request."""

from dataclasses import dataclass, field
from typing import cast

from flask import current_app, request

from web_kit.manners import Manners
from web_kit.routes import RouteClass, class_of_request

_KEY = "web_kit.state"


@dataclass(kw_only=True)
class RequestState:
    """Facts of one request; `new_browser_id` is one that the answer will set."""

    route_class: RouteClass
    correlation_id: str | None = None
    new_browser_id: str | None = None
    form_action_origins: list[str] = field(default_factory=list)


def request_state() -> RequestState:
    """Return the state of the current request, created when first asked for."""
    # Kept in the environment, because `g` outlives a request made inside an application context.
    state = request.environ.get(_KEY)
    if state is None:
        state = request.environ[_KEY] = RequestState(route_class=class_of_request(request))
    return cast("RequestState", state)


def current_manners() -> Manners:
    """Return the manners given to `setup` for the current application."""
    return cast("Manners", current_app.extensions["web_kit"])
