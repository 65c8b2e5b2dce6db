"""The three classes of routes, and how a view declares its own.

A *page* has a browser session and a CSRF token; a *protocol* route is a page that other sites
lead to, so it carries no token; a *machine* route is called by programs: no cookie, no HTML.
"""

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from flask import Flask, Request, current_app
from werkzeug.exceptions import HTTPException, MethodNotAllowed

RouteClass = Literal["page", "protocol", "machine"]
View = TypeVar("View", bound=Callable[..., Any])

PROBES = frozenset({"/healthz", "/readyz"})


def page(view: View) -> View:
    """Declare a view as a page."""
    return _declare(view, "page")


def protocol(view: View) -> View:
    """Declare a view as a protocol route: other sites lead browsers to it."""
    return _declare(view, "protocol")


def machine(view: View) -> View:
    """Declare a view as called by programs only."""
    return _declare(view, "machine")


def _declare(view: View, route_class: RouteClass) -> View:
    # A plain attribute, so that a package which may not import this one declares its views too.
    vars(view)["route_class"] = route_class
    return view


def route_class_of(app: Flask, endpoint: str) -> RouteClass | None:
    """Return the class that the view of an endpoint declares; None if it declares none."""
    if endpoint.rpartition(".")[2] == "static":
        return "machine"
    return cast("RouteClass | None", getattr(app.view_functions.get(endpoint), "route_class", None))


def class_of_request(request: Request) -> RouteClass:
    """Return the class of the requested route; unknown and undeclared ones count as pages."""
    endpoint = request.endpoint or _endpoint_under_another_method(request)
    if endpoint is None:
        return "page"
    return route_class_of(current_app, endpoint) or "page"


def _endpoint_under_another_method(request: Request) -> str | None:
    # A program that uses the wrong method deserves its 405 in JSON too.
    error = request.routing_exception
    if not isinstance(error, MethodNotAllowed) or not error.valid_methods:
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return None
    try:
        endpoint, _ = adapter.match(method=next(iter(error.valid_methods)))
    except HTTPException:
        return None
    return cast("str", endpoint)
