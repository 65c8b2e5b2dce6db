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
#: Branches of each template, as tests/browser/branches.py names them.
BRANCHES = {
    "demo/message.html": {"{% if mail.links %} → no": "each mail of today has a link"},
    "rp_kit/failure.html": {
        "{%- if correlation_id is defined %} → no": (
            "for services without web_kit: tests/rp_kit draws it"
        ),
    },
    "sign_in/former_portal.html": {
        "{%- if help.phone %} au <strong>{{ help.phone.repl (2) → no": _SETTINGS,
        "{%- if help.phone and help.url is web_address %},  → yes": _SETTINGS,
    },
    "sign_in/page.html": {"{%- if texts.former_portal %} → no": _SETTINGS},
    "web_kit/components.html": {
        '<h3 class="fr-tile__title">{% if url is web_addres → no': _BARE,
        '{%- if text %}<p class="fr-tile__desc">{{ text }}< → no': _BARE,
    },
    "web_kit/forms.html": {
        "{%- if help.phone %} Appelez l’assistance au <stro (2) → no": _SETTINGS,
        "{%- if help.phone %} Appelez l’assistance au <stro → no": _SETTINGS,
        '{%- if help.url is web_address %} <a href="{{ help → yes': _SETTINGS,
        "{%- if help and (help.phone or help.url is web_add → no": _SETTINGS,
        "{%- if autocomplete %}{% set _ = given.update(auto → no": _BARE,
        '{%- if hint %}<span class="fr-hint-text">{{ hint } → no': _BARE,
        '{{ _control(field, "fr-input", autocomplete, {"typ → no': _BARE,
    },
    "web_kit/layout.html": {
        '{%- if site.brand == "state" %} → yes': _SETTINGS,
        "{%- if site.is_demonstration %} → no": _SETTINGS,
        "{%- if site.site_tagline %} → no": _BARE,
    },
}
