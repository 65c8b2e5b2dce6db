"""The sign-in page. Its address carries the destination, and nothing is kept meanwhile:
it can stay open overnight, be reloaded or bookmarked, and outlives a restart.
"""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.domain.accounts.queries import is_address_of
from idp.domain.captcha.errors import SentTwice
from idp.domain.sign_in import actions as sign_in
from idp.domain.sign_in.actions import Authentication, Visit
from idp.ground.errors import DomainError
from idp.messages.sign_in import NO_COOKIE, STALE_PAGE
from idp.oidc.interaction import SIGN_IN_PATH, Destination, pending, resume
from idp.web import captcha_part
from idp.web.sign_in.forms import SignInForm, sign_in_form
from idp.web.sign_in.page import form_page, refused_page, sent_twice_page
from idp.web.sign_in.recognition import browser_token, keep_browser_token
from web_kit.browser import known_browser_id, renew_browser_id
from web_kit.csrf import TokenRefused
from web_kit.routes import page

NEW_PICTURE = "nouveau-code"

blueprint = Blueprint("sign_in", __name__, template_folder="../templates")


@blueprint.get(SIGN_IN_PATH)
@page
def show() -> Response:
    """The empty form; a person who is signed in already goes on at once."""
    destination = pending(request.args)
    session = browser_session.current()
    if session is not None and not destination.needs_sign_in(session):
        return _go_on(destination)
    return form_page(sign_in_form(email=destination.login_hint), destination)


@blueprint.post(SIGN_IN_PATH)
@page
def submit() -> Response:
    """Sign in and go on to the destination; or the form again, with what to do."""
    if any(len(values) > 1 for values in request.form.listvalues()):
        abort(HTTPStatus.BAD_REQUEST, "a field is given more than once")
    destination = pending(request.args)
    form = sign_in_form()
    if NEW_PICTURE in request.form or not form.validate():
        return form_page(form, destination)
    return _enter(_prove(form), destination)


@blueprint.errorhandler(DomainError)
def refuse(refusal: DomainError) -> Response:
    """The form again, with what stopped the sign-in."""
    return refused_page(sign_in_form(), pending(request.args), refusal)


@blueprint.errorhandler(SentTwice)
def go_on_once(refusal: SentTwice) -> Response:
    """A double click without script: a browser shows the answer to the second sending only."""
    return sent_twice_page(pending(request.args), refusal)


@blueprint.errorhandler(TokenRefused)
def ask_again(_refusal: TokenRefused) -> Response:
    """Another tab has signed in or out since this page was shown: nobody meets an error page."""
    destination = pending(request.args)
    if _is_signed_in_as_typed():
        return _go_on(destination)
    problem = STALE_PAGE if known_browser_id() else NO_COOKIE
    return form_page(sign_in_form(), destination, problem, HTTPStatus.FORBIDDEN)


def _is_signed_in_as_typed() -> bool:
    # Whoever types another address than that of the open session is somebody else.
    session = browser_session.current()
    typed = request.form.get("email", "")
    return session is not None and (not typed or is_address_of(typed, session.account_id))


def _prove(form: SignInForm) -> Authentication:
    by = browser_session.actor()
    has_captcha = captcha_part.check(form)
    return sign_in.authenticate(
        form.email.data,
        form.password.data,
        by=by,
        browser_token=browser_token(),
        has_captcha=has_captcha,
    )


def _enter(signed_in: Authentication, destination: Destination) -> Response:
    entrance = sign_in.enter(signed_in, _visit(destination), by=browser_session.actor())
    browser_session.adopt(entrance.session)
    response = resume(destination, entrance.session, by=browser_session.actor())
    if entrance.new_browser_token is not None:
        keep_browser_token(response, entrance.new_browser_token)
    return response


def _visit(destination: Destination) -> Visit:
    return Visit(
        cookie=renew_browser_id(),
        replacing=browser_session.current(),
        browser_token=browser_token(),
        user_agent=request.user_agent.string,
        service_key=destination.service_key,
        service_label=destination.service_label,
    )


def _go_on(destination: Destination) -> Response:
    return redirect(destination.entry, HTTPStatus.SEE_OTHER)
