"""How many failures are let through: reserved before a check, counted only if it fails."""

from idp.domain.throttling.actions import Reservation, count_failure, give_back, reserve

__all__ = ["Reservation", "count_failure", "give_back", "reserve"]
