"""What no scene shows, each with the reason."""

#: Routes of people's browsers that draw no page of their own.
ROUTES = {
    "provider captcha.show": "pictures and sounds for the sign-in page",
    "provider authorize.authorize_by_post": "leads to the same address, by GET",
    "provider end_session.end_session_by_post": "leads to the same address, by GET",
    "soffi rp_kit.begin_sign_in": "leads to the provider",
    "edof rp_kit.begin_sign_in": "leads to the provider",
    "admin rp_kit.begin_sign_in": "leads to the provider",
    "edof rp_kit.sign_out_everywhere": "its only page is the kit's, which SOFFi shows",
    "admin rp_kit.sign_out_everywhere": "its only page is the kit's, which SOFFi shows",
}

_SETTINGS = "other settings: tests/web draws them"
_BARE = "nothing of ours leaves it out: tests/web_kit draws it"
#: Branches of templates, as tests/browser/branches.py names them.
BRANCHES = {
    "demo/message.html: {% if mail.links %} → no": "each mail of today has a link",
    "rp_kit/failure.html: {%- if correlation_id is defined %} → no": (
        "for services without web_kit: tests/rp_kit draws it"
    ),
    "sign_in/former_portal.html: {%- if help.phone %} au <strong>{{ help.phone.repl (2) → no": (
        _SETTINGS
    ),
    "sign_in/former_portal.html: {%- if help.phone and help.url is web_address %},  → yes": (
        _SETTINGS
    ),
    "sign_in/page.html: {%- if texts.former_portal %} → no": _SETTINGS,
    "web_kit/forms.html: {%- if help.phone %} Appelez l’assistance au <stro (2) → no": _SETTINGS,
    "web_kit/forms.html: {%- if help.phone %} Appelez l’assistance au <stro → no": _SETTINGS,
    'web_kit/forms.html: {%- if help.url is web_address %} <a href="{{ help → yes': _SETTINGS,
    "web_kit/forms.html: {%- if help and (help.phone or help.url is web_add → no": _SETTINGS,
    'web_kit/layout.html: {%- if site.brand == "state" %} → yes': _SETTINGS,
    "web_kit/layout.html: {%- if site.site_tagline %} → no": _BARE,
    "web_kit/layout.html: {%- if site.is_demonstration %} → no": _SETTINGS,
    'web_kit/components.html: <h3 class="fr-tile__title">{% if url is web_addres → no': _BARE,
    'web_kit/components.html: {%- if text %}<p class="fr-tile__desc">{{ text }}< → no': _BARE,
    "web_kit/forms.html: {%- if autocomplete %}{% set _ = given.update(auto → no": _BARE,
    'web_kit/forms.html: {%- if hint %}<span class="fr-hint-text">{{ hint } → no': _BARE,
    'web_kit/forms.html: {{ _control(field, "fr-input", autocomplete, {"typ → no': _BARE,
}

_NO_PAGE = "no page of today is a form behind a guard"
_NOBODY = "no view refuses with this status by itself"
#: Sentences of the programs, up to what they fill in.
SENTENCES = {
    "Votre session doit être vérifiée": _NO_PAGE,
    "Ce que vous venez d’envoyer n’a pas été enregistré. Continuez : vous retrouverez": _NO_PAGE,
    ", puis vous pourrez refaire votre dernière action.": _NO_PAGE,
    "Accès refusé": _NOBODY,
    "Vous n’avez pas le droit d’ouvrir cette page. Si vous pensez devoir y accéder, "
    "adressez-vous à la personne qui gère vos accès.": _NOBODY,
    "Par sécurité, vos demandes sont ralenties. Patientez quelques minutes, puis réessayez.": (
        _NOBODY
    ),
}

_COMMAND = "a command of `efp` tells it"
_SEED = "only the demonstration makes people, companies and rights today"
#: Domain errors, by their code.
ERRORS = {
    "account_unknown": _COMMAND,
    "address_refused": _COMMAND,
    "announcement_period_refused": _COMMAND,
    "announcement_text_refused": _COMMAND,
    "announcement_unknown": _COMMAND,
    "client_exists": _COMMAND,
    "company_exists": _SEED,
    "company_unknown": _SEED,
    "code_refused": "the token endpoint tells it to programs",
    "email_taken": _SEED,
    "name_refused": _COMMAND,
    "role_unknown": _SEED,
    "scope_mismatch": _COMMAND,
    "sectors_differ": _COMMAND,
    "service_unknown": _COMMAND,
    "unavailable": "the page of the status 503 stands for it",
}
