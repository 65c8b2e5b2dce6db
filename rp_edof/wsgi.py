"""Entry point: `granian --interface wsgi rp_edof.wsgi:app`."""

import os

from rp_edof.app import create_app
from rp_edof.settings import load_settings
from web_kit.logs import setup_logging

setup_logging(os.environ.get("EDOF_LOG_LEVEL", "INFO"), json=True)
app = create_app(load_settings(os.environ))
