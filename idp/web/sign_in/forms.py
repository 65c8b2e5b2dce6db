"""The sign-in form. Its field names are a contract with automated checks."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from idp.web import captcha_part


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password, and the code of the picture. CSRF is checked before any form."""

    captcha_form = "sign_in"
    email = EmailField(
        "Identifiant (e-mail professionnel)",
        [InputRequired("Saisissez votre identifiant, c’est-à-dire votre e-mail professionnel.")],
    )
    password = PasswordField("Mot de passe", [InputRequired("Saisissez votre mot de passe.")])
    captcha = StringField(
        "Code de sécurité", [InputRequired("Recopiez le code de sécurité affiché dans l’image.")]
    )
    captcha_uuid = HiddenField(name="captchetat-uuid")


def sign_in_form(**values: Any) -> SignInForm:
    """The form of this request; `values` fill it when it was not sent."""
    form = SignInForm(data=values)
    captcha_part.fit(form)
    return form
