"""The staff of EFP Admin."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "account_unknown": Sentence(
        "Compte introuvable",
        "Aucun compte n’a cette adresse.",
        "Vérifiez l’adresse, ou demandez à la personne de créer son compte.",
    ),
    "scope_mismatch": Sentence(
        "Périmètre incorrect",
        "Un administrateur agit sur tous les services, les autres rôles sur un seul.",
        "Indiquez un service, sauf pour un administrateur.",
    ),
}
