"""The macros that draw forms and components."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import DataRequired

from tests.web_kit.conftest import AppFactory

HOSTILE = '"><img src=x onerror=alert(1)>'
IMPORTS = (
    '{% import "web_kit/forms.html" as forms %}{% import "web_kit/components.html" as components %}'
)


class SampleForm(FlaskForm):  # type: ignore[misc]
    """One field of each kind."""

    email = EmailField("E-mail", [DataRequired("Saisissez votre e-mail.")])
    password = PasswordField("Mot de passe")
    captcha = StringField("Code")


@pytest.fixture
def app(make_app: AppFactory) -> Flask:
    return make_app()


def drawn(app: Flask, source: str, data: dict[str, str] | None = None) -> BeautifulSoup:
    with app.test_request_context("/", method="POST"):
        form = SampleForm(formdata=MultiDict(data or {}))
        if data is not None:
            form.validate()
        html = render_template_string(IMPORTS + source, form=form, hostile=HOSTILE)
    return BeautifulSoup(html, "html.parser")


def test_a_field_has_its_label_its_hint_and_its_autocompletion(app: Flask) -> None:
    html = drawn(app, '{{ forms.field(form.email, hint="nom@domaine.fr", autocomplete="email") }}')
    [control] = html.select("input")
    assert (control["type"], control["autocomplete"]) == ("email", "email")
    assert "nom@domaine.fr" in html.select(f'label[for="{control["id"]}"]')[0].text
    assert not control.has_attr("aria-invalid")


def test_an_error_is_tied_to_its_field_and_to_the_summary(app: Flask) -> None:
    html = drawn(app, "{{ forms.error_summary(form) }}{{ forms.field(form.email) }}", {"a": "b"})
    [control] = html.select("input")
    assert control["aria-invalid"] == "true"
    assert "Saisissez votre e-mail." in html.select(f"#{control['aria-describedby']}")[0].text
    assert html.select(f'[role="alert"] a[href="#{control["id"]}"]')


def test_what_was_typed_comes_back_inert_but_for_secrets(app: Flask) -> None:
    html = drawn(
        app,
        '{{ forms.field(form.email) }}{{ forms.password(form.password, "current-password") }}',
        {"email": HOSTILE, "password": HOSTILE},
    )
    [email, password] = html.select("input.fr-input")
    assert email["value"] == HOSTILE
    assert (password["type"], password["value"]) == ("password", "")
    assert not html.select("img")


def test_showing_the_password_waits_for_the_script(app: Flask) -> None:
    html = drawn(app, '{{ forms.password(form.password, "current-password") }}')
    [box] = html.select("[hidden] input[data-shows-password]")
    assert box["data-shows-password"] == "password"
    assert not box.has_attr("name")


def test_the_captcha_carries_its_own_challenge_and_never_an_old_answer(app: Flask) -> None:
    challenge = SimpleNamespace(
        uuid="u-1", form="sign_in", image_data_uri="data:image/png;base64,AA=="
    )
    app.jinja_env.globals["challenge"] = challenge
    html = drawn(app, "{{ forms.captcha(form.captcha, challenge) }}", {"captcha": "OLD"})
    assert html.select("fieldset")[0]["data-captcha"] == "sign_in"
    assert html.select('input[name="captchetat-uuid"]')[0]["value"] == "u-1"
    assert html.select('input[name="captcha"]')[0]["value"] == ""
    assert html.select('button[name="nouveau-code"]')[0].has_attr("formnovalidate")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.test"])
def test_nothing_links_to_an_address_that_is_not_of_the_web(app: Flask, url: str) -> None:
    html = drawn(
        app, f'{{{{ components.tile("a", "b", "{url}") }}}}{{{{ forms.button("a", url="{url}") }}}}'
    )
    assert not html.select("a")


def test_components_show_hostile_text_as_text(app: Flask) -> None:
    html = drawn(
        app,
        "{{ components.alert('error', hostile, hostile) }}"
        "{{ components.callout(hostile, hostile) }}"
        "{{ components.badge('info', hostile) }}{{ components.tile(hostile, hostile, '/a') }}"
        "{{ components.data_list([(hostile, hostile)]) }}{{ components.progress(1, 10, hostile) }}",
    )
    assert not html.select("img")
    assert html.text.count(HOSTILE) == 10
