"""The provider's own front page."""

from flask import Blueprint, render_template

from idp import browser_session
from idp.domain.announcements.queries import list_in_force
from idp.web.account_menu import list_own_services
from web_kit.routes import page

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@page
def show() -> str:
    """The services of the signed-in person, or what EFP Connect is."""
    services = [
        {"label": service.label, "tagline": service.full_label, "url": service.home_url}
        for service in list_own_services()
    ]
    return render_template(
        "home/page.html",
        person=browser_session.current(),
        services=services,
        announcements=list_in_force(None),
    )
