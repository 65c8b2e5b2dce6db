"""EDOF's own pages: a public one, and the space of a person with a habilitation."""

from flask import Blueprint, render_template, request

from rp_edof.sample import CATALOGUE
from rp_kit import current_person, find_person, requires_access
from web_kit.routes import page

blueprint = Blueprint(
    "edof", __name__, template_folder="templates", static_folder="static", static_url_path="/edof"
)


@blueprint.get("/")
@page
def landing() -> str:
    """What EDOF is, and the way in."""
    return render_template("rp_edof/landing.html", person=find_person())


@blueprint.get("/accueil")
@page
@requires_access
def home() -> str:
    """The training catalogue of one establishment."""
    person = current_person()
    return render_template(
        "rp_edof/home.html",
        person=person,
        establishments=person.list_establishments(),
        current=person.get_establishment(request.args.get("siret", "")),
        catalogue=CATALOGUE,
    )


@blueprint.get("/accueil/habilitation")
@page
@requires_access
def habilitations() -> str:
    """« Mon périmètre d'activité »: the roles of the person, establishment by establishment."""
    return render_template(
        "rp_edof/habilitations.html", establishments=current_person().list_establishments()
    )
