"""The look and the manners that all our pages share. Imports nothing of ours."""

from web_kit.manners import Manners
from web_kit.setup import setup

__all__ = ["Manners", "setup"]
