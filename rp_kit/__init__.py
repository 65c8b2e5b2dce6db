"""What a Flask service installs to sign people in through EFP Connect.

settings = load("soffi", os.environ)
setup(app, settings, Service(label="SOFFi"))

@app.get("/accueil")
@requires_access
def home(): return f"Bonjour {current_person().display_name}"
"""

from rp_kit.federation import Hooks, Service
from rp_kit.guard import current_person, find_person, requires_access, requires_sign_in
from rp_kit.settings import Settings, WrongSettings, load
from rp_kit.setup import setup

__all__ = [
    "Hooks",
    "Service",
    "Settings",
    "WrongSettings",
    "current_person",
    "find_person",
    "load",
    "requires_access",
    "requires_sign_in",
    "setup",
]
