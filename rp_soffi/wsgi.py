"""Entry point: `granian --interface wsgi rp_soffi.wsgi:app`."""

import os

from rp_soffi.app import create_app
from rp_soffi.settings import load_settings
from web_kit.logs import setup_logging

setup_logging(os.environ.get("SOFFI_LOG_LEVEL", "INFO"), json=True)
app = create_app(load_settings(os.environ))
