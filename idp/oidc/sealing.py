"""What leaves in a page or an address and comes back: nobody alters it, nobody else makes it."""

from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from idp import settings


def seal(purpose: str, value: Any) -> str:
    """A value that JSON can hold, as text that fits an address; good for this purpose only."""
    return _serializer(purpose).dumps(value)


def unseal(purpose: str, sealed: str) -> Any:
    """The value that `seal` was given for this purpose; None if it was not."""
    try:
        return _serializer(purpose).loads(sealed)
    except BadSignature:
        return None


def _serializer(purpose: str) -> URLSafeSerializer:
    present = settings.current()
    # The last key of the list signs, each of them verifies.
    keys = [*present.secret_key_fallbacks[::-1], present.secret_key]
    return URLSafeSerializer(keys, salt=purpose)
