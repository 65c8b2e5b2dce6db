"""What a file of `config/services` declares of a digital service."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from idp import settings

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
Label = Annotated[str, Field(min_length=1, max_length=120)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicyDeclaration(_Strict):
    """Who may enter a service; `manager_code_days` None: no access manager codes."""

    first_comer_becomes_manager: bool = False
    manager_code_days: Annotated[int, Field(ge=1)] | None = None
    requires_enlistment: bool = False
    agents_may_enter: bool = False


class RoleDeclaration(_Strict):
    """A role, in the order in which people are shown them."""

    key: Key
    label: Label


class ServiceDeclaration(_Strict):
    """One digital service."""

    key: Key
    label: Label
    full_label: Annotated[str, Field(min_length=1, max_length=255)]
    policy: PolicyDeclaration = PolicyDeclaration()
    roles: Annotated[tuple[RoleDeclaration, ...], Field(min_length=1)]


def read_declarations(folder: Path = settings.CONFIG / "services") -> list[ServiceDeclaration]:
    """The services declared in a folder, by file name. Raises pydantic.ValidationError."""
    return [
        ServiceDeclaration.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    ]
