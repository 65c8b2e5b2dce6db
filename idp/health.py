"""Probes: whether the process lives, and whether it can serve."""

import logging

from cryptography.fernet import InvalidToken
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from idp.domain.schema import is_up_to_date
from idp.domain.signing_keys.models import ALGORITHMS
from idp.oidc.keys import key_ring
from web_kit.routes import machine

log = logging.getLogger(__name__)

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
        checks["keys"] = all(key_ring().current(algorithm) for algorithm in ALGORITHMS)
    except (SQLAlchemyError, LookupError, InvalidToken) as error:
        log.warning("not ready: %s", type(error).__name__)
    is_ready = all(checks.values())
    return jsonify(status="ok" if is_ready else "unavailable", **checks), 200 if is_ready else 503
