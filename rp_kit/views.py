"""The routes that every relying party has. French for people, English for machines."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, jsonify, request

from rp_kit import back_channel, paths, sign_in, sign_out
from rp_kit.federation import current_federation
from rp_kit.sessions.database import DatabaseDown

View = TypeVar("View", bound=Callable[..., Response])

blueprint = Blueprint("rp_kit", __name__, template_folder="templates")


def _machine(view: View) -> View:
    # For `web_kit`, which is not imported here: called by programs, so without cookie and token.
    vars(view)["route_class"] = "machine"
    return view


@blueprint.get(paths.SIGN_IN)
def begin_sign_in() -> Response:
    """Sign in, then open the home page; at once for a person who is signed in."""
    return sign_in.begin_once(current_federation())


@blueprint.get(paths.REDIRECT)
def finish_sign_in() -> Response:
    """Take the provider's answer (the registered redirect URI)."""
    return sign_in.finish(current_federation())


@blueprint.post(paths.SIGN_OUT)
def sign_out_everywhere() -> Response:
    """« Me déconnecter »."""
    return sign_out.sign_out(current_federation())


@blueprint.get(paths.SIGN_OUT)
def signed_out() -> Response:
    """Welcome back from the provider's sign-out (the registered post-logout redirect URI)."""
    return sign_out.signed_out_page(current_federation())


@blueprint.post(paths.BACK_CHANNEL_LOGOUT)
@_machine
def take_logout_notice() -> Response:
    """Take a logout token from the provider."""
    return back_channel.receive_notice(current_federation(), request)


@blueprint.get("/healthz")
@_machine
def is_alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@_machine
def is_ready() -> Response:
    """The sessions can be read. The provider is not asked: its silence is not our illness."""
    try:
        current_federation().database.check()
    except DatabaseDown:
        response = jsonify(status="unavailable", database="down")
        response.status_code = 503
        return response
    return jsonify(status="ok")
