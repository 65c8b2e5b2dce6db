"""The sign-in page as it is shown: the form, and what stands in its way."""

from http import HTTPStatus

from flask import make_response, render_template
from werkzeug.wrappers import Response

from idp import settings
from idp.domain.announcements.queries import list_in_force
from idp.domain.captcha.degraded import Offer
from idp.domain.captcha.errors import CaptchaRefused, SentTwice
from idp.domain.sign_in.errors import WrongCredentials
from idp.error_answers import refuse
from idp.ground.errors import DomainError
from idp.messages import sentence
from idp.oidc.interaction import SIGN_IN_PATH, Destination
from idp.web import captcha_part
from idp.web.sign_in.forms import SignInForm
from web_kit.headers import allow_form_action

#: The field that a refusal is about, where the page says so.
_FIELDS: dict[type[DomainError], str] = {CaptchaRefused: "captcha", WrongCredentials: "password"}


def form_page(
    form: SignInForm,
    destination: Destination,
    problem: str | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The form, with a new code to copy out; closed, and saying why, when there is none."""
    captcha = captcha_part.offer(form)
    if captcha.refusal is not None:
        return _refused(form, destination, captcha.refusal, captcha)
    return make_response(_draw(form, destination, problem, captcha), status)


def refused_page(form: SignInForm, destination: Destination, refusal: DomainError) -> Response:
    """The form again, with the reason why it led nowhere and what to do."""
    captcha = captcha_part.offer(form)
    return _refused(form, destination, captcha.refusal or refusal, captcha)


def sent_twice_page(destination: Destination, refusal: SentTwice) -> Response:
    """One button that goes on, wherever the first sending has led."""
    html = render_template(
        "sign_in/sent_twice.html",
        said=sentence(refusal),
        service=_heading(destination),
        go_on_url=destination.way_by(SIGN_IN_PATH),
    )
    return make_response(html)


def _refused(
    form: SignInForm, destination: Destination, refusal: DomainError, captcha: Offer
) -> Response:
    problem: str | None = sentence(refusal).whole
    if (field := _FIELDS.get(type(refusal))) and field in form:
        form[field].errors, problem = [problem], None
    html = _draw(form, destination, problem, captcha)
    return refuse(make_response(html), refusal, typed=True)


def _draw(form: SignInForm, destination: Destination, problem: str | None, captcha: Offer) -> str:
    if destination.form_target is not None:
        allow_form_action(destination.form_target)
    present = settings.current()
    return render_template(
        "sign_in/page.html",
        form=form,
        service=_heading(destination),
        captcha=captcha,
        problem=problem,
        action_url=destination.way_by(SIGN_IN_PATH),
        announcements=list_in_force(destination.service_key),
        texts=present.texts,
        help=present.help,
    )


def _heading(destination: Destination) -> dict[str, str | None] | None:
    if not destination.service_label:
        return None
    return {
        "key": destination.service_key,
        "label": destination.service_label,
        "tagline": destination.service_full_label,
    }
