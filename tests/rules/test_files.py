"""What no file of the repository may hold."""

import re
import tomllib

import pytest

from tests.rules.sources import ROOT, source_files

MOST_LINES = 350
GENERATED = {"requirements.lock", "requirements-dev.lock", "package-lock.json"}
PROSE = {"README.md", "CHANGELOG.md", "LICENSE"}
# Put together here, so that this file does not hold what it forbids.
FORBIDDEN = {
    "a path of one machine": re.compile(r"/(home|root|Users|work|opt)/(?!www)\w"),
    "the address of a package registry": re.compile(
        r"registry\.npmjs\.org|pypi\.org/simple|files\.pythonhosted\.org"
        r"|--(extra-)?index-ur[l][= ]|--find-lin[k]s|\"resol[v]ed\":"
    ),
    "a private key": re.compile("-----BEGIN [A-Z ]*PRIVATE " + "KEY-----"),
    "work left undone": re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b"),
}
TEXTS = [
    path
    for path in source_files()
    if path.suffix not in (".png", ".jpg", ".ico", ".woff2", ".ttf", ".wav", ".gz")
]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    faults = [
        f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not faults, f"{what}:\n" + "\n".join(faults)


def test_files_stay_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in TEXTS
        if path.name not in GENERATED | PROSE
        and path.parent.name != "versions"  # a migration is written by a program, and never edited
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert not long, f"more than {MOST_LINES} lines, split them:\n" + "\n".join(long)


def test_pins_carry_hashes() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        pins = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
        assert len(pins) > 10
        assert not [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]


def test_every_dependency_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for file, needed in (
        ("requirements.lock", declared["project"]["dependencies"]),
        ("requirements-dev.lock", declared["dependency-groups"]["dev"]),
    ):
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / file).read_text("utf-8"), re.MULTILINE))
        names = {re.split(r"[\[<>=!~ ]", line)[0] for line in needed if isinstance(line, str)}
        assert names <= pinned, f"{file} is behind pyproject.toml: make lock"
