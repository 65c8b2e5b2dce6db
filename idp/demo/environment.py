"""The variables of the demonstration's relying parties: one file for them and for us."""

from collections.abc import Mapping

from idp import settings

FILE = settings.CONFIG / "demo.env"


def read(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables of `config/demo.env`, those of `environ` over them."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=")[::2] for line in lines if line and not line.startswith("#"))
    return {**dict(pairs), **environ}
