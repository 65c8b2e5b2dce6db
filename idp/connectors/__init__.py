"""Every outgoing connection of the provider, all with the same limits."""
