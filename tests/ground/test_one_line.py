"""What is one line of characters to read."""

import pytest

from idp.ground.one_line import is_one_line


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", True),
        ("L’œuvre de 9\u00a0h à 17\u202fh\u00a0: « oui »", True),
        ("Ω 漢字 🙂", True),
        ("deux\nlignes", False),
        ("deux\u2028lignes", False),
        ("nul\x00", False),
        ("à l’envers \u202e", False),
        ("invisible\u200b", False),
        ("jamais attribué \u0378", False),
    ],
)
def test_one_line(text: str, fits: bool) -> None:
    assert is_one_line(text) is fits
