"""SOFFi's own pages: a public one, and the space of a person with a habilitation."""

from flask import Blueprint, render_template, request

from rp_kit import current_person, find_person, requires_access
from rp_soffi.sample import CAMPAIGN
from web_kit.routes import page

blueprint = Blueprint(
    "soffi", __name__, template_folder="templates", static_folder="static", static_url_path="/soffi"
)


@blueprint.get("/")
@page
def landing() -> str:
    """What SOFFi is, and the way in."""
    return render_template("rp_soffi/landing.html", person=find_person())


@blueprint.get("/accueil")
@page
@requires_access
def home() -> str:
    """The declaration space of one establishment."""
    person = current_person()
    return render_template(
        "rp_soffi/home.html",
        person=person,
        establishments=person.list_establishments(),
        current=person.get_establishment(request.args.get("siret", "")),
        campaign=CAMPAIGN,
    )


@blueprint.get("/accueil/habilitation")
@page
@requires_access
def habilitations() -> str:
    """Every habilitation of the person in SOFFi."""
    return render_template("rp_soffi/habilitations.html", person=current_person())
