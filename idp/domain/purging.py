"""Deleting what nobody needs any more, little by little."""

from sqlalchemy import ColumnElement, Table, delete, select, tuple_

from idp.domain import db

#: Rows in one statement: nobody waits long for those that it locks, or for SQLite's one writer.
BATCH = 1000


def delete_in_batches(table: Table, is_over: ColumnElement[bool]) -> int:
    """Delete the rows that are over, each batch in a transaction of its own; returns how many."""
    key = table.primary_key.columns
    # What somebody holds is in use: to wait for its holder, who may wait for us, is a deadlock.
    some = (
        select(*key).where(is_over).limit(BATCH).correlate(None).with_for_update(skip_locked=True)
    )
    statement = delete(table).where(tuple_(*key).in_(some))
    total = 0
    with db.auto_engine().connect() as connection:
        while True:
            count = connection.execute(statement).rowcount
            total += count
            if count < BATCH:
                return total
