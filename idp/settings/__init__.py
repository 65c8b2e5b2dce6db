"""Settings: `config/<environment>.toml`, then `EFP_*` variables over it, checked all at once."""

from flask import Flask, current_app

from idp.ground import clock
from idp.settings.loading import WrongSettings, load
from idp.settings.model import Settings
from idp.settings.places import CONFIG, ROOT
from idp.settings.sections import CaptchEtat, Hashing, Help, Mail

__all__ = [
    "CONFIG",
    "ROOT",
    "CaptchEtat",
    "Hashing",
    "Help",
    "Mail",
    "Settings",
    "WrongSettings",
    "current",
    "keep",
    "load",
]

_KEPT = "efp-settings"


def keep(app: Flask, settings: Settings) -> None:
    """Make `settings` those of this application."""
    app.extensions[_KEPT] = settings
    clock.set_offset(settings.clock_offset)


def current() -> Settings:
    """The settings of the application at work."""
    settings: Settings = current_app.extensions[_KEPT]
    return settings
