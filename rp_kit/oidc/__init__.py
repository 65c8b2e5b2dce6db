"""OpenID Connect as a relying party speaks it. Knows nothing of Flask, sessions or pages."""
