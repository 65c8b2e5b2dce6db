"""The sign-in form. Its field names are a contract with automated checks."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Optional

from idp import settings
from idp.domain.captcha.degraded import goes_on_without

CHALLENGE = "captchetat-uuid"


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password, and the code of the picture. CSRF is checked before any form."""

    email = EmailField(
        "Identifiant (e-mail professionnel)",
        [InputRequired("Saisissez votre identifiant, c’est-à-dire votre e-mail professionnel.")],
    )
    password = PasswordField("Mot de passe", [InputRequired("Saisissez votre mot de passe.")])
    captcha = StringField(
        "Code de sécurité", [InputRequired("Recopiez le code de sécurité affiché dans l’image.")]
    )
    captcha_uuid = HiddenField(name=CHALLENGE)


def sign_in_form(**values: Any) -> SignInForm:
    """The form of this request; `values` fill it when it was not sent."""
    form = SignInForm(data=values)
    if settings.current().captcha == "off":
        del form.captcha
        del form.captcha_uuid
    elif goes_on_without() and not request.form.get(CHALLENGE):
        form.captcha.validators = [Optional()]  # whether it may be left out is the domain's to say
    return form
