"""What a relying party registers."""

from idp.messages.sentence import Sentence, line_refused

SENTENCES = {
    "address_refused": Sentence(
        "Adresse refusée",
        "Cette adresse ne peut pas être enregistrée.",
        "Indiquez une adresse en https, sans identifiant ni ancre.",
    ),
    "client_exists": Sentence(
        "Identifiant déjà pris",
        "Un client porte déjà cet identifiant.",
        "Choisissez-en un autre.",
    ),
    "name_refused": line_refused("Nom refusé", "Le nom"),
    "sectors_differ": Sentence(
        "Adresses de plusieurs sites",
        "Des identifiants propres à un site demandent des adresses de retour d’un seul site.",
        "Gardez les adresses d’un seul site, ou choisissez des identifiants publics.",
    ),
}
