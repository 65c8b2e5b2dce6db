"""The captcha."""

from idp.messages.sentence import Sentence

SENTENCES = {
    "captcha_refused": Sentence(
        "Code de sécurité refusé",
        "Le code de sécurité n’est pas le bon, ou il n’est plus valable.",
        "Complétez les champs vides, puis recopiez le nouveau code affiché.",
    ),
    "captcha_throttled": Sentence(
        "Trop de codes demandés",
        "Trop de codes de sécurité ont été demandés depuis votre réseau.",
        "Réessayez dans {wait}.",
    ),
    "captcha_unavailable": Sentence(
        "Code de sécurité indisponible",
        "Le code de sécurité ne peut pas être affiché pour l’instant : "
        "rien ne peut être envoyé sans lui.",
        "Réessayez dans quelques instants.",
    ),
    "sent_twice": Sentence(
        "Formulaire envoyé deux fois",
        "Le formulaire est parti deux fois : seul le premier envoi a compté.",
        "Continuez : vous arriverez là où vous alliez, ou vous pourrez vous identifier à nouveau.",
    ),
}
