"""How many failures are let through: reserved before a check, counted only if it fails."""
