"""OIDC clients: what each registered, as one document, and the secrets by which it is known."""

from idp.domain.clients.actions import (
    KEEP_OLD_SECRET,
    Credentials,
    change,
    disable,
    enable,
    register,
    rotate_secret,
)

__all__ = [
    "KEEP_OLD_SECRET",
    "Credentials",
    "change",
    "disable",
    "enable",
    "register",
    "rotate_secret",
]
