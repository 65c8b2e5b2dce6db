"""Who may import whom: the contracts of pyproject.toml, and the doors that are few."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import (
    ROOT,
    imported_names,
    is_inside,
    module_name,
    product_modules,
)

# What may be imported only behind a few doors, and these doors.
DOORS = {
    "a view holds no query": (
        ("sqlalchemy", "flask_sqlalchemy"),
        (
            "idp.domain",
            "idp.oidc.clients",
            "rp_kit.sessions",
            "rp_kit.ground.storage",
            "migrations",
        ),
    ),
    "a page asks the domain, and opens no connection of its own": (
        ("idp.domain.db",),
        (
            "idp.domain",
            "idp.oidc.client_authentication",
            "idp.oidc.clients",
            "idp.oidc.endpoints.userinfo",
            "idp.oidc.keys",
            "idp.oidc.tokens",
            "idp.app",
            "idp.browser_session",
            "idp.cli",
            "idp.edge",
            "idp.error_answers",
            "admin.app",
            "migrations",
        ),
    ),
    "outgoing connections have one place, with the same limits": (
        ("requests", "urllib.request", "urllib3", "http.client", "smtplib", "flask_mail"),
        ("idp.connectors", "idp.demo.stack", "rp_kit.ground.http", "rp_kit.ground.deadline"),
    ),
    "a socket is for listening, and for the machine's name": (
        ("socket",),
        ("idp.cli.serve", "idp.demo.stack", "idp.worker", "rp_kit.ground.deadline"),
    ),
    "Authlib has no types: one package may touch it": (
        ("authlib",),
        ("idp.oidc",),
    ),
    "the provider has the ground of the kit, by one door, and nothing else of it": (
        ("rp_kit",),
        ("admin", "idp.ground", "rp_kit", "rp_edof", "rp_soffi"),
    ),
    "the database's form changes by migrations": (
        ("alembic",),
        ("migrations", "idp.domain.schema", "idp.cli"),
    ),
    "passwords are hashed in one place": (
        ("passlib", "argon2", "nacl"),
        ("idp.domain.accounts",),
    ),
    "the product never imports tests": (("tests", "pytest"), ()),
}


# A parameter's type, an error, a message, an address: naming one neither asks nor connects.
TYPES = {
    "sqlalchemy.Connection",
    "sqlalchemy.URL",
    "sqlalchemy.make_url",
    "sqlalchemy.exc.ArgumentError",
    "sqlalchemy.exc.SQLAlchemyError",
    "flask_mail.Message",
}


def test_the_layers_hold() -> None:
    # In a process of its own: import-linter disables every logger that exists already.
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("reason", DOORS)
def test_doors(reason: str) -> None:
    packages, doors = DOORS[reason]
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in product_modules()
        if not is_inside(module_name(path), doors)
        for line, name in imported_names(path)
        if is_inside(name, packages) and name not in TYPES
    ]
    assert not faults, f"{reason}:\n" + "\n".join(faults)


def test_the_pages_know_of_the_protocol_only_its_interaction() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in product_modules()
        if is_inside(module_name(path), ("idp.web",))
        for line, name in imported_names(path)
        if is_inside(name, ("idp.oidc",)) and not is_inside(name, ("idp.oidc.interaction",))
    ]
    assert not faults, "\n".join(faults)


def test_the_domain_knows_no_request() -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in product_modules()
        if is_inside(module_name(path), ("idp.domain",))
        for line, name in imported_names(path)
        if name in ("flask.request", "flask.session", "flask.g", "flask.render_template")
    ]
    assert not faults, "\n".join(faults)
