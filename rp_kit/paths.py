"""Where the routes of every relying party are: the provider registers all but the first."""

SIGN_IN = "/connexion"
REDIRECT = "/connexion/retour"
SIGN_OUT = "/deconnexion"
BACK_CHANNEL_LOGOUT = "/backchannel-logout"
