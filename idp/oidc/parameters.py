"""The parameters of a protocol request: one dict, parsed once, with nothing said twice."""

from authlib.oauth2.rfc6749 import InvalidRequestError
from werkzeug.datastructures import MultiDict

#: The longest value of each parameter that we use, in characters.
LIMITS = {
    "acr_values": 512,
    "client_id": 64,
    "client_secret": 512,
    "code": 128,
    "code_challenge": 128,
    "code_challenge_method": 16,
    "code_verifier": 128,
    "display": 32,
    "grant_type": 128,
    "id_token_hint": 16384,
    "login_hint": 320,
    "max_age": 10,
    "nonce": 1024,
    "post_logout_redirect_uri": 2048,
    "prompt": 128,
    "redirect_uri": 2048,
    "registration": 8192,
    "request": 16384,
    "request_uri": 2048,
    "response_mode": 32,
    "response_type": 64,
    "scope": 1024,
    "state": 2048,
    "ui_locales": 128,
}


def read(values: MultiDict[str, str]) -> dict[str, str]:
    """The parameters with a value; an empty one counts as absent (RFC 6749 section 3.1).

    Raises InvalidRequestError for a parameter given twice, or longer than its limit. Unknown
    ones are left out.
    """
    parameters: dict[str, str] = {}
    for name, given in values.lists():
        limit = LIMITS.get(name)
        if limit is None:
            continue
        if len(given) > 1:
            raise InvalidRequestError(f"The parameter {name} is given more than once.")
        if len(given[0]) > limit:
            raise InvalidRequestError(f"The parameter {name} is too long.")
        if given[0]:
            parameters[name] = given[0]
    return parameters
