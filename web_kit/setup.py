"""Give an application our look and manners."""

from flask import Flask, Response, request

from web_kit.addresses import is_web_address
from web_kit.assets import asset_url, assets
from web_kit.browser import set_browser_cookie
from web_kit.correlation import HEADER, correlation_id
from web_kit.csrf import SAFE_METHODS, check_csrf, csrf_token
from web_kit.errors import set_error_handlers
from web_kit.headers import set_security_headers
from web_kit.limits import check_form_type, check_host, check_sizes, set_body_limits
from web_kit.manners import Manners
from web_kit.request_state import current_manners, request_state


def setup(app: Flask, manners: Manners) -> None:
    """Install headers, limits, CSRF, correlation ids, templates and error pages.

    To be called before anything else registers a `before_request`, so that what is refused here
    reaches nothing.
    """
    app.extensions["web_kit"] = manners
    scheme, _, host = manners.public_url.partition("://")
    app.config.update(SERVER_NAME=host, PREFERRED_URL_SCHEME=scheme, WTF_CSRF_ENABLED=False)
    set_body_limits(app)
    app.register_blueprint(assets)
    app.jinja_env.globals.update(
        asset_url=asset_url, correlation_id=correlation_id, csrf_token=csrf_token, site=manners
    )
    app.jinja_env.tests["web_address"] = is_web_address
    set_error_handlers(app)
    app.before_request(check_request)
    app.after_request(finish_response)


def check_request() -> None:
    """Raise the HTTP error of whatever is wrong with the request, the cheapest check first."""
    check_host()
    check_sizes()
    route_class = request_state().route_class
    if route_class == "machine" or request.method in SAFE_METHODS:
        return
    if request.routing_exception is not None:
        return
    check_form_type()
    if route_class == "page":
        check_csrf()


def finish_response(response: Response) -> Response:
    """Add to an answer what every answer carries."""
    response.headers[HEADER] = correlation_id()
    set_security_headers(response, current_manners())
    set_browser_cookie(response)
    return response
