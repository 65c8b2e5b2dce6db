"""An invented catalogue: EDOF is a demonstration, only the person and the rights are real."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Course:
    """One training course as its catalogue card shows it."""

    title: str
    certification: str
    hours: int
    sessions: int
    is_published: bool


CATALOGUE = (
    Course("Titre professionnel Assistant de direction", "RNCP, niveau 5", 490, 3, True),
    Course("Anglais des affaires", "Certification de langue", 35, 8, True),
    Course("Tableurs et présentations", "Compétences numériques", 21, 5, True),
    Course("Bilan de compétences", "Sans certification", 24, 12, True),
    Course("Conduite d’un projet de formation", "RNCP, niveau 6", 280, 0, False),
)
