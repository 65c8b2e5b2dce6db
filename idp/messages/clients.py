"""What a relying party registers."""

from idp.messages.sentence import Sentence, line_refused

SENTENCES = {
    "address_is_ipv6": Sentence(
        "Adresse refusée",
        "Les navigateurs ne peuvent pas être envoyés à l’adresse IPv6 {url}.",
        "Indiquez un nom, ou 127.0.0.1.",
    ),
    "address_refused": Sentence(
        "Adresse refusée",
        "L’adresse {url} ne peut pas être enregistrée.",
        "Indiquez une adresse en https, sans identifiant ni ancre.",
    ),
    "client_exists": Sentence(
        "Identifiant déjà pris",
        "Un client porte déjà cet identifiant.",
        "Choisissez-en un autre.",
    ),
    "client_unknown": Sentence(
        "Client introuvable",
        "Aucun client ne porte cet identifiant.",
        "Vérifiez l’identifiant.",
    ),
    "field_refused": Sentence(
        "Champ refusé",
        "Le champ « {field} » est vide ou n’a pas la forme attendue.",
        "Corrigez ce champ.",
    ),
    "field_unknown": Sentence(
        "Champ inconnu", "Le champ « {field} » n’existe pas.", "Écrivez {instead}."
    ),
    "name_refused": line_refused("Nom refusé", "Le nom"),
    "openid_missing": Sentence(
        "Portée openid absente",
        "Sans la portée « openid », personne ne peut se connecter.",
        "Ajoutez « openid ».",
    ),
    "registration_refused": Sentence(
        "Enregistrement refusé",
        "Ce client ne peut pas être enregistré ainsi.",
        "{corrections}",
    ),
    "sectors_differ": Sentence(
        "Adresses de plusieurs sites",
        "Des identifiants propres à un site demandent des adresses de retour d’un seul site.",
        "Gardez les adresses d’un seul site, ou choisissez des identifiants publics.",
    ),
    "subjects_would_change": Sentence(
        "Identifiants des personnes modifiés",
        "Ce changement de « {field} » donnerait d’autres identifiants à toutes les personnes : "
        "le service ne les reconnaîtrait plus.",
        "Enregistrez plutôt un autre client.",
    ),
    "value_unknown": Sentence(
        "Valeur inconnue",
        "La valeur « {value} » n’existe pas pour « {field} ».",
        "Écrivez {instead}.",
    ),
}
