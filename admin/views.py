"""The pages of EFP Admin."""

from flask import Blueprint, render_template

from admin.staff import current_roles, requires_staff, role_label
from rp_kit import current_person, find_person
from web_kit.routes import page

blueprint = Blueprint("admin", __name__, template_folder="templates")


@blueprint.get("/")
@page
def landing() -> str:
    """The way in. Nothing is said here that is not public."""
    return render_template("admin/landing.html", person=find_person())


@blueprint.get("/accueil")
@page
@requires_staff
def home() -> str:
    """Who the staff member is, and what they may do."""
    roles = [role_label(role) for role in current_roles()]
    return render_template("admin/home.html", person=current_person(), roles=roles)
