"""The sign-in page. Its address carries the request of the service, and nothing is kept meanwhile:
it can stay open overnight, be reloaded or bookmarked, and outlives a restart.
"""

from http import HTTPStatus

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from idp import browser_session
from idp.domain.accounts.actions import Authentication, Visit, authenticate, note_success
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.captcha.actions import burn, issue
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.errors import DomainError, Unavailable
from idp.domain.throttling.errors import Throttled
from idp.domain.tokens import token_hash
from idp.messages import sentence
from idp.oidc.interaction import AUTHORIZE_PATH, SIGN_IN_PATH, Interaction, pending, resume
from idp.web.captcha import SIGN_IN
from idp.web.sign_in.forms import SignInForm, sign_in_form
from idp.web.sign_in.recognition import browser_token, keep_browser_token
from web_kit.browser import browser_id
from web_kit.csrf import TokenRefused
from web_kit.headers import allow_form_action
from web_kit.routes import page

HOME = "/"
NEW_PICTURE = "nouveau-code"
STALE_PAGE = (
    "Cette page n’était plus à jour : rien n’a été envoyé. "
    "Saisissez à nouveau votre mot de passe pour vous connecter."
)

blueprint = Blueprint("sign_in", __name__, template_folder="../templates")


@blueprint.get(SIGN_IN_PATH)
@page
def show() -> Response:
    """The empty form; a person who is signed in already goes on at once."""
    asked = pending(request.args)
    session = browser_session.current()
    if session is not None and (asked is None or not asked.needs_sign_in(session)):
        return _go_on(asked)
    return _page(sign_in_form(email=asked.login_hint if asked else ""), asked)


@blueprint.post(SIGN_IN_PATH)
@page
def submit() -> Response:
    """Sign in and go on to the service; or the form again, with what to do."""
    if any(len(values) > 1 for values in request.form.listvalues()):
        abort(HTTPStatus.BAD_REQUEST, "a field is given more than once")
    asked = pending(request.args)
    form = sign_in_form()
    if NEW_PICTURE in request.form or not form.validate():
        return _page(form, asked)
    try:
        signed_in = _prove(form)
    except (CaptchaRefused, WrongCredentials, Throttled, Unavailable) as refusal:
        return _refused_page(form, asked, refusal)
    return _enter(signed_in, asked)


@blueprint.errorhandler(TokenRefused)
def ask_again(_refusal: TokenRefused) -> Response:
    """Another tab has signed in or out since this page was shown: nobody meets an error page."""
    try:
        asked = pending(request.args)
        if browser_session.current() is not None:
            return _go_on(asked)
        return _page(sign_in_form(), asked, STALE_PAGE, HTTPStatus.FORBIDDEN)
    except Exception as error:  # Flask handles no error of an error handler by itself
        return current_app.make_response(current_app.handle_user_exception(error))


def _prove(form: SignInForm) -> Authentication:
    by = browser_session.actor()
    if "captcha" in form:
        challenge, answer = form.captcha_uuid.data or "", form.captcha.data
        burn(challenge, answer, form=SIGN_IN, browser_id=browser_id(), by=by)
    return authenticate(form.email.data, form.password.data, by=by, browser_token=browser_token())


def _enter(signed_in: Authentication, asked: Interaction | None) -> Response:
    by = browser_session.actor()
    session = browser_session.start(signed_in.account_id, by=by)
    visit = Visit(
        session_hash=token_hash(session.sid),
        browser_token=browser_token(),
        user_agent=request.user_agent.string,
        service_key=asked.service_key if asked else None,
        service_label=asked.service_label if asked else "",
    )
    new_token = note_success(signed_in, visit, by=by)
    if asked is None:
        response = redirect(HOME, HTTPStatus.SEE_OTHER)
    else:
        response = resume(asked, session, by=browser_session.actor())
    if new_token is not None:
        keep_browser_token(response, new_token)
    return response


def _go_on(asked: Interaction | None) -> Response:
    way = f"{AUTHORIZE_PATH}?{asked.query}" if asked else HOME
    return redirect(way, HTTPStatus.SEE_OTHER)


def _refused_page(form: SignInForm, asked: Interaction | None, refusal: DomainError) -> Response:
    status = {Throttled: HTTPStatus.TOO_MANY_REQUESTS, Unavailable: HTTPStatus.SERVICE_UNAVAILABLE}
    response = _page(form, asked, sentence(refusal).whole, status.get(type(refusal), HTTPStatus.OK))
    if "retry_after" in refusal.data:
        response.headers["Retry-After"] = str(refusal.data["retry_after"])
    return response


def _page(
    form: SignInForm,
    asked: Interaction | None,
    problem: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    if asked is not None:
        allow_form_action(asked.redirect_origin)
    html = render_template(
        "sign_in/page.html",
        form=form,
        service=_heading(asked),
        challenge=issue(SIGN_IN, browser_id()) if "captcha" in form else None,
        problem=problem,
        action_url=f"{SIGN_IN_PATH}?{asked.query}" if asked else SIGN_IN_PATH,
    )
    return make_response(html, status)


def _heading(asked: Interaction | None) -> dict[str, str | None] | None:
    if asked is None:
        return None
    return {
        "key": asked.service_key,
        "label": asked.service_label,
        "tagline": asked.service_full_label,
    }
