"""The contracts are read off the running protocol."""

from tests.oidc.conftest import party, provider

__all__ = ["party", "provider"]
