"""Announcements."""

from idp.messages.sentence import Sentence, line_refused

SENTENCES = {
    "announcement_period_refused": Sentence(
        "Dates de l’annonce refusées",
        "Une annonce finit après avoir commencé, et après l’instant présent.",
        "Corrigez les dates.",
    ),
    "announcement_text_refused": line_refused("Texte de l’annonce refusé", "Le texte"),
    "announcement_unknown": Sentence(
        "Annonce introuvable",
        "Cette annonce n’existe pas, ou elle a déjà été retirée.",
        "Vérifiez son numéro.",
    ),
}
