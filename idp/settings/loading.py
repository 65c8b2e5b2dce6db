"""Reading `config/<environment>.toml`, then `EFP_*` variables over it."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from idp.settings.model import Settings
from idp.settings.places import CONFIG
from idp.settings.rules import Fault, contradictions
from idp.settings.sections import Section

ENVIRONMENTS = ("demo", "test", "production")
#: EFP_* variables that are read elsewhere: here and by relying parties …
FOREIGN = ("EFP_ENV", "EFP_ISSUER")
#: … and whole families, of EFP Admin, the tests and the bench.
FOREIGN_PREFIXES = ("EFP_ADMIN_", "EFP_TEST_", "EFP_BENCH_")


class WrongSettings(Exception):
    """The settings cannot be used; `faults` has one English line for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("wrong settings:\n" + "\n".join(f"  - {fault}" for fault in faults))
        self.faults = faults


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings. Raises WrongSettings with every fault found, never only the first."""
    variables = os.environ if environment is None else environment
    env = variables.get("EFP_ENV", "demo")
    if env not in ENVIRONMENTS:
        raise WrongSettings([f"EFP_ENV: {env!r} is none of {', '.join(ENVIRONMENTS)}"])
    values = tomllib.loads((CONFIG / f"{env}.toml").read_text(encoding="utf-8"))
    values["env"] = env
    faults = dict.fromkeys(_read_variables(variables, values), "no such setting")
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        faults.update(_faults_of(error))
    for name, words in contradictions(values):
        faults.setdefault(name, words)
    if faults:
        raise WrongSettings([f"{name}: {words}" for name, words in faults.items()])
    return settings


def _read_variables(variables: Mapping[str, str], values: dict[str, Any]) -> Iterator[str]:
    """Put the variables over the values; gives the names that are no setting."""
    known = dict(_variable_names())
    for name in sorted(name for name in variables if name.startswith("EFP_")):
        if name in known:
            *section, key = known[name]
            target = values.setdefault(section[0], {}) if section else values
            text = variables[name]
            target[key] = _split(text) if key.endswith("_fallbacks") else text
        elif name not in FOREIGN and not name.startswith(FOREIGN_PREFIXES):
            yield name


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _variable_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            for inner in kind.model_fields:
                yield f"EFP_{key}_{inner}".upper(), (key, inner)
        elif key != "env":
            yield f"EFP_{key}".upper(), (key,)


def _faults_of(error: ValidationError) -> Iterator[Fault]:
    for fault in error.errors(include_url=False, include_input=False):
        yield ".".join(str(part) for part in fault["loc"]), fault["msg"]
