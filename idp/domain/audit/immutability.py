"""Triggers that refuse to change, delete or truncate the rows of a table."""

from collections.abc import Iterator

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION efp_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of this table are never changed nor deleted';
END
$$
"""


def statements(dialect: str, table: str) -> Iterator[str]:
    """The SQL that makes the rows of `table` immutable, for migrations."""
    if dialect == "postgresql":
        yield _POSTGRESQL_FUNCTION
        yield (
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION efp_refuse_change()"
        )
        yield (
            f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION efp_refuse_change()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'rows of this table are never changed nor deleted');"
                " END"
            )
