"""Give an application the pages of the provider, and its answers to errors."""

from flask import Flask

from idp import error_answers
from idp.web import captcha, home
from idp.web.account_menu import add_account_menu
from idp.web.sign_in import views as sign_in


def setup(app: Flask) -> None:
    """Register the pages. Their templates lie in `idp/web/templates`."""
    for module in (home, sign_in, captcha):
        app.register_blueprint(module.blueprint)
    app.context_processor(add_account_menu)
    error_answers.setup(app)
