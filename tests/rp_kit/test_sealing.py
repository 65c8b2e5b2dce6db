"""What is at rest tells nothing, and cannot be exchanged."""

import pytest
from flask import Flask
from sqlalchemy import select

from rp_kit.federation import EXTENSION
from rp_kit.sealing import SealBroken, Sealer
from rp_kit.sessions import tables
from tests.rp_kit.conftest import Visitor


def test_a_seal_opens_for_its_purpose_only() -> None:
    sealer = Sealer("key one")
    sealed = sealer.seal("text", "a purpose")
    assert sealer.unseal(sealed, "a purpose") == "text"
    assert sealed != sealer.seal("text", "a purpose")
    with pytest.raises(SealBroken):
        sealer.unseal(sealed, "another purpose")
    with pytest.raises(SealBroken):
        Sealer("key two").unseal(sealed, "a purpose")


def test_a_key_may_be_replaced() -> None:
    sealed = Sealer("old").seal("text", "p")
    assert Sealer("new", ("old",)).unseal(sealed, "p") == "text"


def test_no_secret_is_readable_in_the_database(visitor: Visitor, app: Flask) -> None:
    location = visitor.get("/accueil").headers["Location"]
    visitor.sign_in()
    state = location.partition("state=")[2].partition("&")[0]
    with app.extensions[EXTENSION].database.statement() as connection:
        rows = [
            str(row)
            for table in tables.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    assert len(rows) == 2
    for secret in (visitor.cookie("session"), visitor.cookie("sign_in"), state, "access-token"):
        assert secret
        assert all(secret not in row for row in rows)
