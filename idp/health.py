"""Probes: whether the process lives, and whether it can serve."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from idp.domain.schema import is_up_to_date
from idp.oidc.keys import key_ring
from web_kit.routes import machine

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@machine
def healthz() -> ResponseReturnValue:
    """The process lives."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@machine
def readyz() -> ResponseReturnValue:
    """The database answers, its migrations are at head, and there are keys to sign with."""
    checks = {"database": False, "migrations": False, "keys": False}
    try:
        checks["migrations"] = is_up_to_date()
        checks["database"] = True
        checks["keys"] = bool(key_ring().signing)
    except (SQLAlchemyError, LookupError):
        pass
    is_ready = all(checks.values())
    return jsonify(status="ok" if is_ready else "unavailable", **checks), 200 if is_ready else 503
