"""Entry point: `granian --interface wsgi admin.wsgi:app`."""

import os

from admin.app import create_app
from admin.settings import load_settings
from idp import settings as provider_settings
from web_kit.logs import setup_logging

provider = provider_settings.load()
setup_logging("INFO", json=provider.log_format == "json")
app = create_app(provider, load_settings(os.environ))
