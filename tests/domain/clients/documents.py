"""A registration of the tests, and the faults that another one has."""

from collections.abc import Callable
from typing import Any

import pytest

from idp.domain import clients
from idp.domain.actor import SYSTEM
from idp.domain.clients.errors import RegistrationRefused
from idp.domain.clients.models import Client
from idp.domain.clients.queries import get_client
from idp.ground.errors import DomainError

REDIRECT_URI = "https://soffi.example/cb"
USUAL: dict[str, Any] = {"name": "Essai", "redirect_uris": [REDIRECT_URI]}


def register(**wanted: Any) -> Client:
    """Register a client with these wishes over the usual ones."""
    return get_client(clients.register(USUAL | wanted, by=SYSTEM).client_id)


def faults_of(ask: Callable[[], object]) -> list[DomainError]:
    """Every fault of a registration that is refused, or of its change."""
    with pytest.raises(RegistrationRefused) as refusal:
        ask()
    faults: list[DomainError] = refusal.value.data["faults"]
    return faults
