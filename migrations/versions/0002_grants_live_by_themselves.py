"""sessions know no former cookie, grants live by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("browser_sessions") as batch:
        batch.drop_index("ix_browser_sessions_former_cookie_hash")
        batch.drop_column("former_cookie_hash")
    with op.batch_alter_table("grants") as batch:
        batch.add_column(sa.Column("lives_until", sa.DateTime(timezone=True), nullable=True))
    # What comes from a code of today ends within the day that the purge waits anyway.
    op.execute("UPDATE grants SET lives_until = code_expires_at")
    with op.batch_alter_table("grants") as batch:
        batch.alter_column("lives_until", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch.alter_column("session_id", existing_type=sa.BigInteger(), nullable=True)
        batch.drop_index("ix_grants_code_expires_at")
        batch.create_index("ix_grants_lives_until", ["lives_until"])


def downgrade() -> None:
    with op.batch_alter_table("grants") as batch:
        batch.drop_index("ix_grants_lives_until")
        batch.create_index("ix_grants_code_expires_at", ["code_expires_at"])
        batch.alter_column("session_id", existing_type=sa.BigInteger(), nullable=False)
        batch.drop_column("lives_until")
    with op.batch_alter_table("browser_sessions") as batch:
        batch.add_column(sa.Column("former_cookie_hash", sa.String(64), nullable=True))
        batch.create_index("ix_browser_sessions_former_cookie_hash", ["former_cookie_hash"])
