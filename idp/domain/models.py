"""Every table, for migrations and for tests that compare them."""

from importlib import import_module
from pathlib import Path

from idp.domain.db import Base

for file in sorted(Path(__file__).parent.glob("*/models.py")):
    import_module(f"idp.domain.{file.parent.name}.models")

metadata = Base.metadata
