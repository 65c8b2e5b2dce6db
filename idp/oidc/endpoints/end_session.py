"""The sign-out endpoint (OpenID Connect RP-Initiated Logout 1.0), and our own sign-out button."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.domain.browser_sessions.queries import list_visited_labels
from idp.oidc.interaction import SIGN_OUT_PATH, read_parameters
from idp.oidc.sign_out_request import SignOutReturn, seal_return, unseal_return, validate
from web_kit.addresses import origin_of
from web_kit.headers import allow_form_action
from web_kit.routes import page, protocol

blueprint = Blueprint("end_session", __name__, template_folder="../templates")

PATH = "/end_session"


@blueprint.get(PATH)
@protocol
def end_session() -> Response | str:
    """Sign out at once with a hint of this session; else ask the person first."""
    asked = validate(read_parameters(request.args))
    session = browser_session.current()
    if session is None:
        return _signed_out(asked.after)
    if asked.proves(session):
        browser_session.end(by=browser_session.actor())
        return _signed_out(asked.after)
    if asked.after is not None:
        allow_form_action(origin_of(asked.after.url))
    return render_template(
        "oidc/sign_out.html",
        action_url=SIGN_OUT_PATH,
        after=seal_return(asked.after),
        after_label=asked.after.label if asked.after else None,
        services=list_visited_labels(session.id),
    )


@blueprint.post(PATH)
@protocol
def end_session_by_post() -> Response:
    """Turn a form into an address: a POST from another site comes without the session cookie."""
    return redirect(f"{PATH}?{urlencode(read_parameters(request.form))}", 303)


@blueprint.post(SIGN_OUT_PATH)
@page
def sign_out() -> Response | str:
    """Sign out because the person pressed the button."""
    browser_session.end(by=browser_session.actor())
    return _signed_out(unseal_return(request.form.get("after", "")))


@blueprint.get(SIGN_OUT_PATH)
@page
def signed_out() -> Response | str:
    """Say it again to who reloads the page; a person who is signed in goes to the start."""
    if browser_session.current() is not None:
        return redirect("/", 303)
    return _signed_out(None)


def _signed_out(after: SignOutReturn | None) -> Response | str:
    if after is None:
        return render_template("oidc/signed_out.html")
    state = {"state": after.state} if after.state is not None else {}
    joint = "&" if "?" in after.url else "?"
    return redirect(after.url + (joint + urlencode(state) if state else ""), 303)
