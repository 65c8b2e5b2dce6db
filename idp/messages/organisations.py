"""Companies in use."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "company_exists": Sentence(
        "Entreprise déjà enregistrée",
        "Une entreprise porte déjà ce numéro SIREN.",
        "Vérifiez le numéro.",
    ),
    "company_unknown": Sentence(
        "Entreprise introuvable",
        "Cette entreprise n’est pas enregistrée.",
        "Vérifiez son numéro SIREN.",
    ),
}
