"""The sign-in page as it is shown: the form, and what stands in its way."""

from http import HTTPStatus

from flask import make_response, render_template
from werkzeug.wrappers import Response

from idp import settings
from idp.domain.accounts.errors import WrongCredentials
from idp.domain.announcements.queries import list_in_force
from idp.domain.captcha.errors import CaptchaRefused
from idp.domain.errors import DomainError
from idp.error_answers import refuse
from idp.messages import sentence
from idp.oidc.interaction import SIGN_IN_PATH, Interaction
from idp.web.captcha_part import CaptchaPart, prepare
from idp.web.sign_in.forms import SignInForm
from web_kit.headers import allow_form_action

#: The field that a refusal is about, where the page says so.
_FIELDS: dict[type[DomainError], str] = {CaptchaRefused: "captcha", WrongCredentials: "password"}


def form_page(
    form: SignInForm,
    asked: Interaction | None,
    problem: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The form, with a new code to copy out; closed, and saying why, when there is none."""
    captcha = prepare(form)
    if captcha.refusal is not None:
        return _refused(form, asked, captcha.refusal, captcha)
    return make_response(_draw(form, asked, problem, captcha), status)


def refused_page(form: SignInForm, asked: Interaction | None, refusal: DomainError) -> Response:
    """The form again, with the reason why it led nowhere and what to do."""
    captcha = prepare(form)
    return _refused(form, asked, captcha.refusal or refusal, captcha)


def _refused(
    form: SignInForm, asked: Interaction | None, refusal: DomainError, captcha: CaptchaPart
) -> Response:
    problem: str | None = sentence(refusal).whole
    if (field := _FIELDS.get(type(refusal))) and field in form:
        form[field].errors, problem = [problem], None
    html = _draw(form, asked, problem, captcha)
    # What was typed is wrong, most often: that is no failure of the page.
    return refuse(make_response(html), refusal, otherwise=HTTPStatus.OK)


def _draw(
    form: SignInForm, asked: Interaction | None, problem: str | None, captcha: CaptchaPart
) -> str:
    if asked is not None:
        allow_form_action(asked.redirect_origin)
    told = settings.current()
    return render_template(
        "sign_in/page.html",
        form=form,
        service=_heading(asked),
        captcha=captcha,
        problem=problem,
        action_url=f"{SIGN_IN_PATH}?{asked.query}" if asked else SIGN_IN_PATH,
        announcements=list_in_force(asked.service_key if asked else None),
        texts=told.texts,
        help=told.help,
    )


def _heading(asked: Interaction | None) -> dict[str, str | None] | None:
    if asked is None:
        return None
    return {
        "key": asked.service_key,
        "label": asked.service_label,
        "tagline": asked.service_full_label,
    }
