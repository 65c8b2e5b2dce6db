"""The OpenID Connect protocol."""
