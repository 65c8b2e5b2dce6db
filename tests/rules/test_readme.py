"""What the README promises by the name of a test has that test."""

import re

import pytest

from tests.rules.sources import ROOT, tree_of

README = (ROOT / "README.md").read_text(encoding="utf-8")
#: "`tests/…/test_x.py` (X)", where the table below it says "X `test_y`".
FILES = {letter: path for path, letter in re.findall(r"`(tests/[\w/]+\.py)` \(([A-Z])\)", README)}
HEADER = "| case | what happens | test |\n|---|---|---|\n"
CASES = README.partition(HEADER)[2].partition("\n\n")[0].splitlines()


def test_each_file_is_named_in_the_table() -> None:
    letters = {letter for case in CASES for letter in re.findall(r"\b([A-Z]) `test_", case)}
    assert letters == set(FILES) != set()


@pytest.mark.parametrize("case", CASES)
def test_each_way_to_lose_a_sign_in_has_its_test(case: str) -> None:
    named = case.split("|")[3].strip()
    tests = re.findall(r"([A-Z]) `(test_\w+)`", named)
    assert named == ", ".join(f"{letter} `{name}`" for letter, name in tests)
    for letter, name in tests:
        defined = {getattr(node, "name", "") for node in tree_of(ROOT / FILES[letter]).body}
        assert name in defined, f"{FILES[letter]} has no {name}"
