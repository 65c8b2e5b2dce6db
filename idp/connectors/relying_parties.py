"""What the provider itself says to relying parties."""

from idp.connectors.http import send
from idp.ground.errors import Unavailable


def post_logout_token(uri: str, token: str) -> None:
    """Tell a relying party that a session ended (OpenID Connect Back-Channel Logout 1.0, 2.5).

    Raises Unavailable when it did not say that it ended the session too, whatever it said
    instead: it may succeed next time. Raises PermanentFailure for an address of another kind.
    """
    answer = send("POST", uri, data={"logout_token": token})
    if answer.status not in (200, 204):
        raise Unavailable(status=answer.status)
