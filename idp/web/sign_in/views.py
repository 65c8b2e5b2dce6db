"""The sign-in page. Its address carries the request of the service, and nothing is kept meanwhile:
it can stay open overnight, be reloaded or bookmarked, and outlives a restart.
"""

from http import HTTPStatus

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.domain.accounts.actions import Authentication, Visit, authenticate, enter
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.accounts.queries import is_address_of
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.errors import Unavailable
from idp.domain.throttling.errors import Throttled
from idp.messages.sign_in import NO_COOKIE, STALE_PAGE
from idp.oidc.interaction import (
    AUTHORIZE_PATH,
    SIGN_IN_PATH,
    Interaction,
    pending,
    resume_signed_in,
)
from idp.web.sign_in.forms import SignInForm, sign_in_form
from idp.web.sign_in.page import form_page, refused_page
from idp.web.sign_in.recognition import browser_token, keep_browser_token
from idp.web.sign_in.sent_twice import check_captcha
from web_kit.browser import browser_id, known_browser_id, renew_browser_id
from web_kit.csrf import TokenRefused
from web_kit.errors import answer_to
from web_kit.routes import page

HOME = "/"
NEW_PICTURE = "nouveau-code"

blueprint = Blueprint("sign_in", __name__, template_folder="../templates")


@blueprint.get(SIGN_IN_PATH)
@page
def show() -> Response:
    """The empty form; a person who is signed in already goes on at once."""
    asked = pending(request.args)
    session = browser_session.current()
    if session is not None and (asked is None or not asked.needs_sign_in(session)):
        return _go_on(asked)
    return form_page(sign_in_form(email=asked.login_hint if asked else ""), asked)


@blueprint.post(SIGN_IN_PATH)
@page
def submit() -> Response:
    """Sign in and go on to the service; or the form again, with what to do."""
    if any(len(values) > 1 for values in request.form.listvalues()):
        abort(HTTPStatus.BAD_REQUEST, "a field is given more than once")
    asked = pending(request.args)
    form = sign_in_form()
    if NEW_PICTURE in request.form or not form.validate():
        return form_page(form, asked)
    try:
        signed_in = _prove(form)
    except (CaptchaRefused, WrongCredentials, Throttled, Unavailable) as refusal:
        return refused_page(form, asked, refusal)
    return _enter(signed_in, asked)


@blueprint.errorhandler(TokenRefused)
def ask_again(_refusal: TokenRefused) -> Response:
    """Another tab has signed in or out since this page was shown: nobody meets an error page."""
    try:
        asked = pending(request.args)
        if _is_signed_in_as_typed():
            return _go_on(asked)
        problem = STALE_PAGE if known_browser_id() else NO_COOKIE
        return form_page(sign_in_form(), asked, problem, HTTPStatus.FORBIDDEN)
    except Exception as error:  # Flask handles no error of an error handler by itself
        return answer_to(error)


def _is_signed_in_as_typed() -> bool:
    # Whoever types another address than that of the open session is somebody else.
    session = browser_session.current()
    typed = request.form.get("email", "")
    return session is not None and (not typed or is_address_of(typed, session.account_id))


def _prove(form: SignInForm) -> Authentication:
    by = browser_session.actor()
    has_captcha = check_captcha(form)
    return authenticate(
        form.email.data,
        form.password.data,
        by=by,
        browser_token=browser_token(),
        has_captcha=has_captcha,
    )


def _enter(signed_in: Authentication, asked: Interaction | None) -> Response:
    entrance = enter(signed_in, _visit(asked), by=browser_session.actor())
    browser_session.adopt(entrance.session)
    if asked is None:
        response = redirect(HOME, HTTPStatus.SEE_OTHER)
    else:
        response = resume_signed_in(asked, entrance.session, by=browser_session.actor())
    if entrance.new_browser_token is not None:
        keep_browser_token(response, entrance.new_browser_token)
    return response


def _visit(asked: Interaction | None) -> Visit:
    former_cookie = browser_id()
    return Visit(
        cookie=renew_browser_id(),
        former_cookie=former_cookie,
        browser_token=browser_token(),
        user_agent=request.user_agent.string,
        service_key=asked.service_key if asked else None,
        service_label=asked.service_label if asked else "",
    )


def _go_on(asked: Interaction | None) -> Response:
    way = f"{AUTHORIZE_PATH}?{asked.query}" if asked else HOME
    return redirect(way, HTTPStatus.SEE_OTHER)
