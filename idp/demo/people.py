"""Who lives in the demonstration: fictitious people in fictitious companies, one password."""

from dataclasses import dataclass, field

from idp.domain.accounts.models import Civilite
from idp.domain.staff.models import Rank

PASSWORD = "Vitrail-Ocean-2026!"  # noqa: S105 (public: the demonstration serves this machine only)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A company; the first establishment is its head office."""

    siren: str
    label: str
    establishments: dict[str, str]
    enlisted_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """A person, with the roles held on the head office."""

    email: str
    civilite: Civilite
    given_name: str
    family_name: str
    about: str
    siren: str | None = None
    job_title: str | None = None
    has_password: bool = True
    roles: tuple[tuple[str, str], ...] = ()
    manages: tuple[str, ...] = ()
    staff: tuple[tuple[Rank, str | None], ...] = field(default=())


COMPANY_A = DemoCompany(
    "900000019",
    "ATELIERS DU VITRAIL",
    {
        "90000001900019": "ATELIERS DU VITRAIL - LYON",
        "90000001900027": "ATELIERS DU VITRAIL - CHARTRES",
    },
    enlisted_in=("edof",),
)
COMPANY_B = DemoCompany(
    "900000027",
    "PHARE ET MARÉES FORMATION",
    {"90000002700012": "PHARE ET MARÉES FORMATION - BREST"},
    enlisted_in=("edof",),
)
COMPANIES = (COMPANY_A, COMPANY_B)

PEOPLE = (
    DemoPerson(
        email="ra@demo.test",
        civilite="madame",
        given_name="Rose",
        family_name="Amblard",
        about="responsable des accès de SOFFi et d'EDOF, Gestionnaire dans les deux",
        siren=COMPANY_A.siren,
        job_title="Directrice administrative",
        roles=(("soffi", "gestionnaire"), ("edof", "gestionnaire_edof")),
        manages=("soffi", "edof"),
    ),
    DemoPerson(
        email="collaborateur@demo.test",
        civilite="monsieur",
        given_name="Colin",
        family_name="Labat",
        about="Consultation sur SOFFi",
        siren=COMPANY_A.siren,
        job_title="Chargé de formation",
        roles=(("soffi", "consultation"),),
    ),
    DemoPerson(
        email="sans-acces@demo.test",
        civilite="madame",
        given_name="Sarah",
        family_name="Cellier",
        about="aucun accès dans une entreprise qui en a",
        siren=COMPANY_A.siren,
    ),
    DemoPerson(
        email="premier@demo.test",
        civilite="monsieur",
        given_name="Pierre",
        family_name="Mielle",
        about="la première personne de son entreprise",
        siren=COMPANY_B.siren,
        job_title="Gérant",
    ),
    DemoPerson(
        email="ancien@demo.test",
        civilite="madame",
        given_name="Anne",
        family_name="Cienne",
        about="vient de l'ancien portail, doit choisir un nouveau mot de passe",
        siren=COMPANY_A.siren,
        has_password=False,
    ),
    DemoPerson(
        email="admin@demo.test",
        civilite="madame",
        given_name="Ada",
        family_name="Minot",
        about="administratrice d'EFP Admin",
        staff=(("administrator", None),),
    ),
    DemoPerson(
        email="admin.soffi@demo.test",
        civilite="monsieur",
        given_name="Sofiane",
        family_name="Admin",
        about="administrateur applicatif de SOFFi",
        staff=(("application_administrator", "soffi"),),
    ),
    DemoPerson(
        email="assistant@demo.test",
        civilite="monsieur",
        given_name="Assane",
        family_name="Istant",
        about="assistant aux utilisateurs de SOFFi",
        staff=(("support_assistant", "soffi"),),
    ),
)
