"""Where this installation's files are, and which addresses are this machine itself."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = ROOT / "config"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
