"""Mails: a `Message` is composed in the domain, rendered and sent by the worker."""

from idp.mail.message import Message
from idp.mail.sending import send, setup

__all__ = ["Message", "send", "setup"]
