"""The tables. Secrets are hashed where they must be recognised, sealed where they must be used."""

from sqlalchemy import JSON, Boolean, Column, MetaData, String, Table, Text

from rp_kit.ground.storage import Instant

_HASH = String(64)

metadata = MetaData()

sign_ins = Table(
    "rp_sign_ins",
    metadata,
    Column("state_hash", _HASH, primary_key=True),
    Column("browser_hash", _HASH, nullable=False),
    Column("nonce_hash", _HASH, nullable=False),
    Column("verifier_sealed", Text, nullable=False),
    Column("return_path", Text, nullable=False),
    Column("is_silent", Boolean, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

sessions = Table(
    "rp_sessions",
    metadata,
    Column("cookie_hash", _HASH, primary_key=True),
    Column("issuer", String(255), nullable=False),
    Column("sub", String(255), nullable=False, index=True),
    Column("sid", String(255), nullable=False, index=True),
    Column("claims", JSON, nullable=False),
    Column("id_token_sealed", Text, nullable=False),
    Column("access_token_sealed", Text, nullable=False),
    Column("access_token_expires_at", Instant, nullable=False),
    Column("rights_read_at", Instant, nullable=False),
    # While one request reads the rights again, the others know it by this.
    Column("reading_until_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

logout_notices = Table(
    "rp_logout_notices",
    metadata,
    Column("jti_hash", _HASH, primary_key=True),
    Column("forget_at", Instant, nullable=False, index=True),
)
